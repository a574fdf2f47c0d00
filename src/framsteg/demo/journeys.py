"""The demo's way to work: referral, weeks at Jobbcentrum, kartläggning, plan, coach, activity, exit, aftercare."""

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TypeVar

from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.partners import actions as partners
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions as pathway
from framsteg.apps.pathway import queries as pathway_queries
from framsteg.apps.pathway.actions import AttendanceMark
from framsteg.apps.pathway.enums import (
    ActivityKind,
    Attendance,
    Destination,
    FollowUpMode,
    Owner,
    Party,
    Workplace,
)
from framsteg.apps.pathway.models import Activity, Aftercare, Enrolment, Instrument, Journey, Plan, PlanLine
from framsteg.apps.people.models import Household as CaseFile
from framsteg.apps.people.models import Person as CasePerson
from framsteg.demo.calendar import Calendar, clock, monday_after, weekday, weekdays_after
from framsteg.demo.kommun import Kommun
from framsteg.demo.population import Household, Person
from framsteg.entitlement.month import Month
from framsteg.workingmodel.instrument import Respondent

Choice = TypeVar("Choice")

GOALS = (
    "Jag vill ha ett arbete där jag får vara med människor.",
    "Jag vill tillbaka till köket, jag har lagat mat hela livet.",
    "Jag vill kunna försörja min familj själv.",
    "Jag vill bli undersköterska och klara svenskan på jobbet.",
    "Jag vill ha ett jobb på dagtid så att jag kan hämta på förskolan.",
    "Jag vill köra truck igen när ryggen håller.",
    "Jag vill läsa klart gymnasiet och sedan söka arbete.",
)
PLACES = (
    ("Demokök AB", Workplace.ORDINARY),
    ("Lager & Logistik i Demo AB", Workplace.ORDINARY),
    ("Björkgårdens äldreboende", Workplace.ORDINARY),
    ("Demobostäder AB", Workplace.ORDINARY),
    ("Stadens parkenhet", Workplace.ORDINARY),
    ("Återbruket", Workplace.CONSTRUCTED),
    ("Demo Städ & Service AB", Workplace.ORDINARY),
)
ATTENDANCE = {
    Attendance.PRESENT: 0.84,
    Attendance.SICK: 0.06,
    Attendance.ABSENT_VALID: 0.05,
    Attendance.ABSENT: 0.05,
}
MEASURED = 8  # in every eighth household progress is measured at the follow-ups
MAPPING = (  # theme of the room's own mapping, the person's words, the worker's view
    ("work", "Jag har arbetat i restaurang och på lager.", "Flera års erfarenhet; saknar aktuella referenser."),
    ("language", "Jag förstår det mesta men skriver långsamt.", "Klarar arbetsinstruktioner; behöver stöd i skrift."),
    ("goals", "Jag vill ha ett riktigt jobb.", "Motiverad; snabbaste vägen är jobbspår eller praktik."),
)


class Journeys:
    """Plays the journeys of the households' adults in the calendar."""

    def __init__(self, calendar: Calendar, kommun: Kommun, rng: random.Random) -> None:
        self.calendar, self.kommun, self.rng = calendar, kommun, rng
        self.begun: set[int] = set()
        self.present: dict[int, Enrolment] = {}  # by journey: who is at Jobbcentrum now

    def plan(self, first: date, last: date) -> None:
        """Put each weekday's attendance into the calendar."""
        day = first
        while day <= last:
            if day.weekday() < 5:
                self.calendar.put(clock(day, 15, 30), self.note_attendance)
            day += timedelta(days=1)

    def follow(
        self,
        at: datetime,
        household: Household,
        case: CaseFile,
        spell: list[Month],
        persons: dict[str, CasePerson],
    ) -> None:
        """Plan the journeys that the application opened, up to the exit after the spell's last month."""
        opened = {one.person_id: one for one in pathway_queries.journeys_of(case) if one.ended_at is None}
        for person in household.adults:
            journey = opened.get(persons[person.number].pk)
            if journey is None:
                continue
            way = _Way(self, household, case, journey, person, spell[-1])
            way.go_on() if journey.pk in self.begun else way.plan(at)
            self.begun.add(journey.pk)

    def note_attendance(self, at: datetime) -> None:
        """Note the whole group's day in one pass. Now and then a day is left unregistered, which is not absence."""
        if not self.present or self.rng.random() < 0.02:
            return
        marks = [
            AttendanceMark(enrolment_id=enrolment.pk, attendance=_draw(self.rng, ATTENDANCE))
            for enrolment in self.present.values()
            if enrolment.covers(at.date())
        ]
        if marks:
            consultant = self.kommun.one(Role.CONSULTANT, at.isocalendar().week)
            pathway.note_attendance(rows=marks, day=at.date(), by=consultant, at=at)


class _Way:
    """One journey's dates, drawn when it opens."""

    def __init__(
        self, journeys: Journeys, household: Household, case: CaseFile, journey: Journey, person: Person, last: Month
    ) -> None:
        self.all, self.household, self.case, self.journey, self.person = journeys, household, case, journey, person
        self.rng, self.calendar, self.kommun = journeys.rng, journeys.calendar, journeys.kommun
        self.destination = household.destinations.get(last)
        leaves = last.next.first_day + timedelta(days=self.rng.randint(2, 12))
        self.leaves_at = clock(weekday(leaves), 11) if self.destination else None
        self.caseworker = self.kommun.one(Role.CASEWORKER, household.index)
        self.consultant = self.kommun.one(Role.CONSULTANT, household.index)
        self.coach = self.kommun.one(Role.JOB_COACH, household.index)
        self.officer = self.kommun.one(Role.EMPLOYMENT_OFFICER)
        self.consents = self.rng.random() < 0.75 and not household.protected

    def put(self, at: datetime, call: Callable[..., None], *args: object) -> None:
        """Plan a step, unless the journey has ended by then."""
        if self.leaves_at is None or at < self.leaves_at:
            self.calendar.put(at, call, *args)

    def plan(self, at: datetime) -> None:
        """Plan everything that is drawn at the start."""
        in_time = self.rng.random() < 0.86
        hours = self.rng.randint(2, 26) if in_time else self.rng.randint(55, 110)
        referred = at + timedelta(hours=hours)
        if in_time and referred.weekday() > 4:  # who comes on a Friday is referred the same day
            referred = at + timedelta(hours=2)
        first_day = monday_after(referred.date() + timedelta(days=1))
        if self.rng.random() < 0.15:
            first_day += timedelta(days=7)
        self.put(referred, self.refer, first_day)
        self.put(clock(first_day, 8, 30), self.start)
        if self.leaves_at is not None:
            self.calendar.put(self.leaves_at, self.leave)

    def go_on(self) -> None:
        """Plan what is left for who is soon back, and has taken up the journey that she left: the next way out."""
        if self.leaves_at is not None:
            self.calendar.put(self.leaves_at, self.leave)

    def refer(self, at: datetime, first_day: date) -> None:
        pathway.refer(journey=self.journey, first_day=first_day, by=self.caseworker, at=at)

    def start(self, at: datetime) -> None:
        """First day at Jobbcentrum: enrol, consent, and the dates of the four weeks."""
        pathway.assign_consultant(journey=self.journey, consultant=self.consultant, by=self.caseworker, at=at)
        enrolment = pathway.start_programme(journey=self.journey, starts_on=at.date(), by=self.consultant, at=at)
        self.all.present[self.journey.pk] = enrolment
        if self.consents:
            partners.give_consent(
                person=self.journey.person,
                household=self.case,
                recipient=self.kommun.units[UnitKind.EMPLOYMENT_SERVICE],
                purpose="Gemensam handlingsplan för väg till arbete",
                covers=[Shared.CONTACT, Shared.PLAN, Shared.ATTENDANCE, Shared.ACTIVITIES],
                until=at + timedelta(days=365),
                given_how="skriftligt på Jobbcentrum",
                by=self.consultant,
                at=at,
            )
        self.put(clock(weekdays_after(at.date(), self.rng.randint(2, 6)), 10), self.map)
        if enrolment.ends_on:
            self.put(clock(enrolment.ends_on, 16), self.end_weeks)

    def map(self, at: datetime) -> None:
        pathway.hold_mapping(
            journey=self.journey,
            answers=[{"theme": theme, "person": person, "worker": worker} for theme, person, worker in MAPPING],
            summary="Vill arbeta. Snabbaste vägen är praktik eller jobbspår med språkstöd.",
            by=self.consultant,
            at=at,
        )
        self.put(clock(weekdays_after(at.date(), self.rng.randint(2, 5)), 13), self.draft)

    def draft(self, at: datetime) -> None:
        """Draft the plan with lines that bind the person, the kommun and the partner alike."""
        plan = pathway.draft_plan(journey=self.journey, goal=self.rng.choice(GOALS), by=self.consultant, at=at)
        day = at.date()
        officer = f"{self.officer.first_name} {self.officer.last_name}"
        lines = [
            ("Söker minst fem arbeten i veckan med stöd på plats", Owner.PERSON, "", 8),
            ("Bokar studiebesök hos två arbetsgivare", Owner.KOMMUN, "Jobbcentrum", None),
            ("Ordnar praktikplats", Owner.KOMMUN, "jobbcoach", None),
        ]
        if self.consents:
            lines.append(("Prövar rätten till subventionerad anställning", Owner.PARTNER, officer, None))
        for number, (text, owner, name, hours) in enumerate(lines):
            pathway.add_line(
                plan=plan,
                version=plan.version + number,  # each line moves the plan to its next version
                text=text,
                owner=owner,
                owner_name=name,
                starts_on=day,
                due_on=weekdays_after(day, 20 + 5 * number),
                hours_per_week=hours,
                by=self.consultant,
                at=at,
            )
        for line in plan.lines.order_by("pk"):
            if line.due_on and self.rng.random() < 0.96:  # the rest stay late, on the desk of whoever owns them
                self.put(clock(weekdays_after(line.due_on, self.rng.randint(-6, 3)), 15, 45), self.finish, line)
        later = self.rng.randint(2, 6) if self.rng.random() < 0.84 else self.rng.randint(14, 24)
        self.put(clock(weekdays_after(day, later), 14), self.sign, plan)

    def finish(self, at: datetime, line: PlanLine) -> None:
        """Tick off a line of the plan that stands."""
        pathway.finish_line(line=line, done_on=at.date(), result="", by=self.consultant, at=at)

    def sign(self, at: datetime, plan: Plan) -> None:
        """Let every party sign, then hand over to the job coach."""
        name = f"{self.person.given_name} {self.person.family_name}"
        signers = [
            (Party.PERSON, self.consultant, name, "på papper vid mötet"),
            (Party.CONSULTANT, self.consultant, str(self.consultant), "i systemet"),
            (Party.CASEWORKER, self.caseworker, str(self.caseworker), "i systemet"),
        ]
        if self.consents:
            signers.insert(2, (Party.EMPLOYMENT_OFFICER, self.officer, str(self.officer), "i systemet"))
        for party, by, signer, how in signers:
            pathway.sign_plan(plan=plan, party=party, name=signer, how=how, by=by, at=at)
        pathway.assign_coach(journey=self.journey, coach=self.coach, by=self.consultant, at=at)
        pathway.book_follow_up(
            journey=self.journey,
            planned_on=weekdays_after(at.date(), 14),
            mode=FollowUpMode.MEETING,
            by=self.coach,
            at=at,
        )
        self.put(clock(weekdays_after(at.date(), 14), 9, 30), self.meet)
        if self.rng.random() < 0.7:
            self.put(clock(monday_after(at.date() + timedelta(days=self.rng.randint(2, 18))), 8), self.place)

    def meet(self, at: datetime) -> None:
        """Hold the follow-up and book the next. Some are held a week late."""
        if self.rng.random() < 0.06:
            self.put(at + timedelta(days=7), self.meet)
            return
        next_on = weekdays_after(at.date(), self.rng.choice((30, 35, 40)))
        booked = self.journey.follow_ups.filter(held_at=None).order_by("planned_on").first()
        if booked is None:
            return
        pathway.hold_follow_up(
            follow_up=booked, note="Planen följs. Nästa steg är avstämt.", next_on=next_on, by=self.coach, at=at
        )
        self.put(clock(next_on, 9, 30), self.meet)
        if int(self.journey.household.number[-5:]) % MEASURED == 0:
            self.measure(at)

    def measure(self, at: datetime) -> None:
        """Fill in the instrument of progress: a little higher each time, and no answer to every question."""
        times = self.journey.measurements.count()
        scores = {Respondent.PERSON: min(4 + times, 8), Respondent.WORKER: min(5 + times, 8)}
        pathway.measure(
            journey=self.journey,
            instrument=Instrument.objects.get(instrument_id="progression"),
            answers={"vardag": scores, "tilltro": scores, "soka": {Respondent.PERSON: min(3 + times, 9)}},
            summary="Vardagen fungerar bättre. Nästa steg är referenser.",
            by=self.coach,
            at=at,
        )

    def place(self, at: datetime) -> None:
        """Start praktik, arbetsträning or jobbspår, and plan its end."""
        kind = _draw(
            self.rng,
            {ActivityKind.INTERNSHIP: 0.45, ActivityKind.WORK_TRAINING: 0.3, ActivityKind.JOB_TRACK: 0.25},
        )
        place, workplace = self.rng.choice(PLACES)
        ends_on = at.date() + timedelta(weeks=self.rng.randint(6, 14))
        activity = pathway.start_activity(
            journey=self.journey,
            kind=kind,
            place=place,
            workplace=workplace,
            hours_per_week=self.rng.choice((20, 30, 40)),
            starts_on=at.date(),
            ends_on=ends_on,
            by=self.coach,
            at=at,
        )
        self.put(clock(weekday(ends_on), 15), self.end_place, activity)

    def end_place(self, at: datetime, activity: Activity) -> None:
        pathway.end_activity(
            activity=activity, ended_on=at.date(), result="Genomförd enligt planen.", by=self.coach, at=at
        )

    def end_weeks(self, at: datetime) -> None:
        self.all.present.pop(self.journey.pk, None)
        pathway.end_programme(journey=self.journey, ended_on=at.date(), by=self.consultant, at=at)

    def leave(self, at: datetime) -> None:
        """End the journey with its destination; it plans the contacts after it, and outreach to who stops applying."""
        self.all.present.pop(self.journey.pk, None)
        left = pathway.exit_journey(
            journey=self.journey,
            destination=Destination(str(self.destination)),
            detail=self._where_to(),
            exited_on=at.date(),
            by=self.caseworker,
            at=at,
        )
        for check in left.aftercare.order_by("planned_on"):
            self.calendar.put(clock(check.planned_on, 10), self.check, check)

    def _where_to(self) -> str:
        place, _workplace = self.rng.choice(PLACES)
        return {
            "job_unsubsidised": place,
            "job_subsidised": place,
            "studies": "Komvux i Demokommunen",
            "other_benefit": "sjukersättning",
            "moved": "grannkommunen",
            "household_change": "flyttat ihop med sambo",
            "other": "vistas utomlands en längre tid",
        }.get(str(self.destination), "")

    def check(self, at: datetime, aftercare: Aftercare) -> None:
        """Ask whether it holds; one in ten is reached two weeks late."""
        if self.rng.random() < 0.1:
            self.calendar.put(at + timedelta(days=14), self.check, aftercare)
            return
        still = self.rng.random() < 0.8
        with suppress(pathway.AlreadyHeld):  # the person is back, and nobody needs to ask
            pathway.hold_aftercare(aftercare=aftercare, still_self_supporting=still, note="", by=self.caseworker, at=at)


def _draw(rng: random.Random, weights: Mapping[Choice, float]) -> Choice:
    return rng.choices(list(weights), weights=list(weights.values()))[0]
