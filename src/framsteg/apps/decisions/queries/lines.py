"""Plain rows of what a caseworker judges: costs, incomes, assets, the norm, and whether it all can be tried."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications import queries as applications
from framsteg.apps.applications.enums import AssetKind, CostKind, IncomeKind
from framsteg.apps.applications.models import Application
from framsteg.apps.applications.queries import AssetFacts, CostFacts, Facts, IncomeFacts
from framsteg.apps.core.formats import swedish_date
from framsteg.apps.decisions.enums import Basis
from framsteg.apps.decisions.models import MeansOverride, NormAdjustment, Override
from framsteg.apps.decisions.queries import rows
from framsteg.apps.decisions.words import ASSETS, names_of
from framsteg.entitlement import kinds
from framsteg.entitlement.month import Month

JUDGED = {kind.value for kind in kinds.JUDGED_BY_PERSON}


@dataclass(frozen=True)
class CostRow:
    """
    A cost with what is accepted of it, kronor, before the household's share is taken.

    ``need`` is the most that can be accepted: what was applied for, or what a paper shows where that is more.
    """

    id: int
    label: str
    note: str
    applied: Decimal
    need: Decimal
    source: str
    accepted: Decimal
    basis: str
    basis_label: str
    share: str
    reason: str
    assessed: str


@dataclass(frozen=True)
class MeansRow:
    """
    An income or an asset with what counts of it, kronor.

    ``declared`` is what the household told where a check has shown another amount, else None. ``waits`` is true for a
    home or a car that nobody has assessed. ``is_other_month`` is true for an income that does not count this month.
    """

    id: int
    label: str
    who: str
    whole: Decimal
    declared: Decimal | None
    source: str
    received: date | None
    counted: Decimal
    reason: str
    assessed: str
    waits: bool
    is_other_month: bool


@dataclass(frozen=True)
class AdjustmentRow:
    """A higher or lower norm in the single case; ``withdrawn`` says who took it back and when."""

    id: int
    label: str
    who: str
    amount: Decimal
    item: str
    reason: str
    made: str
    withdrawn: str


@dataclass(frozen=True)
class InjunctionRow:
    """An injunction to mend the application; ``is_over`` when its time has passed and nothing is mended."""

    id: int
    flaw: str
    help_given: str
    sent_at: datetime
    sent_by: str
    reply_by: date
    mended_at: datetime | None
    is_over: bool


@dataclass(frozen=True)
class Judged:
    """Everything of an application that a person judges. ``persons`` are (key, what the calculation calls her)."""

    costs: list[CostRow]
    incomes: list[MeansRow]
    assets: list[MeansRow]
    adjustments: list[AdjustmentRow]
    persons: list[tuple[int, str]]


def judged_of(application: Application) -> Judged:
    """Return the rows that a caseworker judges, with the judgements that count. Seven queries."""
    facts = applications.facts(application)
    names = names_of(facts["persons"])
    overrides = rows.latest_overrides(application)
    incomes, assets = rows.latest_means_overrides(application)
    return Judged(
        costs=[_cost(cost, overrides.get(cost["id"])) for cost in facts["costs"]],
        incomes=[
            _income(income, incomes.get(income["id"]), names, facts, application.month) for income in facts["incomes"]
        ],
        assets=[_asset(asset, assets.get(asset["id"]), names) for asset in facts["assets"]],
        adjustments=[
            _adjustment(row, names)
            for row in application.adjustments.select_related("made_by", "withdrawn_by").order_by("pk")
        ],
        persons=list(names.items()),
    )


def injunctions_of(application: Application, at: datetime) -> list[InjunctionRow]:
    """Return the injunctions to mend the application, the latest first. One query."""
    today = timezone.localdate(at)
    return [
        InjunctionRow(
            id=row.pk,
            flaw=row.flaw,
            help_given=row.help_given,
            sent_at=row.sent_at,
            sent_by=str(row.sent_by),
            reply_by=row.reply_by,
            mended_at=row.mended_at,
            is_over=row.mended_at is None and today > row.reply_by,
        )
        for row in application.injunctions.select_related("sent_by").order_by("-pk")
    ]


def _cost(cost: CostFacts, override: Override | None) -> CostRow:
    need = max(cost["applied"], cost["counts"])
    accepted = min(override.accepted, need) if override else cost["counts"]
    return CostRow(
        id=cost["id"],
        label=str(CostKind(cost["kind"]).label),
        note=cost["note"],
        applied=cost["applied"],
        need=need,
        source=cost["source"] if cost["is_verified"] else "",
        accepted=accepted,
        basis=override.basis if override else Basis.RIGHT,
        basis_label=override.get_basis_display() if override else str(Basis.RIGHT.label),
        share=override.share if override else "",
        reason=override.reason if override else "",
        assessed=_by(override),
    )


def _income(
    income: IncomeFacts, override: MeansOverride | None, names: dict[int, str], facts: Facts, month: Month
) -> MeansRow:
    net, declared = income["net"], income["declared"]
    return MeansRow(
        id=income["id"],
        label=str(IncomeKind(income["kind"]).label),
        who=names[income["person_id"]],
        whole=net,
        declared=None if declared == net else declared,
        source=income["source"],
        received=income["received"],
        counted=min(override.counted, net) if override else net,
        reason=override.reason if override else "",
        assessed=_by(override),
        waits=income["kind"] == IncomeKind.JOB_PREMIUM and override is None,
        is_other_month=Month.of(income["received"]) != month.previous,
    )


def _asset(asset: AssetFacts, override: MeansOverride | None, names: dict[int, str]) -> MeansRow:
    waits = ASSETS.get(asset["kind"], asset["kind"]) in JUDGED and override is None
    unassessed = Decimal(0) if waits else asset["amount"]
    return MeansRow(
        id=asset["id"],
        label=str(AssetKind(asset["kind"]).label),
        who=names[asset["person_id"]],
        whole=asset["amount"],
        declared=None,
        source=asset["source"],
        received=None,
        counted=min(override.counted, asset["amount"]) if override else unassessed,
        reason=override.reason if override else "",
        assessed=_by(override),
        waits=waits,
        is_other_month=False,
    )


def _adjustment(row: NormAdjustment, names: dict[int, str]) -> AdjustmentRow:
    words = {"who": row.withdrawn_by, "day": swedish_date(row.withdrawn_at)} if row.withdrawn_at else {}
    return AdjustmentRow(
        id=row.pk,
        label=row.get_direction_display(),
        who=_("hushållet") if row.person_id is None else names.get(row.person_id, _("en person som inte är med")),
        amount=row.amount,
        item=row.item,
        reason=row.reason,
        made=_by(row),
        withdrawn=_("Återtagen av %(who)s %(day)s.") % words if words else "",
    )


def _by(row: Override | MeansOverride | NormAdjustment | None) -> str:
    if row is None:
        return ""
    words = {"who": row.made_by, "day": swedish_date(row.made_at)}
    return _("Bedömt av %(who)s %(day)s.") % words
