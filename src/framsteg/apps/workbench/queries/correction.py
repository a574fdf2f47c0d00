"""What a correction begins from: the application's facts as they stand."""

from typing import Any

from framsteg.apps.applications.models import Application
from framsteg.apps.applications.queries import facts
from framsteg.apps.people.models import Person


def values_of(application: Application) -> dict[str, Any]:
    """Return the facts of an application as the first values of the correction page, by set of rows. Five queries."""
    given = facts(application)
    ids = [row["person_id"] for row in given["persons"]]
    persons = Person.objects.in_bulk(ids)
    places = {id: str(place) for place, id in enumerate(ids, start=1)}
    return {
        "form": {"version": application.version, **{name: given[name] for name in ("other_residents", "days")}},
        "persons": [
            {
                "personal_number": persons[row["person_id"]].personal_number,
                "given_name": persons[row["person_id"]].given_name,
                "family_name": persons[row["person_id"]].family_name,
                "protection": persons[row["person_id"]].protection,
                **{name: row[name] for name in ("role", "obstacle", "days", "lunch_away", "lma")},
            }
            for row in given["persons"]
        ],
        "costs": [{**row} for row in given["costs"]],
        "incomes": [{**row, "net": row["declared"], "person": places[row["person_id"]]} for row in given["incomes"]],
        "assets": [{**row, "person": places[row["person_id"]]} for row in given["assets"]],
    }
