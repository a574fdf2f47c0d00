"""The English catalogue is complete, fresh and whole: every text that the code marks, and every page that shows it."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils import translation
from django.utils.translation.template import templatize
from lxml import html
from tests.repo.files import SOURCE, sources
from tests.repo.world import NOW, addresses, make_world

from framsteg.apps.decisions.models import Decision
from framsteg.apps.decisions.words import WORDS
from framsteg.apps.identity.enums import Role
from framsteg.entitlement.result import Section
from framsteg.workingmodel import shipped_model
from framsteg.workingmodel.instrument_file import shipped_instrument, shipped_instruments
from framsteg.workingmodel.words import ELEMENTS, SECTIONS

CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}
# What templatize makes of a marked text in a template: gettext(u'…'), ngettext(u'…', u'…', count), _("…").
IN_TEMPLATE = re.compile(r"""\b(?:_|n?gettext)\((u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*")""")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]")
SWEDISH = re.compile(r"[åäöÅÄÖ]")
NOT_MARKED = {  # always Swedish by law; the workshop's own page of made-up examples
    "decisions/delay_letter.html",
    "decisions/dismissal_letter.html",
    "decisions/letter.html",
    "decisions/letter_appeal.html",
    "decisions/letter_decided_by.html",
    "decisions/review_amendment_letter.html",
    "decisions/review_dismissal_letter.html",
    "decisions/review_forwarding_note.html",
    "decisions/review_letter_appeal.html",
    "pathway/plan_paper.html",
    "recovery/letter.html",
    "core/gallery.html",
}
LETTER = "decisions:letter"
LETTERS = {
    LETTER,
    "decisions:amendment_letter",
    "decisions:delay_letter",
    "decisions:dismissal_letter",
    "decisions:forwarding",
    "pathway:plan_paper",
    "recovery:letter",
}
READ_OUT = ("aria-label", "title", "placeholder", "alt")


class Entry(dict[str, str]):
    """One entry of the catalogue: msgid, msgid_plural, msgstr or msgstr[0] and msgstr[1], and the flags."""

    @property
    def translated(self) -> list[str]:
        return [text for key, text in self.items() if key.startswith("msgstr")]

    @property
    def placeholders(self) -> set[str]:
        return set(PLACEHOLDER.findall(self["msgid"] + self.get("msgid_plural", "")))


def entries() -> list[Entry]:
    """Read the catalogue; the header is left out."""
    found = []
    for block in CATALOGUE.read_text(encoding="utf-8").strip().split("\n\n"):
        entry, key = Entry(), "flags"
        for line in block.splitlines():
            if line.startswith("#"):
                entry["flags"] = entry.get("flags", "") + line
                continue
            if not line.startswith('"'):
                key, line = line.split(" ", 1)
            entry[key] = entry.get(key, "") + ast.literal_eval(line)
        found.append(entry)
    return found[1:]


def marked_in_python(path: Path) -> Iterator[ast.expr]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            yield node.args[0]


def marked_in_template(path: Path) -> Iterator[str]:
    for literal in IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        yield ast.literal_eval(literal)


def templates() -> list[Path]:
    return [path for path in sources("**/*.html") if "templates" in path.parts]


def test_every_text_has_its_english_words():
    lacking = [entry["msgid"] for entry in entries() if not all(entry.translated) or "fuzzy" in entry.get("flags", "")]

    assert not lacking, "translate these in django.po, then `make messages`"


def test_english_texts_take_the_same_values():
    differing = [
        entry["msgid"]
        for entry in entries()
        if any(set(PLACEHOLDER.findall(text)) != entry.placeholders for text in entry.translated)
    ]

    assert not differing


def test_the_compiled_catalogue_is_fresh():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = []
    for entry in entries():
        one = entry["msgid"]
        many = entry.get("msgid_plural")
        shown = [compiled.ngettext(one, many, number) for number in (1, 2)] if many else [compiled.gettext(one)]
        if shown != entry.translated:
            stale.append(one)
    assert not stale, "run `make messages`"


def test_every_marked_text_is_in_the_catalogue():
    known = {entry["msgid"] for entry in entries()}
    marked = {text for path in templates() for text in marked_in_template(path)}
    for path in sources("**/*.py"):
        for text in marked_in_python(path):
            assert isinstance(text, ast.Constant), f"{path}:{text.lineno}: only a written text can be gathered"
            marked.add(text.value)

    assert marked - known == set(), "run `make messages` and translate these"
    assert known - marked == set(), "nothing uses these any longer; run `make messages`"


@pytest.mark.parametrize(
    "path",
    [path for path in templates() if path.as_posix().split("/templates/")[1] not in NOT_MARKED],
    ids=lambda path: path.as_posix().split("/templates/")[1],
)
def test_no_swedish_stands_unmarked_in_a_template(path):
    unmarked, is_marked = [], False
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        word = token.contents.split(" ", 1)[0]
        if token.token_type is TokenType.BLOCK and word.endswith("blocktranslate"):
            is_marked = not word.startswith("end")
        elif token.token_type is TokenType.TEXT and not is_marked and SWEDISH.search(token.contents):
            unmarked.append(token.contents.strip())

    assert not unmarked


@pytest.fixture
def world(db, freeze):
    freeze(NOW)
    return make_world()


def shown_on(page: str) -> set[str]:
    """Return the texts of a page, seen or read out, but for those that say that they are in Swedish."""
    tree = html.fromstring(page)
    for element in tree.xpath("//*[@lang='sv']"):
        element.drop_tree()
    read_out = [element.get(name) for element in tree.iter() for name in READ_OUT if element.get(name)]
    return {" ".join(text.split()) for text in [*tree.itertext(), *read_out]}


def english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_no_page_in_english_shows_a_text_in_swedish(world, client_for):
    users, values = world
    differing = {entry["msgid"] for entry in entries() if entry["msgid"] not in entry.translated}
    model = shipped_model("trollhattan")  # its words are the kommun's own and stay as they are written
    differing -= {part.label for part in (*model.stages, *model.roles, *model.artefacts)}
    differing -= {*ELEMENTS, *SECTIONS.values()}  # the chapters that a model is told in
    differing -= {one.theme for id in shipped_instruments() for one in shipped_instrument(id).questions}
    differing -= {*(section.label for section in Section), *WORDS.values()}  # so do a calculation's own words
    left = {name: address for name, address in addresses(values) if name not in LETTERS}

    swedish = {}
    for user in users.values():
        client = english(client_for(user))
        for name, address in list(left.items()):
            response = client.get(address)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                swedish[name] = shown_on(response.content.decode()) & differing
                del left[name]
            response.close()
    assert len(swedish) > 30
    mixed = {name: texts for name, texts in swedish.items() if texts}
    assert mixed == {}, mixed


@pytest.mark.parametrize(
    ("role", "name", "words"),
    [
        (Role.CASEWORKER, "workbench:desk", {"My desk", "Queue", "Search", "Sign out"}),
        (Role.CASEWORKER, "workbench:queue", {"Waiting for a decision"}),
        (Role.MANAGER, "workbench:manager", {"Key figures", "At a glance"}),
        (Role.ECONOMIST, "payments:list", {"Payment batches"}),
        (Role.LOG_REVIEWER, "audit:log", {"Events, latest first"}),
        (Role.SYSTEM_MANAGER, "identity:staff", {"Accounts", "caseworker"}),
    ],
)
def test_a_page_in_english(role, name, words, world, client_for):
    users, values = world

    page = english(client_for(users[role])).get(dict(addresses(values))[name]).content.decode()

    assert 'lang="en"' in page
    assert words <= shown_on(page)


def test_the_sign_in_page_follows_the_browser(client, db):
    page = client.get("/konto/login/", headers={"accept-language": "en-GB,en;q=0.9"}).content.decode()

    assert "Sign in" in shown_on(page)
    assert not SWEDISH.search("".join(shown_on(page)))


def test_a_letter_is_in_swedish_whatever_language_its_writer_reads(db, freeze):
    freeze(NOW)
    with translation.override("en"):
        _users, values = make_world()

    letter = Decision.objects.get(pk=values["decision_id"]).letter

    assert '<html lang="sv">' in letter
    assert "socialsekreterare" in letter
    assert "Handläggare" in letter
    assert "mars 2025" in letter


def test_roles_have_english_names():
    with translation.override("en"):
        assert [str(role.label) for role in Role][:3] == ["caseworker", "consultant", "employment officer"]
