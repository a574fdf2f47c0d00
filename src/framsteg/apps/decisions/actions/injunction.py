"""
An application that cannot be tried: help first, then an injunction to mend it, and dismissal last (FL 6, 20 §§).

Missing papers never lead here: an application that can be read is tried on what is known.
"""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions import letters, queries
from framsteg.apps.decisions.actions._shared import (
    NotHeard,
    check_answered,
    check_children,
    check_reasons,
    check_spoken,
    check_undecided,
    delegation_under,
    keep_decision,
    lock_undecided,
)
from framsteg.apps.decisions.enums import DecisionKind, DelegatedKind, Flaw
from framsteg.apps.decisions.models import Decision, Injunction
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole


class InjunctionRefused(ActionDenied):
    """The injunction lacks what is to be mended, the help that came first, or time to do it; or is mended already."""


class CannotDismiss(ActionDenied):
    """Nothing says that the application cannot be tried, or the time to mend it still runs."""


@transaction.atomic
def send_injunction(
    *, application: Application, flaw: str, what: str, help_given: str, reply_by: date, by: User, at: datetime
) -> Injunction:
    """
    Ask the person to mend an application that cannot be tried, and say that it may else be dismissed (FL 20 §).

    :param flaw: one of ``Flaw``; missing papers are none
    :param what: what is to be mended, in words that the person understands
    :param help_given: how the person was helped before (FL 6 §)

    :raises NotAllowed, AlreadyDecided, InjunctionRefused:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    if not what.strip() or not help_given.strip():
        raise InjunctionRefused(_("Skriv vad som ska rättas och hur den enskilde har fått hjälp (FL 6 §)."))
    if reply_by <= timezone.localdate(at):
        raise InjunctionRefused(_("Sista dagen att rätta måste ligga efter i dag. Välj en senare dag."))
    with translation.override(settings.LANGUAGE_CODE):  # it is sent, and stands in the letter
        told = f"{Flaw(flaw).label} {what.strip()}"
    injunction = Injunction.objects.create(
        application=application,
        flaw=told,
        help_given=help_given.strip(),
        sent_at=at,
        sent_by=by,
        reply_by=reply_by,
    )
    number = application.household.number
    record("decisions.injunction.sent", by=by, at=at, about=injunction, household=number, flaw=str(flaw))
    return injunction


@transaction.atomic
def note_mended(*, injunction: Injunction, by: User, at: datetime) -> Injunction:
    """
    Keep that the application is mended, in time or late: then it is tried.

    :raises NotAllowed, AlreadyDecided, InjunctionRefused:
    """
    application = injunction.application
    check_may_handle(by, application.household, at)
    check_undecided(application)
    if not Injunction.objects.filter(pk=injunction.pk, mended_at=None).update(mended_at=at, mended_noted_by=by):
        raise InjunctionRefused(_("Det är redan antecknat att bristen är avhjälpt."))
    injunction.refresh_from_db()
    record("decisions.injunction.mended", by=by, at=at, about=injunction, household=application.household.number)
    return injunction


@transaction.atomic
def dismiss(
    *,
    application: Application,
    because: str = "",
    reasons: str,
    children: str = "",
    version: int,
    by: User,
    at: datetime,
) -> Decision:
    """
    Dismiss an application that cannot be tried, as a decision of its own with reasons, letter and right to appeal.

    It needs an injunction whose time has passed without the flaw being mended; it told what would follow. Any other
    ground is written in ``because``, and the person is heard about it first (FL 25 §).

    :raises NotAllowed, AlreadyDecided, Changed, CannotDismiss, NotHeard, ReasonsMissing, ChildrenNotWeighed,
        NoDelegation, WantsToSpeak:
    """
    check_may_handle(by, application.household, at)
    lock_undecided(application, version)
    check_spoken(application)
    check_reasons(reasons)
    concerned = application.members.filter(role=MemberRole.CHILD).exists()
    check_children(children, concerned=concerned)
    injunction = application.injunctions.order_by("-pk").first()
    if because.strip():
        _check_heard_about_dismissal(application, at)
    else:
        _check_unmended(injunction, at)
    delegation = delegation_under(by, DelegatedKind.DISMISSAL, Decimal(0), at)
    letter = letters.dismissal_letter(
        application=application,
        applicant=queries.applicant_of(application),
        because=because.strip(),
        injunction=None if because.strip() else injunction,
        reasons=reasons.strip(),
        children=children.strip(),
        delegation=delegation.reference,
        by=by,
        at=at,
    )
    return keep_decision(
        application=application,
        calculation=None,
        kind=DecisionKind.DISMISSAL,
        granted=Decimal(0),
        reasons=reasons.strip(),
        children=children.strip(),
        decided_at=at,
        decided_by=by,
        delegation=delegation,
        letter=letter,
    )


def _check_unmended(injunction: Injunction | None, at: datetime) -> None:
    """:raises CannotDismiss:"""
    if injunction is None:
        raise CannotDismiss(
            _(
                "Ansökan kan inte avvisas utan ett föreläggande (FL 20 §). Att handlingar saknas räcker inte: pröva då "
                "ansökan på det som är känt."
            )
        )
    if injunction.mended_at is not None:
        raise CannotDismiss(_("Bristen är avhjälpt. Pröva ansökan."))
    if timezone.localdate(at) <= injunction.reply_by:
        raise CannotDismiss(_("Den enskilde kan fortfarande rätta ansökan. Vänta tills tiden har gått ut."))


def _check_heard_about_dismissal(application: Application, at: datetime) -> None:
    """:raises NotHeard:"""
    hearing = queries.latest_hearing(application, before_dismissal=True)
    if hearing is None:
        raise NotHeard(_("Kommunicera skälet att avvisa ansökan med den enskilde först (FL 25 §)."))
    check_answered(hearing, at)
