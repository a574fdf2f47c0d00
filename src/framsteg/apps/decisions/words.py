"""What an application's persons and assets are called in a case file and on the pages of a calculation."""

from collections.abc import Sequence

from framsteg.apps.applications.queries import PersonFacts
from framsteg.apps.people.enums import MemberRole

ROLES: dict[str, str] = {
    MemberRole.APPLICANT: "adult",
    MemberRole.CO_APPLICANT: "adult",
    MemberRole.CHILD: "child",
    MemberRole.PUPIL: "pupil",
}
WORDS: dict[str, str] = {
    MemberRole.APPLICANT: "sökande",
    MemberRole.CO_APPLICANT: "medsökande",
    MemberRole.CHILD: "barn",
    MemberRole.PUPIL: "skolungdom",
}
ASSETS = {"vehicle": "car", "property": "dwelling"}  # the other words are the same in form and case file


def names_of(persons: Sequence[PersonFacts]) -> dict[int, str]:
    """Return what each person is called in the calculation, by key: sökande, barn 1 … No name is needed there."""
    names: dict[int, str] = {}
    for row in persons:
        word = WORDS[row["role"]]
        number = sum(name.split()[0] == word for name in names.values()) + 1
        names[row["person_id"]] = word if row["role"] in MemberRole.adults() else f"{word} {number}"
    return names
