"""One household with everything a page can be about, made with the factories, and the addresses that lead into it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.factories import offers, recovery
from tests.factories import pathway as ways
from tests.factories.applications import make_application
from tests.factories.decisions import (
    amend,
    calculate,
    check_time,
    cut_rent,
    hear,
    make_appeal,
    make_decision,
    note_receipt,
)
from tests.factories.identity import make_staff
from tests.factories.judgement import adjust_norm, send_injunction
from tests.factories.partners import make_consent
from tests.factories.payments import make_batch, make_order, to_applicant
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.applications.actions import NewAsset, receive_paper
from framsteg.apps.applications.enums import AssetKind, IncomeKind, PaperKind
from framsteg.apps.decisions.actions import (
    dismiss_late_appeal,
    receive_decision_request,
    reconsider,
    refuse_decision_request,
    request_to_speak,
)
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions as pathway
from framsteg.apps.pathway.enums import FollowUpMode
from framsteg.apps.reminders.models import Notice
from framsteg.entitlement.month import Month
from framsteg.workingmodel.instrument_file import shipped_instrument_yaml

NOW = swedish_time(2026, 3, 18, 12)
LATER = swedish_time(2025, 6, 10, 12)  # long after the decision's last day to appeal


def make_world() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the signed-in user of each role, and a value for each name that an address takes."""
    team = ways.make_team()
    users = {
        Role.CASEWORKER: team.caseworker,
        Role.MANAGER: team.manager,
        Role.CONSULTANT: team.consultant,
        Role.JOB_COACH: team.coach,
        Role.EMPLOYMENT_OFFICER: team.officer,
        **{role: make_staff(role) for role in (Role.ECONOMIST, Role.LOG_REVIEWER, Role.SYSTEM_MANAGER)},
    }
    for user in users.values():
        user.set_password("en lång ramsa om hösten")
        user.save()
    journey = ways.enrolled(team).journey
    household = journey.household
    consent = make_consent(
        household, recipient=team.officer.unit, covers=list(Shared), until=NOW + timedelta(days=30), at=ways.RECEIVED
    )
    ways.mapped(team, journey)
    plan = ways.drafted(team, journey)
    text = shipped_instrument_yaml("progression").encode()
    instrument = pathway.keep_instrument(content=text, name="progression.yaml", by=team.manager, at=ways.DRAFTED)
    offer = offers.make_offer(team, seats=2, weekdays=(0,))
    evidence = pathway.send_evidence(
        journey=journey,
        first_day=ways.FIRST_DAY,
        last_day=NOW.date(),
        note="",
        recipient=team.caseworker,
        by=team.consultant,
        at=NOW,
    )
    follow_up = pathway.book_follow_up(
        journey=journey, planned_on=date(2026, 3, 30), mode=FollowUpMode.values[0], by=team.caseworker, at=ways.DRAFTED
    )
    decision = make_decision(household, kind=DecisionKind.GRANT)
    order = make_order(decision, name=to_applicant(decision).name)
    batch = make_batch()
    note_receipt(decision)
    appeal = check_time(make_appeal(decision))
    appeal = reconsider(appeal=appeal, note="Står fast.", version=appeal.version, by=team.caseworker, at=LATER)
    late = check_time(make_appeal(decision, came_in_on=LATER.date()))
    dismiss_late_appeal(
        appeal=late, heard="Inget.", reasons="För sent.", version=late.version, by=team.manager, at=LATER
    )
    amendment = amend(decision, obviously_wrong=True, at=LATER)
    car = NewAsset(applicant_of(household), AssetKind.VEHICLE, Decimal(40_000))
    application = make_application(household, month=Month(2025, 4), incomes={IncomeKind.PENSION: 1000}, assets=[car])
    paper = receive_paper(
        application=application,
        kind=PaperKind.values[0],
        file=ContentFile(b"%PDF-1.4", name="hyresavi.pdf"),
        by=team.caseworker,
        at=ways.DRAFTED,
    )
    application.refresh_from_db()
    cut_rent(application)
    adjustment = adjust_norm(application)
    injunction = send_injunction(application)
    calculate(application)
    hearing = hear(application)
    asked = receive_decision_request(
        application=application, came_in_on=NOW.date(), is_written=True, by=team.caseworker, at=NOW
    )
    refuse_decision_request(request=asked, reasons="Ett besked saknas.", by=team.caseworker, at=NOW)
    wish = request_to_speak(application=application, by=team.caseworker, at=hearing.sent_at)
    paid_back = recovery.make_decided_claim(make_household(team.caseworker))
    facts = {"kind": "late", "label": "En frist", "household": household.number, "url": "/", "told_at": NOW}
    notice = Notice.objects.create(key="late:deadline:1", told=team.caseworker, **facts)
    return users, {
        "number": household.number,
        "queued": make_household(team.caseworker, owned=False).number,
        "person_id": applicant_of(household).pk,
        "journey_id": journey.pk,
        "part_id": follow_up.pk,
        "line_id": plan.lines.get().pk,
        "other": plan.number,
        "instrument_id": instrument.pk,
        "offer_id": offer.pk,
        "seat_id": offer.seats.get(number=2).pk,
        "session_id": offer.schedule.get().pk,
        "evidence_id": evidence.pk,
        "party": "person",
        "deadline_id": "handlingsplan_4v",
        "notice_id": notice.pk,
        "day": ways.FIRST_DAY.isoformat(),
        "application_id": application.pk,
        "cost_id": application.costs.get().pk,
        "income_id": application.incomes.get().pk,
        "asset_id": application.assets.get().pk,
        "adjustment_id": adjustment.pk,
        "injunction_id": injunction.pk,
        "hearing_id": hearing.pk,
        "request_id": wish.pk,
        "decision_id": decision.pk,
        "appeal_id": appeal.pk,
        "late_id": late.pk,
        "amendment_id": amendment.pk,
        "order_id": order.pk,
        "batch_id": batch.pk,
        "consent_id": consent.pk,
        "staff_id": team.caseworker.pk,
        "month": "2026-02",
        "key": "hagfors",
        "figure": "households",
        "paper_id": paper.pk,
        "recalculation_id": paid_back.handlings.order_by("pk")[0].recalculation_id,
        "claim_id": paid_back.pk,
    }


def addresses(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield name and address of everything that is mounted, with values for what it takes."""
    for name, pattern in _patterns(get_resolver(), ""):
        takes = {
            "pathway:plan_version": {"number": 1},
            "pathway:plan_paper": {"number": 1},
            "pathway:plan_pdf": {"number": 1},
            "pathway:compare_plans": {"number": 1},
            "pathway:keep_shipped_instrument": {"key": "progression"},
            "pathway:withdraw_seat": {"part_id": values["seat_id"]},
            "pathway:remove_session": {"part_id": values["session_id"]},
            "pathway:receive_evidence": {"part_id": values["evidence_id"]},
            "workbench:take": {"number": values["queued"]},
            "decisions:dismissal_letter": {"appeal_id": values["late_id"]},
            "decisions:dismissal_letter_pdf": {"appeal_id": values["late_id"]},
        }.get(name, {})
        kwargs = {key: takes.get(key, values[key]) for key in pattern.pattern.converters}
        yield name, reverse(name, kwargs=kwargs)


def _patterns(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _patterns(entry, inner)
        else:
            yield f"{namespace}{entry.name}", entry
