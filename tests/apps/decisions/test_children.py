"""A decision against a household with children says how their situation was weighed (SoL 2025:400, 3 kap.)."""

import pytest
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.judgement import send_injunction
from tests.factories.people import make_household
from tests.helpers import page, text

from framsteg.apps.decisions import actions
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Decision

WEIGHED = "Ella, 8 år, har mat, kläder och fritids kvar. Hon har berättat om sin skola."


@pytest.fixture
def cut(db):
    """An application from a parent whose rent is cut, heard and answered."""
    factory.make_delegations()
    application = make_application(make_household(children=1))
    factory.cut_rent(application)
    factory.calculate(application)
    factory.reply(factory.hear(application))
    return application


def test_a_decision_against_children_without_a_word_of_them_is_refused(cut):
    for nothing in ("", "  "):
        with pytest.raises(actions.ChildrenNotWeighed, match="barnens situation"):
            factory.decide(cut, DecisionKind.PARTIAL, children=nothing)

    assert not Decision.objects.exists()


def test_what_was_weighed_is_kept_and_told_in_the_letter(cut):
    decision = factory.decide(cut, DecisionKind.PARTIAL, children=WEIGHED)

    assert decision.children == WEIGHED
    assert "<h2>Barnens situation</h2>" in decision.letter
    assert WEIGHED in decision.letter


def test_a_household_without_children_and_a_decision_in_favour_need_no_word(db):
    alone = factory.make_decision(kind=DecisionKind.PARTIAL)
    granted = factory.make_decision(make_household(children=1), kind=DecisionKind.GRANT)

    assert (alone.children, granted.children) == ("", "")
    assert "Barnens situation" not in alone.letter


def test_a_dismissal_of_a_household_with_children_needs_it_too(db):
    factory.make_delegations()
    application = make_application(make_household(children=1))
    injunction = send_injunction(application)
    dismiss = {
        "application": application,
        "reasons": "Det går inte att se vem som söker.",
        "version": application.version,
        "by": factory.caseworker_of(application),
        "at": factory.soon_after(application, days=60),
    }

    assert injunction.reply_by < dismiss["at"].date()
    with pytest.raises(actions.ChildrenNotWeighed):
        actions.dismiss(**dismiss)
    assert WEIGHED in actions.dismiss(**dismiss, children=WEIGHED).letter


def test_the_page_asks_about_children_only_where_it_matters(cut, client_for, freeze):
    browser = client_for(factory.caseworker_of(cut))
    freeze(factory.soon_after(cut, days=6))
    at = f"/beslut/ansokan/{cut.pk}/"
    facts = {"kind": "partial", "reasons": "Hyran är för hög.", "version": cut.version, "children": ""}

    assert page(browser.get(at)).xpath("//textarea[@name='children']")
    assert "Barnens situation" in text(page(browser.post(f"{at}besluta/", facts)))
    assert not Decision.objects.exists()
    browser.post(f"{at}besluta/", facts | {"children": WEIGHED})
    assert WEIGHED in text(page(browser.get(f"/beslut/{Decision.objects.get().pk}/")))
