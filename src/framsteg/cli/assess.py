"""`framsteg assess`: the right to assistance for one household and month."""

import json

import typer

from framsteg.cli.calculation import AsJson, File, read_or_refuse, show_missing, show_steps
from framsteg.entitlement import Outcome, Result, calculate
from framsteg.entitlement.result import kronor


def assess(file: File, as_json: AsJson = False) -> None:
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

    Slutkod 0 när filen går att läsa. Annars skrivs en rad per fel, och
    slutkoden är 2.
    """
    case = read_or_refuse(file)
    result = calculate(case)
    if as_json:
        typer.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
        return
    if result.steps:
        show_steps(f"Beräkning för {case.month.label}", result.steps)
    show_missing(result.missing)
    typer.echo(_conclusion(result))


def _conclusion(result: Result) -> str:
    if result.assistance is None or result.surplus is None:
        return f"{result.outcome.label}: det som är okänt måste vara känt först."
    if result.outcome is Outcome.RIGHT:
        return f"{result.outcome.label}: {kronor(result.assistance)}."
    return f"{result.outcome.label}. Överskott: {kronor(result.surplus)}."
