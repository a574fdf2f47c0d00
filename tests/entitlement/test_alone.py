"""The library stands alone: it works where Django, database drivers and HTTP clients cannot be imported."""

import subprocess
import sys
import timeit

from tests.entitlement.households import adult, child, couple, household, wage

from framsteg.entitlement import calculate

WITHOUT_THE_WEB = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "psycopg", "sqlite3", "requests", "httpx"}:
            raise ImportError(f"the library imports {name}")

sys.meta_path.insert(0, Refuse())

from framsteg.entitlement import Case, calculate

case = Case.model_validate({"month": "2025-03", "persons": [{"id": "a", "born": "1990-05-01", "role": "adult"}]})
print(calculate(case).assistance)
"""


def test_it_works_without_django_database_and_network():
    done = subprocess.run([sys.executable, "-c", WITHOUT_THE_WEB], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("5180.00\n", "")


def test_a_household_takes_about_a_millisecond_at_most():
    incomes = [wage(4000, "2025-02-25"), wage(1250, "2025-02-20", "b", "child_allowance")]
    case = household("2025-03", *couple(), *map(child, (1, 4, 9, 16)), incomes=incomes)
    calculate(case)

    best = min(timeit.repeat(lambda: calculate(case), number=20, repeat=10)) / 20

    assert best < 0.001


def test_the_same_facts_give_the_same_answer():
    assert calculate(household("2025-03", adult())) == calculate(household("2025-03", adult()))
