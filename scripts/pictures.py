"""
Take the pictures of the docs anew, from the demo kommun: `.venv/bin/python scripts/pictures.py`.

Serves the demo that `make demo` has built (FRAMSTEG_VAR tells where) on a port of its own, signs in by role, and writes
docs/pictures/*.png: 1280 pixels wide, at most 300 kB each. Look at them before they are committed.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 900
LARGEST = 300_000  # bytes: a page of docs shall load quickly
PATIENCE = 30  # seconds for the server to answer


def desk(page: Page) -> None:
    """A caseworker's desk in the morning."""
    page.goto("skrivbord/")


def timeline(page: Page) -> None:
    """One household with money, law and work on one timeline."""
    page.goto(f"hushall/{_fullest(page)}/")


def calculation(page: Page) -> None:
    """A calculation line by line, under the household's latest decision."""
    page.goto(f"beslut/hushall/{_fullest(page)}/")
    page.locator("main a[href^='/beslut/']").first.click()
    if not page.url.rpartition("/beslut/")[2].startswith("ansokan/"):
        page.locator("main a[href^='/beslut/ansokan/']").first.click()


def manager(page: Page) -> None:
    """The manager's morning."""
    page.goto("laget/")


PICTURE: dict[str, tuple[str, Callable[[Page], None]]] = {  # file name: role to sign in as, and the way to the page
    "desk": ("caseworker", desk),
    "household": ("caseworker", timeline),
    "calculation": ("caseworker", calculation),
    "manager": ("manager", manager),
}


def _fullest(page: Page) -> str:
    """Return the number of the household on the desk whose timeline shows most of money, law and work."""
    page.goto("skrivbord/")
    links = page.locator("main a[href^='/hushall/']").evaluate_all("links => links.map(link => link.pathname)")
    numbers = sorted({path.split("/")[2] for path in links})
    return max(numbers, key=lambda number: _lanes(page, number))


def _lanes(page: Page, number: str) -> tuple[int, int]:
    """Return how many lanes a household's newest rows touch, and how many rows the thinnest lane has."""
    page.goto(f"hushall/{number}/")
    rows = [page.locator(f"main .fs-event--{lane}").count() for lane in ("money", "law", "work")]
    return sum(map(bool, rows)), min(rows)


def _refuse_errors(answer: Response) -> None:
    """Take no picture of a page that went wrong."""
    if answer.status >= 500:
        sys.exit(f"{answer.url} answered {answer.status}. Build the demo anew: make demo SERVE=0 RESET=1")


@contextmanager
def served() -> Iterator[str]:
    """Serve the demo on a free port of this machine; give the address; stop afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    settings = {"DJANGO_SETTINGS_MODULE": "framsteg.config.settings_demo"}
    server = subprocess.Popen([*command, "framsteg.config.wsgi"], env={**os.environ, **settings})
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("The demo did not start. Build it first: make demo SERVE=0")


def main() -> None:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    browser_path = next((path for name in names if name and (path := shutil.which(name))), None)
    if browser_path is None:
        sys.exit("No Chromium: apt install chromium, or set CHROMIUM.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name, (role, go) in PICTURE.items():
            context = browser.new_context(
                base_url=address, locale="sv-SE", viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce"
            )
            page = context.new_page()
            page.on("response", _refuse_errors)
            page.goto("konto/login/")
            page.locator(f"button[name='role'][value='{role}']").click()
            go(page)
            target = PICTURES / f"{name}.png"
            page.screenshot(path=target)
            print(f"{target.name}: {target.stat().st_size // 1000} kB")
            if target.stat().st_size > LARGEST:
                sys.exit(f"{target.name} is larger than {LARGEST // 1000} kB.")
            context.close()


if __name__ == "__main__":
    main()
