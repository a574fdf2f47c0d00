"""The words that a working model and a history share: what happens, and what a gate may stand before."""

from enum import StrEnum
from typing import Self


class EventKind(StrEnum):
    """
    What can happen in a journey, in the usual order: of two events at the same instant, the earlier here is first.

    `label` names the event, `missing` says that it has not happened and `remedy` what to do about it, in Swedish.
    """

    label: str
    missing: str
    remedy: str

    def __new__(cls, value: str, label: str, missing: str, remedy: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.missing, member.remedy = label, missing, remedy
        return member

    APPLICATION_RECEIVED = (
        "application_received",
        "ansökan har kommit in",
        "ansökan har inte kommit in",
        "Registrera ansökan",
    )
    REFERRAL_MADE = (
        "referral_made",
        "anvisning är gjord",
        "personen är inte anvisad",
        "Gör anvisningen",
    )
    MEETING_HELD = (
        "meeting_held",
        "mötet är hållet",
        "mötet är inte hållet",
        "Håll mötet",
    )
    PROGRAMME_STARTED = (
        "programme_started",
        "första dagen i programmet",
        "personen har inte börjat i programmet",
        "Registrera första dagen i programmet",
    )
    MAPPING_DONE = (
        "mapping_done",
        "kartläggningen är klar",
        "kartläggningen är inte klar",
        "Gör klart kartläggningen tillsammans med personen",
    )
    PLAN_SIGNED = (
        "plan_signed",
        "alla parter har skrivit under handlingsplanen",
        "handlingsplanen är inte underskriven av alla parter",
        "Se till att alla parter skriver under handlingsplanen",
    )
    PROGRAMME_ENDED = (
        "programme_ended",
        "programmet är avslutat",
        "programmet är inte avslutat",
        "Registrera sista dagen i programmet",
    )
    COACH_ASSIGNED = (
        "coach_assigned",
        "jobbcoach är utsedd",
        "ingen jobbcoach är utsedd",
        "Utse en jobbcoach",
    )
    ACTIVITY_STARTED = (
        "activity_started",
        "insats har börjat",
        "ingen insats har börjat",
        "Registrera att insatsen har börjat",
    )
    ACTIVITY_ENDED = (
        "activity_ended",
        "insats har slutat",
        "insatsen har inte slutat",
        "Registrera att insatsen har slutat",
    )
    FOLLOW_UP_HELD = (
        "follow_up_held",
        "uppföljning är gjord",
        "ingen uppföljning är gjord",
        "Gör uppföljningen tillsammans med personen",
    )
    EXITED = (
        "exited",
        "ärendet är avslutat",
        "ärendet är inte avslutat",
        "Avsluta med orsak och destination",
    )
    AFTERCARE_HELD = (
        "aftercare_held",
        "eftervårdskontakt är gjord",
        "ingen eftervårdskontakt är gjord",
        "Ta eftervårdskontakten",
    )
    REOPENED = (
        "reopened",
        "ärendet är återöppnat",
        "ärendet är inte återöppnat",
        "Återöppna ärendet",
    )


class Action(StrEnum):
    """
    What a person may want to do and a gate may stand before. `label` completes "Det går inte att … än"; `causes` is the
    event that the action leads to, if any.

    `APPLY` and `EMERGENCY_HELP` are words here only so that a gate before them can be refused with a reason. A gate
    before `DECIDE` holds back no urgent application.
    """

    label: str
    causes: EventKind | None

    def __new__(cls, value: str, label: str, causes: EventKind | None) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.causes = label, causes
        return member

    APPLY = ("apply", "ansöka", EventKind.APPLICATION_RECEIVED)
    EMERGENCY_HELP = ("emergency_help", "få nödhjälp", None)
    REFER = ("refer", "anvisa personen", EventKind.REFERRAL_MADE)
    START_PROGRAMME = ("start_programme", "börja i programmet", EventKind.PROGRAMME_STARTED)
    SIGN_PLAN = ("sign_plan", "skriva under handlingsplanen", EventKind.PLAN_SIGNED)
    ASSIGN_COACH = ("assign_coach", "utse jobbcoach", EventKind.COACH_ASSIGNED)
    START_ACTIVITY = ("start_activity", "börja en insats", EventKind.ACTIVITY_STARTED)
    DECIDE = ("decide", "besluta om biståndet", None)


# Everyone may apply, and an emergency is met at once: no way of working may make either wait.
NEVER_GATED = frozenset({Action.APPLY, Action.EMERGENCY_HELP})
