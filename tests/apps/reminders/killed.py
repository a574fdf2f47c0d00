"""
A sweep in a process of its own, for ``test_killed.py``: ``killed.py make|kill-between|kill-inside|again``.

``make`` builds a database, keeps a copy that no sweep has been at, and prints what one left in peace makes of it.
``kill-between`` dies by SIGKILL after the first chunk, ``kill-inside`` with the second chunk's rows written and not
committed. ``again`` prints what is there, sweeps, and prints what is there then.
"""

import os
import shutil
import signal
import sys
from datetime import timedelta
from random import Random


def die(*_anything: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(act: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from tests.factories.pathway import RECEIVED, make_team
    from tests.factories.reminders import make_history, what_is_stored

    from framsteg.apps.pathway.models import Deadline
    from framsteg.apps.reminders import actions

    at = RECEIVED + timedelta(days=20)
    actions.CHUNK = 2
    if act == "make":
        call_command("migrate", verbosity=0)
        team, draw = make_team(), Random(7)
        for _ in range(6):
            make_history(team, draw, at=at)
        Deadline.objects.all().delete()  # so that each chunk has something to write
        connection.close()
        shutil.copytree(os.environ["FRAMSTEG_VAR"], os.environ["COPY"])
        actions.sweep(at=at)
        print(what_is_stored())
    elif act == "again":
        print(what_is_stored())
        actions.sweep(at=at)
        print(what_is_stored())
    elif act == "kill-between":
        actions.sweep(at=at, progress=die)
    else:
        tell, chunks = actions._tell, iter((False, True))
        actions._tell = lambda *what: tell(*what) + (die() if next(chunks) else 0)
        actions.sweep(at=at)


if __name__ == "__main__":
    main(sys.argv[1])
