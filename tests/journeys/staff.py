"""A member of staff at a browser: works by keyboard, sees what the page says, and has every page looked over."""

import os
import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, expect
from tests.journeys.keyboard import Keyboard
from tests.journeys.world import ROOT

PICTURES = Path(os.environ.get("FRAMSTEG_ARTEFACTS", ROOT / "var")) / "journeys"
DESKTOP, PHONE = 1280, 390
HEIGHT = {DESKTOP: 900, PHONE: 844}
WIDTH_OF_PAGE = "() => document.documentElement.scrollWidth"
HAS_AXE = "() => 'axe' in window"
RUN_AXE = "() => axe.run({preload: false, resultTypes: ['violations']})"


class Staff(Keyboard):
    """One member of staff in a browser of her own. ``journey`` names the pictures; ``script``: the browser runs it."""

    def __init__(self, context: BrowserContext, address: str, journey: str, *, script: bool = True) -> None:
        super().__init__(context.new_page())
        self.address = address
        self.journey = journey
        self.script = script
        self.errors: list[str] = []
        self.page.on("console", self._note_error)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.address + path)

    def sign_in_as(self, role: str) -> None:
        """Choose a role on the demo's sign-in page."""
        self.open("/")
        self.press(role)

    def sign_in_with_password(self, username: str, password: str) -> None:
        self.write("Användarnamn", username)
        self.write("Lösenord", password)
        self.press("Logga in")

    def finds_nothing_at(self, path: str) -> None:
        """Type an address that gives no page to this member of staff."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == 404
        self.errors.clear()  # the browser says 404 too

    @property
    def path(self) -> str:
        """The address of the page, without the server."""
        return self.page.url.removeprefix(self.address)

    def sees(self, *texts: str, within: str = "") -> None:
        """See each text on the page."""
        for text in texts:
            expect(self._scope(within).get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_no(self, *texts: str) -> None:
        """See nothing that says exactly one of the texts."""
        for text in texts:
            expect(self.page.get_by_text(text, exact=True).filter(visible=True)).to_have_count(0)

    def rows(self, caption: str) -> Locator:
        """Return the rows in the body of the table with the caption."""
        return self.page.get_by_role("table", name=caption).locator("tbody tr")

    def kronor(self, before: str) -> int:
        """Read the amount that follows some words on the page, in whole kronor."""
        found = re.search(rf"{before}\s+([\d\s]+?)(?:,\d\d)?\s*kr", self.page.inner_text("main"))
        assert found, f"no amount after {before!r}"
        return int(re.sub(r"\s", "", found[1]))

    def look(self, step: str) -> None:
        """
        Look the page over at both widths and keep a picture of each.

        No error in the console, nothing wider than the screen, and nothing that axe-core, itself a script, finds fault
        with.
        """
        assert not self.errors, f"console errors before {step}: {self.errors}"
        for width in (PHONE, DESKTOP):
            self.page.set_viewport_size({"width": width, "height": HEIGHT[width]})
            needed = self.page.evaluate(WIDTH_OF_PAGE)
            assert needed <= width, f"{step}: the page is {needed} px wide on a screen of {width}"
            PICTURES.mkdir(parents=True, exist_ok=True)
            # Hiding the caret would leave a style attribute on every field, which the page's own policy refuses.
            picture = PICTURES / f"{self.journey}-{step}-{width}.png"
            self.page.screenshot(path=picture, full_page=True, caret="initial")
            if self.script:
                self._check_accessibility(f"{step} at {width} px")

    def _check_accessibility(self, where: str) -> None:
        if not self.page.evaluate(HAS_AXE):
            self.page.evaluate(AXE_SCRIPT)
        faults = AxeResults(self.page.evaluate(RUN_AXE))
        assert not faults.violations_count, f"{where}: {faults.generate_report()}"

    def _note_error(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")
