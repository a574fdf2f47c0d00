"""
The frame around a person's journey: what the model is, wants and costs, and who works in it.

Like `elements`, read by those who write a model. What has a default of okänd may be left out of a file.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .base import Count, Day, Element, Figure, Id, Ids, Named, Text, Texts
from .unknown import UNKNOWN, OrUnknown

Comparison = Literal["previous_year", "budget", "forecast", "country", "peers"]
Comparisons = Annotated[tuple[Comparison, ...], Field(min_length=1)]


class Decision(Element):
    """Beslutet som arbetsmodellen vilar på."""

    body: Text
    """Vem som beslutade, till exempel nämnden."""
    date: OrUnknown[Day]
    """Dag eller månad för beslutet (ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM)."""
    paragraph: OrUnknown[Text]
    """Paragraf i protokollet."""


class Principle(Element):
    """En grundtanke som modellen bygger på."""

    text: Text


class Meta(Named):
    """Vad arbetsmodellen heter, när den gäller och vad den bygger på."""

    version: Text
    """Version; en pågående väg behåller den version den började med."""
    valid_from: OrUnknown[Day]
    """Första dag eller månad som versionen gäller (ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM)."""
    valid_to: OrUnknown[Day] | None = None
    """Sista dag eller månad; tomt betyder tills vidare."""
    decision: OrUnknown[Decision]
    legal_version: OrUnknown[Text] = UNKNOWN
    """Lagen, med den lydelse som modellen är skriven för."""
    parent: Id | None = None
    """Arbetsmodell som den här bygger vidare på: allt i den gäller, utom det som står i den här filen."""
    inspired_by: tuple[Id, ...] = ()
    """Arbetsmodeller som har gett tankar, men vars innehåll inte gäller här."""
    sources: Annotated[dict[str, Text], Field(min_length=1)]
    """Källorna: nyckel (ett ord) → beskrivning."""
    principles: tuple[Principle, ...] = ()


class Goal(Named):
    """Vad kommunen vill nå."""

    measure: OrUnknown[Id] = UNKNOWN
    """Måttet som visar om målet nås."""
    baseline: OrUnknown[Figure] = UNKNOWN
    """Läget före."""
    target: OrUnknown[Figure] = UNKNOWN
    """Siffran som ska nås."""
    period: OrUnknown[Text] = UNKNOWN
    """När målet ska vara nått."""
    definition: OrUnknown[Text] = UNKNOWN
    """Hur det räknas."""
    compared_with: OrUnknown[Comparisons] = UNKNOWN


class Unit(Named):
    """En enhet i kommunen som arbetar i modellen."""

    part_of: OrUnknown[Id] = UNKNOWN
    """Enheten som den hör till."""
    does: OrUnknown[Texts] = UNKNOWN
    """Vad enheten gör."""


class PartyKind(StrEnum):
    EMPLOYMENT_SERVICE = "employment_service"
    SOCIAL_INSURANCE = "social_insurance"
    REGION = "region"
    ADULT_EDUCATION = "adult_education"
    EDUCATION_PROVIDER = "education_provider"
    COORDINATION_ASSOCIATION = "coordination_association"
    COUNTY_BOARD = "county_board"
    MUNICIPALITY = "municipality"
    MUNICIPAL_UNIT = "municipal_unit"
    EMPLOYERS = "employers"
    UNIONS = "unions"
    CIVIL_SOCIETY = "civil_society"
    AUTHORITY = "authority"


class Party(Named):
    """En part utanför enheten som kommunen samverkar med."""

    kind: PartyKind
    contributes: OrUnknown[Texts] = UNKNOWN
    """Vad parten gör eller bidrar med."""
    agreement: OrUnknown[Text] = UNKNOWN
    """Avtalet om samverkan."""
    agreement_ends: OrUnknown[Day] = UNKNOWN
    sharing_ground: OrUnknown[Literal["consent", "law", "no_sharing"]] = UNKNOWN
    """Grund för att dela uppgifter om en person: samtycke, lag, eller att inget delas."""
    members: tuple[Id, ...] = ()
    """Parter som ingår, när parten är ett förbund."""
    outplaced_at: OrUnknown[Id] = UNKNOWN
    """Enheten där partens personal har sin arbetsplats."""


class Role(Named):
    """En roll i arbetet, med den organisation den hör till."""

    organisation: OrUnknown[Text]
    max_cases: OrUnknown[Count]
    """Högsta antal ärenden per person i rollen."""
    target_cases: OrUnknown[Count] = UNKNOWN
    """Antal ärenden per person som kommunen siktar på."""
    weighting: OrUnknown[Text] = UNKNOWN
    """Hur ärenden vägs när de räknas."""
    staff: OrUnknown[Figure] = UNKNOWN
    """Antal i rollen."""
    staff_change: OrUnknown[Text] = UNKNOWN
    """Hur antalet har ändrats."""
    continuity: OrUnknown[Text] = UNKNOWN
    """Vad som gäller för att personen ska få behålla samma kontakt."""


class Meeting(Named):
    """Ett möte som har bestämda deltagare."""

    stage: OrUnknown[Id] = UNKNOWN
    roles: OrUnknown[Ids] = UNKNOWN
    """Roller som måste vara med; person är den som vägen gäller."""


class EmployerSide(Named):
    """Vad kommunen gör tillsammans med arbetsgivare."""

    offers: OrUnknown[Ids] = UNKNOWN
    """Insatser som arbetsgivarna tar emot i."""
    slots: OrUnknown[Count] = UNKNOWN
    """Antal platser."""
    matching: OrUnknown[Text] = UNKNOWN
    """Hur personer och behov förs samman."""
    support_after_start: OrUnknown[Text] = UNKNOWN
    """Stöd till arbetsplatsen när någon har börjat."""
    owner: OrUnknown[Id] = UNKNOWN
    """Rollen som håller kontakten."""


class BudgetLine(Named):
    """En rad i budgeten som arbetssättet rör."""

    amount: OrUnknown[Figure] = UNKNOWN


class Economy(Element):
    """Vad arbetssättet kostar och flyttar, så att en besparing inte visas utan sin kostnad."""

    budget_lines: tuple[BudgetLine, ...] = ()
    do_nothing_forecast: OrUnknown[Figure] = UNKNOWN
    """Kostnaden som väntades om inget gjordes."""
    staff_cost: OrUnknown[Figure] = UNKNOWN
    """Vad personalen i arbetssättet kostar."""
    reinvestment: OrUnknown[Text] = UNKNOWN
    """Vad pengarna används till när kostnaden sjunker."""
    cost_shifts: OrUnknown[Texts] = UNKNOWN
    """Kostnader som flyttar till andra konton eller andra huvudmän."""


class Report(Figure):
    """En siffra som källan redovisar."""

    kind: Literal["outcome", "change", "forecast", "budget_difference", "stated_saving"]


class Measure(Named):
    """Ett mått som ledningen följer."""

    unit: Text
    definition: OrUnknown[Text]
    compared_with: OrUnknown[Comparisons]
    audience: OrUnknown[Texts] = UNKNOWN
    """Vilka som får måttet."""
    calendar: OrUnknown[Text] = UNKNOWN
    """När det redovisas."""
    reported: tuple[Report, ...] = ()
    """Siffror som källan redovisar; de är källans påståenden och visar inget orsakssamband."""


class Evaluation(Element):
    """Hur kommunen tar reda på om arbetssättet hjälper."""

    baseline: OrUnknown[Text] = UNKNOWN
    comparison: OrUnknown[Text] = UNKNOWN
    staged_rollout: OrUnknown[Text] = UNKNOWN
    """Om arbetssättet införs i steg, så att enheter kan jämföras."""
    harms: OrUnknown[Texts] = UNKNOWN
    """Skador som bevakas, och invändningar som har rests."""
    other_causes: OrUnknown[Texts] = UNKNOWN
    """Andra orsaker till utvecklingen som källan själv nämner."""


class Rule(Named):
    """En regel i lag som modellen ska följa, med det som är sett och det som inte är det."""

    proposal: OrUnknown[Text] = UNKNOWN
    """Innehållet enligt förslag och andra källor än lagtexten."""
    law: OrUnknown[Text] = UNKNOWN
    """Innehållet enligt lagtexten; okänd tills den är läst."""
    in_force: OrUnknown[Day] = UNKNOWN
    """Dag eller månad då regeln börjar gälla."""
    confidence: Literal["A", "A_proposal", "B", "C", "K"]
    """A: lagtexten eller annan förstahandskälla läst. A_proposal: förslaget läst, inte lagen. B: två källor eller
    myndighets sammanfattning. C: en andrahandskälla. K: allmän kunskap, inte kontrollerad."""
