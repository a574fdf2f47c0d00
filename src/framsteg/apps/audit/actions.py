"""Writing to the event log. Called by every action and by every page that opens a person's file."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from framsteg.apps.audit.models import LogReview
from framsteg.apps.audit.permissions import check_may_review
from framsteg.apps.audit.queries import count_reads
from framsteg.apps.core.sql import moment

Primitive = str | int | bool | None

_WRITE = """
    INSERT INTO audit_event (at, "by", by_role, kind, about, household, details) VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def record(
    kind: str, *, by: Any, at: datetime, about: Model | None = None, household: str = "", **details: Primitive
) -> None:
    """
    Write one event. ``by`` is a user, or None for scheduled work; ``household`` is the case number.

    Details are primitives and never free text about a person: the log is read by people who may not read the file.
    Every action and page writes here, so the statement is written out.
    """
    row = (
        moment(at),
        getattr(by, "username", "system"),
        str(getattr(by, "role", "")),
        kind,
        f"{about._meta.label}:{about.pk}" if about is not None else "",
        household,
        connection.ops.adapt_json_value(details, encoder=None),
    )
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, row)


def record_read(*, page: str, by: Any, at: datetime, household: str) -> None:
    """Write that a person's file was opened on a page (lag 2001:454, 10 §: access shall be checkable)."""
    record(f"{page}.read", by=by, at=at, household=household)


def record_log_opened(*, by: Any, at: datetime, user: str = "", household: str = "") -> None:
    """Write that the log itself was opened, and what was looked for. Not a read of a file, so not ``.read``."""
    record("audit.log.opened", by=by, at=at, household=household, looked_for=user)


@transaction.atomic
def review_log(
    *,
    by: Any,
    at: datetime,
    period_from: date,
    period_to: date,
    user: str = "",
    household: str = "",
    remark: str = "",
    needs_follow_up: bool = False,
) -> LogReview:
    """Keep that a log reviewer has looked through the reads of a period. :raises NotAllowed: for other roles."""
    check_may_review(by)
    review = LogReview.objects.create(
        reviewed_at=at,
        reviewed_by=by.username,
        period_from=period_from,
        period_to=period_to,
        user=user,
        household=household,
        reads=count_reads(period_from=period_from, period_to=period_to, user=user, household=household),
        remark=remark,
        needs_follow_up=needs_follow_up,
    )
    record("audit.review.made", by=by, at=at, about=review, household=household, needs_follow_up=needs_follow_up)
    return review
