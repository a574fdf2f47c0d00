"""`framsteg assess`: the right to assistance for one household and month."""

import json
from typing import Annotated, NoReturn

import typer

from framsteg.cli.calculation import AsJson, File, read_or_refuse, show_missing, show_steps
from framsteg.entitlement import Case, Outcome, Result, calculate
from framsteg.entitlement.explain import explain as explained
from framsteg.entitlement.kinds import IncomeKind
from framsteg.entitlement.result import kronor
from framsteg.entitlement.whatif import Change, Response, WhatIfError, apply, means_of, read_change, response

Explain = Annotated[bool, typer.Option("--explain", help="Skriv beräkningen som löpande text.")]
WhatIf = Annotated[
    str | None,
    typer.Option(
        "--what-if", metavar="ÄNDRING", help="Visa vad en ändring betyder: wage+=4000, b.wage=0 eller rent-=500."
    ),
]


def assess(file: File, as_json: AsJson = False, explain: Explain = False, what_if: WhatIf = None) -> None:
    """
    Pröva rätten till ekonomiskt bistånd för ett hushåll och en månad.

    Räknar riksnorm, godtagna kostnader, inkomster från månaden före,
    livsföring i övrigt och tillgångar. Varje rad har skäl och lagrum.
    Resultatet är ett förslag: beslut fattas av en människa.

    Exempel på ärendefil (hushall.yaml):

    month: 2025-03

    persons: [{id: a, born: 1990-05-01, role: adult}]

    costs: [{kind: rent, applied: 6000}, {kind: electricity, applied: 400}]

    incomes: [{person: a, kind: wage, net: 4000, received: 2025-02-25}]

    Kör sedan: framsteg assess hushall.yaml

    Vad händer om lönen blir 4 000 kr högre: framsteg assess hushall.yaml
    --what-if wage+=4000

    Slutkod 0 när filen går att läsa. Annars skrivs en rad per fel, och
    slutkoden är 2.
    """
    case = read_or_refuse(file)
    result = calculate(case)
    if what_if is not None:
        _what_if(case, result, what_if, as_json)
    elif as_json:
        answer = result.as_json() | ({"explanation": explained(case, result)} if explain else {})
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif explain:
        typer.echo(explained(case, result), nl=False)
    else:
        if result.steps:
            show_steps(f"Beräkning för {case.month.label}", result.steps)
        show_missing(result.missing)
        typer.echo(_conclusion(result))


def _what_if(case: Case, before: Result, written: str, as_json: bool) -> None:
    """Show assistance and means before and after, and for an income what is kept of it and where it leads out."""
    try:
        wanted = read_change(case, written)
        changed = apply(case, wanted)
    except WhatIfError as refused:
        _refuse(str(refused))
    after = calculate(changed)
    answer = response(changed, wanted.person, wanted.kind, 0, 1) if isinstance(wanted.kind, IncomeKind) else None
    if as_json:
        figures = {"before": _figures(case, before), "after": _figures(changed, after)}
        told = {} if answer is None else {key: value for key, value in answer.as_json().items() if key != "points"}
        typer.echo(json.dumps({"what_if": written, **figures, "response": told or None}, ensure_ascii=False, indent=2))
        return
    for label, household, result in (("Nu", case, before), ("Efter", changed, after)):
        typer.echo(f"{label}: {_conclusion(result)}{_means(household, result)}")
        show_missing(result.missing)
    if before.assistance is not None and after.assistance is not None:
        typer.echo(f"Biståndet ändras med {kronor(after.assistance - before.assistance)}.")
    if answer is not None:
        _show_response(wanted, answer)


def _show_response(wanted: Change, answer: Response) -> None:
    if answer.marginal is None:
        return
    label = wanted.kind.label.casefold()
    typer.echo(f"Av nästa 100 kr i {label} för {answer.person} behåller hushållet {kronor(answer.marginal)}.")
    if answer.exit_income is None:
        typer.echo("Ingen sådan inkomst leder till att rätten till bistånd upphör.")
    else:
        typer.echo(f"Rätten till bistånd upphör när inkomsten är {kronor(answer.exit_income)} i månaden.")


def _means(case: Case, result: Result) -> str:
    return "" if result.assistance is None else f" Att leva på: {kronor(result.assistance + means_of(case))}."


def _figures(case: Case, result: Result) -> dict[str, object]:
    means = None if result.assistance is None else str(result.assistance + means_of(case))
    return {"means": means, **result.as_json()}


def _refuse(fault: str) -> NoReturn:
    typer.echo(f"--what-if: {fault}", err=True)
    raise typer.Exit(2)


def _conclusion(result: Result) -> str:
    if result.assistance is None or result.surplus is None:
        return f"{result.outcome.label}: det som är okänt måste vara känt först."
    if result.outcome is Outcome.RIGHT:
        return f"{result.outcome.label}: {kronor(result.assistance)}."
    return f"{result.outcome.label}. Överskott: {kronor(result.surplus)}."
