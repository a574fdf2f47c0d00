"""
The one place where the environment is read.

Every variable has its default and its meaning here; ``docs/reference/settings.md`` is generated from this table and a
test refuses a variable that is not in it. Amounts, deadlines and stages are never settings: they are dated data.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("FRAMSTEG_VAR", ROOT / "var"))


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, its default as text and what it is for."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("FRAMSTEG_VAR", "var/", "Folder for the database, uploaded papers, the secret key and test artefacts."),
    Variable(
        "DATABASE_URL", "sqlite:///var/framsteg.sqlite3", "SQLite file or postgres://user:password@host:5432/name."
    ),
    Variable(
        "SECRET_KEY", "made once in var/secret_key", "Signs sessions. Set it when several machines serve together."
    ),
    Variable("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "Names under which the service may be reached."),
    Variable("DEBUG", "false", "Shows error details. Never with real persons in the database."),
    Variable("HTTPS", "false", "True where the service is reached over https: secure cookies and HSTS."),
    Variable("KOMMUN_CODE", "0000", "The kommun's four-digit code (SCB)."),
    Variable("KOMMUN_NAME", "Demokommunen", "The kommun's name in the page header and in letters."),
    Variable("OIDC_SERVER_URL", "", "Address of the kommun's OpenID Connect provider. Empty: passwords only."),
    Variable("OIDC_CLIENT_ID", "", "Client id given by the identity provider."),
    Variable("OIDC_CLIENT_SECRET", "", "Client secret given by the identity provider."),
    Variable("OIDC_NAME", "Kommunens inloggning", "Text on the sign-in button."),
    Variable("PORT", "8000", "Port for `framsteg serve` and `framsteg demo`."),
)

env = environ.Env()


def text(name: str) -> str:
    """Return the variable as text, or the default of the table above."""
    default = next(variable.default for variable in VARIABLES if variable.name == name)
    return str(env.str(name, default=default))


def flag(name: str) -> bool:
    """Return the variable as true or false; the table holds the default."""
    return text(name).strip().lower() in {"1", "true", "yes", "on"}


def names(name: str) -> list[str]:
    """Return a comma-separated variable as a list without empty parts."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def database_url() -> str:
    """Return the database address; without one, an SQLite file in the data folder."""
    VAR.mkdir(parents=True, exist_ok=True)
    return str(env.str("DATABASE_URL", default="")) or f"sqlite:///{VAR / 'framsteg.sqlite3'}"


def secret_key() -> str:
    """Return the signing key; without one in the environment, make it once and keep it readable for the owner only."""
    given = str(env.str("SECRET_KEY", default=""))
    if given:
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()
