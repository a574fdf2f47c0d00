"""Working a page by keyboard alone: Tab to what has the right name, then Enter, Space or typing."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

PATIENCE = 20  # attempts to reach something; a field of several parts takes a few

# How many Tab presses away an element is, negative for Shift+Tab. A field of several parts or a group of radio buttons
# makes it a guess; whoever presses looks again.
STOPS_AWAY = """element => {
  const from = document.activeElement;
  if (from === element) return 0;
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility());
  const at = stops.indexOf(element), before = (one, other) =>
    Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (from === document.body) return at + 1;
  const here = stops.indexOf(from);
  if (here >= 0) return at - here;
  return before(from, element) ? stops.filter(one => before(from, one) && !before(element, one)).length : -1;
}"""
SHOWS_FOCUS = """element => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""
IS_SWAPPED = """element => {
  const form = element.form ?? null;
  return Boolean(window.htmx && form?.hasAttribute("hx-post") && !form.hasAttribute("hx-trigger"));
}"""
AWAIT_SWAP = """() => {
  window.swapped = new Promise((done, fail) => {
    document.addEventListener("htmx:afterSettle", done, {once: true});
    setTimeout(() => fail("no answer was put in the page"), 20000);
  });
}"""


class Keyboard:
    """
    A user without a mouse. Things are found as a screen reader names them.

    ``within`` is the name of the group, region, list or form in which to look, where a page has several alike.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard

    def press(self, name: str, within: str = "") -> None:
        """Press a link or a button, and return when the page or the part of it that follows is there."""
        target = self.to(self._pressable(name, within), name)
        if target.evaluate(IS_SWAPPED):
            self.page.evaluate(AWAIT_SWAP)
            self.keys.press("Enter")
            self.page.evaluate("() => window.swapped")
        else:
            with self.page.expect_navigation():
                self.keys.press("Enter")

    def unfold(self, name: str, within: str = "") -> None:
        """Open a folded part of the page."""
        fold = self._scope(within).locator("summary").filter(has_text=_whole(name), visible=True)
        self.to(fold, name)
        self.keys.press("Enter")
        assert fold.evaluate("summary => summary.parentElement.open")

    def download(self, name: str) -> bytes:
        """Press what gives a file, and return the file."""
        self.to(self._pressable(name, ""), name)
        with self.page.expect_download() as coming:
            self.keys.press("Enter")
        return coming.value.path().read_bytes()

    def write(self, label: str, text: str, within: str = "") -> None:
        """Write in a field, instead of what stands there."""
        field = self.to(self._field(label, within), label)
        self.keys.press("Control+A")
        self.keys.type(text)
        expect(field).to_have_value(text)

    def choose(self, label: str, option: str, within: str = "") -> None:
        """Choose from a list with the arrow keys."""
        field = self.to(self._field(label, within), label)
        options = [text.strip() for text in field.locator("option").all_text_contents()]
        self.keys.press("Home")
        for _ in range(options.index(option)):
            self.keys.press("ArrowDown")
        assert field.evaluate("list => list.selectedOptions[0].text.trim()") == option

    def tick(self, label: str, within: str = "") -> None:
        """Tick a box."""
        field = self.to(self._scope(within).get_by_role("checkbox", name=label, exact=True), label)
        self.keys.press("Space")
        expect(field).to_be_checked()

    def pick_day(self, label: str, day: date, within: str = "") -> None:
        """Write a day in the browser's own day field, in whichever order its language has the parts."""
        field = self.to(self._field(label, within), label)
        for parts in ([f"{day:%m%d%Y}"], [f"{day:%d%m%Y}"], [f"{day:%Y}", f"{day:%m%d}"]):
            self.keys.press("ArrowLeft")
            self.keys.press("ArrowLeft")
            self.keys.type(parts[0])
            for part in parts[1:]:
                self.keys.press("ArrowRight")
                self.keys.type(part)
            if field.input_value() == day.isoformat():
                return
        pytest.fail(f"the day field {label!r} does not take {day}: it holds {field.input_value()!r}")

    def to(self, target: Locator, name: str) -> Locator:
        """Tab to an element, forwards or backwards, and see that focus shows."""
        expect(target, f"one thing named {name!r}").to_have_count(1)
        for _ in range(PATIENCE):
            away = target.evaluate(STOPS_AWAY)
            if not away:
                assert target.evaluate(SHOWS_FOCUS), f"nothing shows that {name!r} has focus"
                return target
            for _press in range(abs(away)):
                self.keys.press("Tab" if away > 0 else "Shift+Tab")
        pytest.fail(f"{name!r} cannot be reached by keyboard")

    def _pressable(self, name: str, within: str) -> Locator:
        scope = self._scope(within)
        button = scope.get_by_role("button", name=_whole(name))
        return button.or_(scope.get_by_role("link", name=_whole(name))).filter(visible=True)

    def _field(self, label: str, within: str) -> Locator:
        """Return the field of a label; that it may be left empty is said in the label too."""
        return self._scope(within).get_by_label(_whole(label, r"(\s*\(valfritt\))?")).filter(visible=True)

    def _scope(self, within: str) -> Page | Locator:
        if not within:
            return self.page
        roles = ("group", "region", "article", "navigation", "search", "form")
        found = [self.page.get_by_role(role, name=within, exact=True) for role in roles]
        scope = found[0]
        for other in found[1:]:
            scope = scope.or_(other)
        return scope


def _whole(name: str, ending: str = "") -> re.Pattern[str]:
    """Match the whole name; a part of it that is for screen readers only may begin with a space before its colon."""
    words = re.escape(name).replace(":", r"\s*:")
    return re.compile(rf"^\s*{words}{ending}\s*$")
