"""What a how-to tells other people to set up is what the program answers to."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.repo.files import ROOT

HOW_TO = ROOT / "docs" / "how-to"
PROVIDER = {"OIDC_SERVER_URL": "https://login.kommunen.example/realms/personal"}
REDIRECT_ADDRESS = """
import django; django.setup()
from django.urls import reverse; print(reverse("openid_connect_callback", args=["kommun"]))
"""
FORM_TARGETS = """
from framsteg.config import settings; print(*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"])
"""


def printed(code: str, var: Path, settings: dict[str, str]) -> str:
    """Run code with a kommun's own settings; they are read once, so in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "OIDC_SERVER_URL"}
    own = {"FRAMSTEG_VAR": str(var), "DJANGO_SETTINGS_MODULE": "framsteg.config.settings"} | settings
    done = subprocess.run([sys.executable, "-c", code], env=kept | own, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_redirect_address_given_to_the_identity_provider_is_ours(tmp_path):
    page = (HOW_TO / "connect-the-identity-provider.md").read_text(encoding="utf-8")

    assert f"`https://framsteg.kommunen.example{printed(REDIRECT_ADDRESS, tmp_path, PROVIDER)}`" in page


def test_the_sign_in_button_may_lead_to_the_identity_provider_and_nowhere_else(tmp_path):
    """Browsers hold the redirect after a form to ``form-action`` as well."""
    assert printed(FORM_TARGETS, tmp_path, {}) == "'self'"
    assert printed(FORM_TARGETS, tmp_path, PROVIDER) == "'self' https://login.kommunen.example"


def test_the_settings_that_a_how_to_names_exist():
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| `(\w+)`", reference, re.MULTILINE))
    for page in HOW_TO.glob("*.md"):
        for block in re.findall(r"```ini\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            if "[Unit]" not in block:
                assert set(re.findall(r"^(\w+)=", block, re.MULTILINE)) <= known, page.name
