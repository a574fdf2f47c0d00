"""What several actions check before they change anything."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.core.formats import kronor, swedish_date
from framsteg.apps.core.sql import fetch, for_update
from framsteg.apps.decisions import queries
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.decisions.models import Calculation, Decision, Delegation, Hearing
from framsteg.apps.identity.models import User
from framsteg.entitlement.result import Outcome, Result

# Asked at every calculation and decision, so they are written out (``core.sql``).
_DECIDED = "SELECT 1 FROM decisions_decision WHERE application_id = %s"
_WAITS_TO_SPEAK = "SELECT 1 FROM decisions_oralrequest WHERE application_id = %s AND closed_at IS NULL"
_UNDECIDED = """
    SELECT version FROM applications_application a
    WHERE id = %s AND NOT EXISTS (SELECT 1 FROM decisions_decision d WHERE d.application_id = a.id)
"""


class AlreadyDecided(ActionDenied):
    """The application has a decision; it is never changed."""


class WantsToSpeak(ActionDenied):
    """The person waits to speak before the nämnd; nothing is decided before she has, or has declined."""


class NoDelegation(ActionDenied):
    """The user's role may not make the decision; the text says which role may."""


class NotHeard(ActionDenied):
    """The decision would go against a person who has not been heard, or whose time to answer still runs."""


class ReasonsMissing(ActionDenied):
    """A decision needs written reasons."""


class ChildrenNotWeighed(ActionDenied):
    """A decision against a household with children says how their situation was weighed (SoL 2025:400, 3 kap.)."""


class NotCalculated(ActionDenied):
    """There is no calculation of the facts as they stand."""


class NotEnoughKnown(ActionDenied):
    """The calculation's outcome is unknown; the text lists what is missing."""


def check_undecided(application: Application) -> None:
    if fetch(_DECIDED, application.pk):
        raise already_decided()


def check_spoken(application: Application) -> None:
    """:raises WantsToSpeak: while the person waits to speak before the nämnd (SoL 14 kap. 8 §)"""
    if fetch(_WAITS_TO_SPEAK, application.pk):
        raise WantsToSpeak(
            _(
                "Den enskilde har begärt att få tala inför nämnden. Avsluta begäran med vad som sades, eller anteckna "
                "att hen avstår, innan du beslutar."
            )
        )


def delegation_under(by: User, kind: DelegatedKind, amount: Decimal, at: datetime) -> Delegation:
    """
    Return the line of the delegation order under which the user decides, the amount in kronor.

    :raises NoDelegation: naming the roles that may
    """
    today = timezone.localdate(at)
    found = queries.delegation_for(by.role, kind, amount, today)
    if found is None:
        may = ", ".join(queries.deciders(kind, amount, today)) or _("nämnden")
        words = {"kind": kind.label, "amount": kronor(amount), "roles": may}
        raise NoDelegation(
            _("Din roll har inte delegation för beslutet (%(kind)s, %(amount)s). Det fattas av: %(roles)s.") % words
        )
    return found


def check_reasons(reasons: str) -> None:
    """:raises ReasonsMissing:"""
    if not reasons.strip():
        raise ReasonsMissing(_("Skriv beslutets motivering (FL 32 §)."))


def check_children(children: str, *, concerned: bool) -> None:
    """:raises ChildrenNotWeighed: when a child is concerned and nothing is written"""
    if concerned and not children.strip():
        raise ChildrenNotWeighed(_("Beslutet går emot ett hushåll med barn. Skriv hur barnens situation har bedömts."))


def check_answered(hearing: Hearing, at: datetime) -> None:
    """:raises NotHeard: while the person may still answer"""
    if not queries.is_over(hearing, at):
        raise NotHeard(
            _("Den enskilde har till och med %(day)s på sig att svara.") % {"day": swedish_date(hearing.reply_by)}
        )


def lock_undecided(application: Application, version: int) -> None:
    """Hold the application for the rest of the transaction. :raises AlreadyDecided, Changed:"""
    undecided = fetch(_UNDECIDED + for_update(), application.pk)
    if not undecided:
        raise already_decided()
    ((stored,),) = undecided
    if not stored == application.version == version:
        raise Changed


def keep_decision(*, application: Application, **fields: Any) -> Decision:
    """Store a decision with its letter, once, and note it in the log. :raises AlreadyDecided:"""
    household = application.household
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                application=application, household=household, month=application.month, **fields
            )
    except IntegrityError:
        raise already_decided()  # two clicks at once: the database lets one through
    by, at, kind = decision.decided_by, decision.decided_at, str(decision.kind)
    record("decisions.decision.made", by=by, at=at, about=decision, household=household.number, decision=kind)
    return decision


def already_decided() -> AlreadyDecided:
    return AlreadyDecided(_("Ansökan är redan beslutad, och ett beslut ändras inte. Öppna beslutet för att läsa det."))


def take_version(application: Application, version: int) -> None:
    """Move the application to its next version: an older calculation or page no longer fits. :raises Changed:"""
    same = Application.objects.filter(pk=application.pk, version=version)
    if not same.update(version=F("version") + 1):
        raise Changed
    application.version = version + 1


def fresh_calculation(application: Application) -> tuple[Calculation, Result]:
    """Return the calculation of the facts as they stand and its result. :raises NotCalculated, NotEnoughKnown:"""
    calculation = queries.latest_calculation(application)
    if calculation is None or not queries.is_fresh(calculation, application):
        raise NotCalculated(_("Uppgifterna har ändrats sedan beräkningen gjordes. Beräkna igen och läs resultatet."))
    result = Result.from_json(calculation.result)
    if result.outcome is Outcome.UNKNOWN:
        missing = " ".join(f"{fact.because} {fact.remedy}" for fact in result.missing)
        raise NotEnoughKnown(_("Uppgifter saknas. %(missing)s") % {"missing": missing})
    return calculation, result
