"""Judgements of lines, and of applications that cannot be tried, for tests; made through the actions."""

from datetime import datetime, timedelta
from decimal import Decimal

from tests.factories.decisions import caseworker_of, soon_after

from framsteg.apps.applications.models import Application
from framsteg.apps.decisions import actions
from framsteg.apps.decisions.enums import Basis, Direction, Flaw
from framsteg.apps.decisions.models import Decision, Hearing, Injunction, MeansOverride, NormAdjustment, Override

REASON = "Bedömt i det enskilda fallet."


def judge_cost(
    application: Application, kind: str, accepted: int, *, basis: str = Basis.RIGHT, share: str = ""
) -> Override:
    return actions.override_cost(
        application=application,
        cost=application.costs.get(kind=kind),
        accepted=Decimal(accepted),
        reason=REASON,
        basis=basis,
        share=share,
        version=application.version,
        by=caseworker_of(application),
        at=soon_after(application),
    )


def judge_income(application: Application, counted: int, *, reason: str = REASON) -> MeansOverride:
    return actions.assess_income(
        application=application,
        income=application.incomes.get(),
        counted=Decimal(counted),
        reason=reason,
        version=application.version,
        by=caseworker_of(application),
        at=soon_after(application),
    )


def judge_asset(application: Application, counted: int, *, reason: str = REASON) -> MeansOverride:
    return actions.assess_asset(
        application=application,
        asset=application.assets.get(),
        counted=Decimal(counted),
        reason=reason,
        version=application.version,
        by=caseworker_of(application),
        at=soon_after(application),
    )


def adjust_norm(
    application: Application, direction: str = Direction.HIGHER, amount: int = 300, *, reason: str = REASON
) -> NormAdjustment:
    return actions.adjust_norm(
        application=application,
        person=None,
        direction=direction,
        amount=Decimal(amount),
        item="livsmedel",
        reason=reason,
        version=application.version,
        by=caseworker_of(application),
        at=soon_after(application),
    )


def send_injunction(
    application: Application, *, days: int = 14, help_given: str = "Vi ringde två gånger."
) -> Injunction:
    sent_at = soon_after(application)
    return actions.send_injunction(
        application=application,
        flaw=Flaw.WHO,
        what="Skriv vem som ansöker.",
        help_given=help_given,
        reply_by=sent_at.date() + timedelta(days=days),
        by=caseworker_of(application),
        at=sent_at,
    )


def hear_before_dismissal(application: Application, *, days: int = 14) -> Hearing:
    sent_at = soon_after(application)
    return actions.send_hearing_before_dismissal(
        application=application,
        text="Vi överväger att avvisa ansökan.",
        reply_by=sent_at.date() + timedelta(days=days),
        by=caseworker_of(application),
        at=sent_at,
    )


def dismiss(application: Application, *, because: str = "", at: datetime | None = None) -> Decision:
    return actions.dismiss(
        application=application,
        because=because,
        reasons="Ansökan går inte att pröva.",
        version=application.version,
        by=caseworker_of(application),
        at=at or soon_after(application, days=30),
    )
