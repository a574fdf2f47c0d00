"""The right to speak before the nämnd: nothing is decided until the person has, or has declined."""

import pytest
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.identity import make_staff

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.decisions import actions
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import OralRequest
from framsteg.apps.identity.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.rule("PROC-06")]


@pytest.fixture
def application():
    factory.make_delegations()
    application = make_application()
    factory.calculate(application)
    return application


def ask(application, by=None) -> OralRequest:
    by = by or factory.caseworker_of(application)
    return actions.request_to_speak(application=application, by=by, at=factory.soon_after(application, days=2))


def close(request: OralRequest, *, held: bool = True, note: str = "Hen berättade om hyran.") -> OralRequest:
    application = request.application
    return actions.close_oral_request(
        request=request,
        held=held,
        note=note,
        by=factory.caseworker_of(application),
        at=factory.soon_after(application, days=3),
    )


def test_no_decision_while_the_person_waits_to_speak(application):
    ask(application)

    with pytest.raises(actions.WantsToSpeak, match="tala inför nämnden"):
        factory.decide(application, DecisionKind.GRANT)


@pytest.mark.parametrize("held", [True, False])
def test_the_decision_is_made_after_the_person_has_spoken_or_declined(application, held):
    close(ask(application), held=held)

    assert factory.decide(application, DecisionKind.GRANT).kind == DecisionKind.GRANT


def test_leaves_a_trace_without_what_was_said(application):
    close(ask(application))

    kinds = Event.objects.order_by("-pk").values_list("kind", "details")[:2]
    assert list(kinds) == [("decisions.oral.closed", {"held": True}), ("decisions.oral.asked", {})]


def test_one_request_is_open_at_a_time(application):
    request = ask(application)

    with pytest.raises(actions.AlreadyAsked):
        ask(application)
    close(request)
    assert ask(application).closed_at is None


def test_is_closed_once_and_with_a_note(application):
    request = ask(application)

    with pytest.raises(actions.NoteMissing):
        close(request, note=" ")
    close(request)
    with pytest.raises(actions.AlreadyClosed):
        close(request)


def test_is_refused_after_the_decision_and_to_other_units(application):
    with pytest.raises(NotAllowed):
        ask(application, by=make_staff(Role.CASEWORKER))
    factory.decide(application, DecisionKind.GRANT)

    with pytest.raises(actions.AlreadyDecided):
        ask(application)
