"""Everything works in a browser without script: it only takes a page load more."""

from collections.abc import Callable

import pytest
from tests.factories.people import SPARE_NUMBERS
from tests.journeys.staff import Staff
from tests.journeys.story import Applicant, register_alone

pytestmark = pytest.mark.journey

OMAR = Applicant(SPARE_NUMBERS[3], "Omar", "Haddad")


def test_register_and_decide_without_script(at_browser: Callable[..., Staff]) -> None:
    sara = at_browser("Socialsekreterare", script=False)
    register_alone(sara, OMAR)
    sara.press("Beslut", within="Ärendets delar")
    sara.press("november 2026")
    sara.press("Beräkna")
    sara.sees("Rätt till bistånd", "Boende")
    sara.press("Fatta beslutet")
    sara.sees("Beslutet är fattat och brevet sparat.", "Beviljat")
    sara.look("beslut")
