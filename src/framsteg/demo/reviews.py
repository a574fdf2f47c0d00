"""What comes after the demo's decisions: receipts, appeals, amendments, judgements; and a few who wish to speak."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from framsteg.apps.decisions import actions as decisions
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.enums import AmendmentGround, AppealVerdict, DecisionKind, Judgement
from framsteg.apps.decisions.models import Amendment, Appeal, Decision, Hearing, OralRequest
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.payments import actions as payments
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.enums import PayeeKind
from framsteg.demo.calendar import Calendar, clock, weekday, weekdays_after
from framsteg.demo.kommun import Kommun
from framsteg.demo.population import Household

RECEIVED = 0.97  # of the decisions, the share whose day of receipt is noted
APPEALED = 0.4  # of the decisions against the person
CHANGED = 0.3  # of the appealed partial refusals, the share that the nämnd changes when it reconsiders
COURT_DAYS = 110


class Reviews:
    """
    Plays what follows on decisions. It draws from a source of its own, so that the story before it stays the same.
    """

    def __init__(self, calendar: Calendar, kommun: Kommun, rng: random.Random) -> None:
        self.calendar, self.kommun, self.rng = calendar, kommun, rng

    def hear(self, at: datetime, household: Household, hearing: Hearing) -> None:
        """Let a few of those who are heard ask to speak before the nämnd, and speak before the decision is made."""
        if self.rng.random() < 0.04:
            self.calendar.put(clock(weekdays_after(at.date(), 2), 13), self._ask_to_speak, household, hearing)

    def follow(self, at: datetime, household: Household, decision: Decision) -> None:
        """Plan the receipt of a decision, and for a few that went against the person an appeal."""
        if self.rng.random() < RECEIVED:
            received_on = weekdays_after(at.date(), self.rng.choice((1, 2, 3)))
            self.calendar.put(clock(received_on, 15), self._note_receipt, household, decision, received_on)
            if decision.kind in DecisionKind.needs_hearing() and self.rng.random() < APPEALED:
                days = 24 if self.rng.random() < 0.1 else self.rng.randint(4, 19)
                came_in_on = weekday(received_on + timedelta(days=days))
                self.calendar.put(clock(came_in_on, 9), self._appeal, household, decision)

    def _ask_to_speak(self, at: datetime, household: Household, hearing: Hearing) -> None:
        wish = decisions.request_to_speak(application=hearing.application, by=self._caseworker(household), at=at)
        self.calendar.put(clock(weekdays_after(at.date(), 4), 10), self._speak, household, wish)

    def _speak(self, at: datetime, household: Household, wish: OralRequest) -> None:
        decisions.close_oral_request(
            request=wish,
            held=True,
            note="Talade inför utskottet. Berättade att det inte har gått att hitta en billigare bostad.",
            by=self._caseworker(household),
            at=at,
        )

    def _note_receipt(self, at: datetime, household: Household, decision: Decision, day: date) -> None:
        decisions.note_receipt(decision=decision, received_on=day, by=self._caseworker(household), at=at)

    def _appeal(self, at: datetime, household: Household, decision: Decision) -> None:
        appeal = decisions.receive_appeal(
            decision=Decision.objects.select_related("household", "application", "calculation").get(pk=decision.pk),
            came_in_on=at.date(),
            what="Jag tycker att beslutet är fel och vill ha det jag har sökt.",
            is_written=True,
            by=self._caseworker(household),
            at=at,
        )
        self.calendar.put(clock(weekdays_after(at.date(), 1), 10), self._check, household, appeal)

    def _check(self, at: datetime, household: Household, appeal: Appeal) -> None:
        appeal = decisions.check_time(
            appeal=appeal,
            wrong_information=False,
            came_to_court_on=None,
            version=appeal.version,
            by=self._caseworker(household),
            at=at,
        )
        late = appeal.verdict == AppealVerdict.LATE
        step = self._dismiss if late else self._reconsider
        self.calendar.put(clock(weekdays_after(at.date(), 5 if late else 2), 11), step, household, appeal)

    def _dismiss(self, at: datetime, household: Household, appeal: Appeal) -> None:
        decisions.dismiss_late_appeal(
            appeal=appeal,
            heard="Svarade i telefon att hen trodde att tiden var en månad.",
            reasons=f"Överklagandet kom in den {appeal.came_in_on}, mer än tre veckor efter att beslutet togs emot.",
            version=appeal.version,
            by=self.kommun.manager,
            at=at,
        )

    def _reconsider(self, at: datetime, household: Household, appeal: Appeal) -> None:
        more = _cut(appeal.decision)
        changes = bool(more) and self.rng.random() < CHANGED
        appeal = decisions.reconsider(
            appeal=appeal,
            note=(
                "Beslutet är uppenbart felaktigt: det går inte att få en billigare bostad, och kostnaden är skälig."
                if changes
                else "Inget nytt har kommit fram som ändrar bedömningen."
            ),
            granted=appeal.decision.granted + more if changes else None,
            version=appeal.version,
            by=self.kommun.manager,
            at=at,
        )
        if appeal.amendment:
            self._pay(at, household, appeal.amendment)
        self.calendar.put(clock(weekdays_after(at.date(), 1), 14), self._forward, household, appeal)

    def _forward(self, at: datetime, household: Household, appeal: Appeal) -> None:
        appeal = decisions.forward(appeal=appeal, version=appeal.version, by=self._caseworker(household), at=at)
        judged_on = weekday(at.date() + timedelta(days=COURT_DAYS + self.rng.randint(-30, 60)))
        self.calendar.put(clock(judged_on, 16), self._judge, household, appeal)

    def _judge(self, at: datetime, household: Household, appeal: Appeal) -> None:
        more = Decimal(0) if appeal.amendment else _cut(appeal.decision)
        wins = bool(more) and self.rng.random() < 0.2
        appeal = decisions.note_judgement(
            appeal=appeal,
            judgement=Judgement.CHANGED if wins else Judgement.UPHELD,
            judged_on=at.date(),
            note="Hela den sökta kostnaden ska godtas." if wins else "Förvaltningsrätten avslår överklagandet.",
            version=appeal.version,
            by=self._caseworker(household),
            at=at,
        )
        if wins:
            self.calendar.put(clock(weekdays_after(at.date(), 3), 9), self._carry_out, household, appeal, more)

    def _carry_out(self, at: datetime, household: Household, appeal: Appeal, more: Decimal) -> None:
        decision = appeal.decision
        amendment = decisions.amend(
            decision=decision,
            ground=AmendmentGround.COURT,
            granted=decision.granted + more,
            granted_extra=decision.granted_extra,
            reasons="Förvaltningsrätten har ändrat beslutet: hela den sökta kostnaden ska godtas.",
            by=self.kommun.manager,
            at=at,
        )
        self._pay(at, household, amendment)

    def _pay(self, at: datetime, household: Household, amendment: Amendment) -> None:
        name = f"{household.persons[0].given_name} {household.persons[0].family_name}"
        payee = Payee(kind=PayeeKind.APPLICANT, name=name, account="", amount=amendment.difference)
        payments.order(decision=amendment.decision, amendment=amendment, payees=[payee], by=self.kommun.manager, at=at)
        received_on = weekdays_after(at.date(), 2)
        self.calendar.put(clock(received_on, 15), self._note_amendment_receipt, household, amendment, received_on)

    def _note_amendment_receipt(self, at: datetime, household: Household, amendment: Amendment, day: date) -> None:
        by = self._caseworker(household)
        decisions.note_amendment_receipt(amendment=amendment, received_on=day, by=by, at=at)

    def _caseworker(self, household: Household) -> User:
        return self.kommun.one(Role.CASEWORKER, household.index)


def _cut(decision: Decision) -> Decimal:
    """Return what was applied for and not accepted where something was granted, kronor; nothing for a refusal."""
    if decision.kind != DecisionKind.PARTIAL or decision.calculation is None:
        return Decimal(0)
    return sum((cut.amount for cut in proposal.cuts(decision.calculation.facts)), Decimal(0))
