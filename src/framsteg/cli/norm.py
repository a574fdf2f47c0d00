"""`framsteg norm`: the riksnorm of one household and month."""

import json

import typer

from framsteg.cli.calculation import AsJson, File, read_or_refuse, show_missing, show_steps
from framsteg.entitlement import Section, calculate
from framsteg.entitlement.result import kronor


def norm(file: File, as_json: AsJson = False) -> None:
    """
    Räkna ut riksnormen för ett hushåll och en månad, 2013–2026.

    Visar varje persons belopp och de gemensamma kostnaderna med skäl och
    lagrum. Kostnader, inkomster och tillgångar får stå i filen men påverkar
    inte normen.

    Exempel på ärendefil (hushall.yaml):

    month: 2025-03

    persons: [{id: a, born: 1990-05-01, role: adult}]

    Kör sedan: framsteg norm hushall.yaml

    JSON har samma form som för framsteg assess, med normens rader i steps.
    """
    case = read_or_refuse(file)
    result = calculate(case)
    steps = result.in_section(Section.NORM)
    if as_json:
        answer = result.as_json() | {"steps": [step.as_json() for step in steps]}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    if steps:
        show_steps(f"Riksnorm för {case.month.label}", steps)
    if result.norm is None:
        show_missing(result.missing)
        typer.echo("Normen går inte att räkna ut: det som är okänt måste vara känt först.")
    else:
        typer.echo(f"Summa riksnorm: {kronor(result.norm)}.")
