"""
The strict harness. What a human would have to remember, a test run refuses:

warnings and the network (pyproject.toml), an order between tests, an order the database never promised, a template
variable that does not exist (``tests/settings.py``), a datetime in a date field, a forgotten ``auto_now``, and a page
with a form that lacks its CSRF token, with inline script or style, or with the same id twice.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.db.backends.sqlite3.base import DatabaseOperations as SQLite
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis
from tests.factories.identity import make_staff
from tests.page_rules import check_page

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User

hypothesis.register_profile("nightly", max_examples=5_000)  # pytest --hypothesis-profile=nightly


class StrictClient(Client):
    """A test client that looks at every page it fetches: see ``page_rules``."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            check_page(response.content.decode())
        return response


@pytest.fixture
def client() -> StrictClient:
    """A browser that is not signed in."""
    return StrictClient()


@pytest.fixture
def staff(db: None) -> Callable[..., User]:
    """Return a function from role to a new member of staff: ``staff(Role.MANAGER, unit=…)``."""
    return make_staff


@pytest.fixture
def client_for(staff: Callable[..., User]) -> Callable[[User | str], StrictClient]:
    """Return a function from a user or a role to a browser signed in as that user, who is ``client.user``."""

    def sign_in(who: User | str) -> StrictClient:
        signed_in = StrictClient()
        signed_in.user = who if isinstance(who, User) else staff(Role(who))
        signed_in.force_login(signed_in.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return signed_in

    return sign_in


@pytest.fixture
def freeze() -> Iterator[Callable[[datetime], None]]:
    """Return a function that stops the clock of the pages; called again it moves it: ``freeze(moment)``."""
    stopped: list[AbstractContextManager[Any]] = []

    def stop_at(moment: datetime) -> None:
        stopped.append(time_machine.travel(moment, tick=False))
        stopped[-1].__enter__()

    yield stop_at
    for travel in reversed(stopped):
        travel.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    """A page in English leaves its language on the thread; the next test starts in Swedish all the same."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Counts that live in the cache, such as sign-ins per minute, start at nothing."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def strict_database() -> Iterator[None]:
    """Let the ORM refuse or upset what works by luck only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.QuerySet, "_fetch_all", _shuffled(models.QuerySet._fetch_all))
        patch.setattr(models.DateField, "get_prep_value", _dates_only(models.DateField.get_prep_value))
        patch.setattr(models.Model, "save", _with_auto_now(models.Model.save))
        patch.setattr(SQLite, "sql_flush", _past_triggers(SQLite.sql_flush))
        yield


def _shuffled(fetch_all: Callable[[models.QuerySet], None]) -> Callable[[models.QuerySet], None]:
    """Give the rows of an unordered query in another order each time, as a database may."""

    def fetch(queryset: models.QuerySet) -> None:
        is_new = queryset._result_cache is None
        fetch_all(queryset)
        if is_new and not queryset.ordered:
            random.shuffle(queryset._result_cache)

    return fetch


def _dates_only(get_prep_value: Callable[[models.DateField, Any], Any]) -> Callable[[models.DateField, Any], Any]:
    """Refuse a datetime where a date belongs: which day it becomes would depend on the server's time zone."""

    def prepare(field: models.DateField, value: Any) -> date | None:
        if isinstance(value, datetime) and not isinstance(field, models.DateTimeField):
            raise TypeError(f"{field} is a date; it was given {value!r}. Say which day with timezone.localdate().")
        return get_prep_value(field, value)

    return prepare


def _with_auto_now(save: Callable[..., None]) -> Callable[..., None]:
    """Refuse ``save(update_fields=…)`` that leaves an ``auto_now`` field behind with its old time."""

    def checked(self: models.Model, *args: Any, **kwargs: Any) -> None:
        if (named := kwargs.get("update_fields")) is not None:
            forgotten = {f.name for f in self._meta.fields if getattr(f, "auto_now", False)} - set(named)
            assert not forgotten, f"update_fields forgets {forgotten} of {self._meta.label}"
        save(self, *args, **kwargs)

    return checked


def _past_triggers(sql_flush: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """
    Let a ``transaction=True`` test empty the append-only tables of its SQLite database afterwards.

    The triggers are taken away and put back in the flush's own transaction. PostgreSQL truncates, past row triggers.
    """

    def flush(self: SQLite, *args: Any, **kwargs: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        away = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        return [*away, *sql_flush(self, *args, **kwargs), *(sql for _name, sql in triggers)]

    return flush


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Run what waits for the commit: ``with on_commit(): act(…)``."""
    return partial(django_capture_on_commit_callbacks, execute=True)
