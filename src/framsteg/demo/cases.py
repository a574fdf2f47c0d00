"""The demo's case work: apply, calculate, hear, decide, pay, month after month."""

import random
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal

from framsteg.apps.applications.actions import NewApplicant, NewCost, NewIncome, NewPaper, Verified
from framsteg.apps.applications.enums import Channel, Evidence, Obstacle, PaperKind
from framsteg.apps.applications.models import Application
from framsteg.apps.decisions import actions as decisions
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Calculation, Hearing
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import User
from framsteg.apps.pathway import actions as pathway
from framsteg.apps.payments import actions as payments
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.payments.payday import is_bank_day
from framsteg.apps.people import actions as people
from framsteg.apps.people.actions import NewMember
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Household as CaseFile
from framsteg.apps.people.models import Person as CasePerson
from framsteg.demo import economy
from framsteg.demo.calendar import Calendar, clock, weekday, weekdays_after
from framsteg.demo.journeys import Journeys
from framsteg.demo.kommun import CASEWORKERS_LIMIT, Kommun
from framsteg.demo.population import Household
from framsteg.demo.reviews import Reviews
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import Result

HEARING_DAYS = 14
CHILDREN_WEIGHED = "Barnens behov täcks av det som godtas i beräkningen. Föräldrarna har berättat om deras vardag."
RENT_GUIDELINE = (6300, 7400, 8200, 9300, 10000, 10600, 11200)  # Demokommunen's own, by number of persons


class Cases:
    """Plays every household's months in the calendar."""

    def __init__(
        self,
        calendar: Calendar,
        kommun: Kommun,
        journeys: Journeys,
        reviews: Reviews,
        rng: random.Random,
        last: Month,
    ) -> None:
        self.calendar, self.kommun, self.journeys, self.rng, self.last = calendar, kommun, journeys, rng, last
        self.reviews = reviews
        self.files: dict[int, CaseFile] = {}
        self.persons: dict[str, CasePerson] = {}

    def plan(self, household: Household) -> None:
        """Plan every month's application: a new spell early in its month, a renewal late in the month before."""
        for spell in household.spells():
            if spell[-1] == self.last and not household.destinations.get(self.last):
                spell.append(self.last.next)  # those who still need assistance apply for the next month
            for month in spell:
                self.calendar.put(self._received(month, renewed=month != spell[0]), self.apply, household, month, spell)
            if household.destinations.get(spell[-1]) == "job_unsubsidised" and self.rng.random() < 0.35:
                month = spell[-1].next  # the first wage has come, and covers the need
                self.calendar.put(self._received(month, renewed=False), self.apply, household, month, spell)

    def _received(self, month: Month, *, renewed: bool) -> datetime:
        if renewed:
            day = month.previous.first_day + timedelta(days=self.rng.randint(17, 24))
        else:
            day = month.first_day + timedelta(days=self.rng.randint(0, 17))
        return clock(weekday(day), self.rng.randint(8, 15), self.rng.randint(0, 59))

    def apply(self, at: datetime, household: Household, month: Month, spell: list[Month]) -> None:
        """Register the application of a month and plan what follows from it."""
        case = self.files.get(household.index) or self._open(at, household)
        has_work = month not in spell
        application = pathway.receive_application(
            household=case,
            month=month,
            received_at=at,
            channel=Channel.ESERVICE if self.rng.random() < 0.5 else Channel.FORM,
            members=[
                NewApplicant(
                    person=self.persons[person.number],
                    role=person.role,
                    obstacle=Obstacle.FULL_TIME if has_work and person.obstacle else person.obstacle,
                )
                for person in household.persons
            ],
            costs=[NewCost(kind=kind, applied=amount) for kind, amount in economy.costs(household, month)],
            incomes=[
                NewIncome(
                    person=self.persons[person.number],
                    kind=kind,
                    net=net,
                    received=day,
                    verified=Verified(net, Evidence.BANK_STATEMENT),
                )
                for person, kind, net, day in economy.incomes(household, month, has_work=has_work)
            ],
            papers=[NewPaper(kind=PaperKind.RENT_NOTICE)],
            token=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            by=self._caseworker(household),
            at=at,
        )
        renewed = month != spell[0]
        days = self.rng.choice((1, 2, 2, 3, 4, 5)) if renewed else self.rng.choice((2, 3, 4, 5, 6, 8, 10))
        self.calendar.put(
            clock(weekdays_after(at.date(), days), self.rng.randint(8, 16), self.rng.randint(0, 59)),
            self.assess,
            household,
            application,
            not renewed,
        )
        if not renewed:
            self.journeys.follow(at, household, case, spell, self.persons)

    def _open(self, at: datetime, household: Household) -> CaseFile:
        caseworker = self._caseworker(household)
        for person in household.persons:
            protected = household.protected and person.role == MemberRole.APPLICANT
            self.persons[person.number] = people.add_person(
                personal_number=person.number,
                given_name=person.given_name,
                family_name=person.family_name,
                sex=person.sex,
                protection=Protection.MARKED if protected else Protection.NONE,
                interpreter=person.interpreter,
                by=caseworker,
                at=at,
            )
        case = people.open_household(
            number=f"{at.year}-{household.index + 1:05d}",
            unit=self.kommun.units[UnitKind.ASSISTANCE],
            members=[NewMember(person=self.persons[p.number], role=p.role) for p in household.persons],
            since=at.date(),
            caseworker=caseworker,
            by=caseworker,
            at=at,
        )
        self.files[household.index] = case
        return case

    def assess(self, at: datetime, household: Household, application: Application, first: bool) -> None:
        """Calculate; grant at once, or hear the person first where the decision would go against her."""
        if first:
            self._cap_rent(at, household, application)
        calculation = decisions.calculate(application=application, by=self._caseworker(household), at=at)
        result = Result.from_json(calculation.result)
        kind = proposal.proposed_kind(calculation.facts, result)
        if kind is None:
            return  # not enough is known: it stays on the desk
        if kind not in DecisionKind.needs_hearing():
            self.decide(at, household, application, calculation)
            return
        reply_by = at.date() + timedelta(days=HEARING_DAYS)
        hearing = decisions.send_hearing(
            application=application,
            text=proposal.hearing_text(calculation.facts, result),
            reply_by=reply_by,
            by=self._caseworker(household),
            at=at,
        )
        self.reviews.hear(at, household, hearing)
        if self.rng.random() < 0.4:
            self.calendar.put(clock(weekdays_after(at.date(), 5), 10), self.reply, household, hearing)
        after = clock(weekdays_after(reply_by, 1), 9, self.rng.randint(0, 59))
        self.calendar.put(after, self.decide_after_hearing, household, application)

    def _cap_rent(self, at: datetime, household: Household, application: Application) -> None:
        """Accept a rent above the guideline only up to it, with a written reason."""
        guideline = RENT_GUIDELINE[min(len(household.persons), 7) - 1]
        if household.rent <= guideline or self.rng.random() < 0.5:
            return
        rent = application.costs.get(kind="rent")
        decisions.override_cost(
            application=application,
            cost=rent,
            accepted=Decimal(guideline),
            reason=(
                f"Hyran är högre än kommunens riktlinje på {guideline} kronor för hushållets storlek. "
                "Inga skäl som rör hälsa, barn eller arbete har kommit fram för en dyrare bostad."
            ),
            version=application.version,
            by=self._caseworker(household),
            at=at,
        )
        application.refresh_from_db()

    def _caseworker(self, household: Household) -> User:
        return self.kommun.one(Role.CASEWORKER, household.index)

    def reply(self, at: datetime, household: Household, hearing: Hearing) -> None:
        """Note that the person answered the hearing."""
        decisions.note_reply(
            hearing=hearing,
            reply="Jag har läst underlaget och har inget att lägga till.",
            by=self._caseworker(household),
            at=at,
        )

    def decide_after_hearing(self, at: datetime, household: Household, application: Application) -> None:
        """Calculate again, since the months before may have been decided meanwhile, and decide."""
        by = self._caseworker(household)
        self.decide(at, household, application, decisions.calculate(application=application, by=by, at=at))

    def decide(self, at: datetime, household: Household, application: Application, calculation: Calculation) -> None:
        """Decide as calculated, by the caseworker or, above the delegation, the manager, and order the payment."""
        by = self._caseworker(household)
        result = Result.from_json(calculation.result)
        kind = proposal.proposed_kind(calculation.facts, result)
        if kind is None:
            return
        if (result.assistance or 0) > CASEWORKERS_LIMIT:
            by = self.kommun.one(Role.MANAGER)
        against = kind in DecisionKind.needs_hearing()
        decision = decisions.decide(
            application=application,
            kind=kind,
            reasons=proposal.reasons(calculation.facts, result),
            children=CHILDREN_WEIGHED if against and proposal.concerns_children(calculation.facts) else "",
            version=application.version,
            by=by,
            at=at,
        )
        self.reviews.follow(at, household, decision)
        if kind not in DecisionKind.with_money():
            return
        landlord = household.index % 4 == 0 and decision.granted > household.rent
        name = f"{household.persons[0].given_name} {household.persons[0].family_name}"
        payees = [Payee(kind=PayeeKind.APPLICANT, name=name, account="", amount=decision.granted)]
        if landlord:
            payees = [
                Payee(
                    kind=PayeeKind.LANDLORD,
                    name="Demobostäder AB",
                    account="BG 5050-1055",
                    amount=Decimal(household.rent),
                ),
                Payee(kind=PayeeKind.APPLICANT, name=name, account="", amount=decision.granted - household.rent),
            ]
        payments.order(decision=decision, payees=payees, by=by, at=at)


class PayDays:
    """The economists' week: a list on Thursday, attested by the other economist, handed to the bank."""

    def __init__(self, calendar: Calendar, kommun: Kommun) -> None:
        self.calendar, self.kommun = calendar, kommun

    def plan(self, first: date, last: date) -> None:
        """Put a pay day into the calendar each week."""
        day = first
        while day <= last:
            if day.weekday() == 3:
                self.calendar.put(clock(day, 13), self.pay)
            day += timedelta(days=1)

    def pay(self, at: datetime) -> None:
        """Make the list, let the other economist attest it, and export it; the last one is left to be attested."""
        week = at.isocalendar().week
        maker, attester = self.kommun.one(Role.ECONOMIST, week), self.kommun.one(Role.ECONOMIST, week + 1)
        try:
            batch = payments.make_batch(pay_on=next_bank_day(at.date()), by=maker, at=at)
        except payments.NothingToPay:
            return
        if at + timedelta(days=7) > self.calendar.until:
            return
        payments.attest_batch(batch=batch, version=batch.version, by=attester, at=at + timedelta(hours=2))
        payments.export_batch(batch=batch, by=maker, at=at + timedelta(hours=3))


def next_bank_day(day: date) -> date:
    """Return the first bank day after a day."""
    day += timedelta(days=1)
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day
