"""
Who appealed takes the appeal back, in writing or in speech.

Before it is sent on to the court it ends with that. After, it is the court's to end: the nämnd passes the withdrawal on
and waits for what the court says. The time to appeal runs on: within it the person may appeal anew (HFD 2011 ref. 76).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.decisions.actions._steps import AppealRefused, WrongStep, check_at, move, number_of
from framsteg.apps.decisions.enums import AppealStep, WithdrawnHow
from framsteg.apps.decisions.models import Appeal
from framsteg.apps.identity.models import User


@transaction.atomic
def withdraw_appeal(
    *, appeal: Appeal, withdrawn_on: date, how: str, note: str, version: int, by: User, at: datetime
) -> Appeal:
    """
    Note that the person takes the appeal back, when and how; what is said in speech is written down (FL 27 §).

    :raises NotAllowed, WrongStep, AppealRefused, Changed:
    """
    check_at(appeal, AppealStep.open_to_withdrawal(), by, at)
    if appeal.withdrawn_on:
        raise WrongStep(_("Återkallelsen är redan antecknad."))
    if how not in WithdrawnHow.values or not note.strip():
        raise AppealRefused(_("Skriv hur överklagandet återkallades och vad den enskilde sade eller skrev."))
    if not appeal.came_in_on <= withdrawn_on <= timezone.localdate(at):
        raise AppealRefused(_("Dagen ska ligga mellan den dag överklagandet kom in och i dag."))
    move(
        appeal,
        version,
        withdrawn_on=withdrawn_on,
        withdrawn_how=how,
        withdrawn_note=note.strip(),
        withdrawal_noted_at=at,
        withdrawal_noted_by=by,
    )
    record("decisions.appeal.withdrawn", by=by, at=at, about=appeal, household=number_of(appeal), way=str(how))
    return appeal


@transaction.atomic
def pass_on_withdrawal(*, appeal: Appeal, version: int, by: User, at: datetime) -> Appeal:
    """
    Note that the court has been told of the withdrawal. The appeal ends when the court has said so.

    :raises NotAllowed, WrongStep, Changed:
    """
    check_at(appeal, {AppealStep.PASS_ON}, by, at)
    move(appeal, version, passed_on_at=at, passed_on_by=by)
    record("decisions.appeal.withdrawal_sent", by=by, at=at, about=appeal, household=number_of(appeal))
    return appeal
