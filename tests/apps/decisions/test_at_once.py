"""Two clicks at the same moment. SQLite lets one writer in at a time, so only PostgreSQL can show it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.factories import decisions as factory
from tests.factories.applications import make_application

from framsteg.apps.decisions import actions
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Decision

if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    def test_one_decides_and_the_other_is_told():
        factory.make_delegations()
        application = make_application()
        factory.calculate(application)
        together = Barrier(2)

        def click(_number: int) -> str:
            together.wait(timeout=10)
            try:
                factory.decide(application, DecisionKind.GRANT)
            except actions.AlreadyDecided:
                return "refused"
            finally:
                connection.close()
            return "decided"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(click, range(2))) == ["decided", "refused"]
        assert Decision.objects.count() == 1
