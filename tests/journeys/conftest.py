"""One kommun per session, one served copy of it and one browser per journey, one browser window per member of staff."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.journeys import world
from tests.journeys.staff import DESKTOP, HEIGHT, Staff

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def kommun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a small Demokommun."""
    return world.build(tmp_path_factory.mktemp("kommun"))


@pytest.fixture(scope="module")
def address(kommun: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a copy of the kommun is served: what one journey does is not seen by another."""
    with world.served(kommun, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: while Playwright runs, Django refuses the database to every other test."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def at_browser(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Staff]]:
    """Return a function that seats a member of staff at a browser: ``at_browser("Ekonom")``, or nobody signed in."""
    windows = []

    def sit_down(role: str = "", *, script: bool = True) -> Staff:
        viewport = {"width": DESKTOP, "height": HEIGHT[DESKTOP]}
        context = browser.new_context(locale="sv-SE", viewport=viewport, java_script_enabled=script)
        windows.append(context)
        journey = request.module.__name__.rpartition("test_")[2].replace("_", "-")
        staff = Staff(context, address, journey, script=script)
        if role:
            staff.sign_in_as(role)
        return staff

    yield sit_down
    for context in windows:
        context.close()
