"""When the rules do not reach: a regime that is not known (CAP-01 to CAP-07), and who is under the LMA (ENT-05)."""

from __future__ import annotations

from decimal import Decimal

from framsteg.entitlement.facts import Case
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import Parameters, benefit_cap_rows
from framsteg.entitlement.result import MissingFact, Section, Step, ore


def unknown_regime(month: Month) -> MissingFact | None:
    """Return what is missing from 2027 on: the new regime is prepared, and off while any part of it is not known."""
    rows = benefit_cap_rows(month)
    if all(row.value is not None for row in rows.values()):
        return None
    first = min(row.valid_from for row in rows.values())
    return MissingFact(
        fact=f"bidragstak.{month.year}",
        because=(
            f"Från {Month.of(first).label} gäller nya regler med bidragstak (CAP-01–CAP-07). De är förberedda men"
            " avstängda, eftersom lagtext och belopp inte är kända."
        ),
        remedy="Läs in lagtexten i benefit_cap.yaml och bygg reglerna. Till dess avgör en människa utan förslag.",
        changes="Normen, taket och därmed hela beloppet.",
    )


def mixed_lma(case: Case) -> MissingFact | None:
    """Return what a person must judge when some members, but not all, have the support of the LMA."""
    covered = [person.id for person in case.persons if person.lma]
    if not covered or len(covered) == len(case.persons):
        return None
    return MissingFact(
        fact="lma",
        because=(
            f"{', '.join(covered)} omfattas av LMA, men inte resten av hushållet. Ingen källa säger hur normen då"
            " räknas."
        ),
        remedy="En handläggare måste bedöma vilka behov som LMA täcker. Räkna sedan för dem som inte omfattas.",
        changes="Vilka som räknas i normen och hur stor del av hyran som är hushållets.",
    )


def lma_line(law: Parameters) -> Step:
    """Return the line for a household where all have the support of the LMA: no right to what that support covers."""
    return Step(
        "ENT-05",
        Section.SUM,
        "Bistånd",
        ore(Decimal(0)),
        "Alla i hushållet omfattas av LMA. De har inte rätt till bistånd som motsvarar LMA:s förmåner, och inte till"
        " bistånd för boende. Andra behov bedömer en handläggare.",
        law.law["lma"],
    )
