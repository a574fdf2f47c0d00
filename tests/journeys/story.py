"""Steps that more than one journey takes."""

from dataclasses import dataclass

from tests.journeys.staff import Staff
from tests.journeys.world import TODAY


@dataclass(frozen=True)
class Applicant:
    """A new person, by one of Skatteverket's test numbers. Nobody's."""

    number: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


def begin_registration(caseworker: Staff, applicant: Applicant) -> None:
    """Go to the registration page and find that the person is new."""
    caseworker.press("Kö", within="Huvudmeny")
    caseworker.press("Registrera ansökan")
    caseworker.write(
        "Personnummer eller samordningsnummer", applicant.number, within="Har personen ett hushåll hos oss?"
    )
    caseworker.press("Hämta hushållet")
    caseworker.sees("Personen finns inte i registret.")


def find_household(staff: Staff, text: str) -> None:
    """Search for a household by name, number or case number, and open it."""
    staff.press("Sök", within="Huvudmeny")
    staff.write("Namn, personnummer eller ärendenummer", text)
    staff.press("Sök", within="Sök hushåll")
    staff.sees("1 hushåll")
    staff.press(staff.rows("Hushåll som passar sökningen").get_by_role("link").inner_text())


def register_alone(caseworker: Staff, applicant: Applicant) -> str:
    """Register an unemployed person who lives alone and pays rent; return the case number."""
    begin_registration(caseworker, applicant)
    fill_in_adult(caseworker, applicant)
    fill_in_cost(caseworker, 1, "hyra", "6500")
    caseworker.press("Registrera ansökan")
    caseworker.sees("Ansökan är registrerad.")
    return case_number(caseworker)


def case_number(staff: Staff) -> str:
    """Read the case number in the band above a household's pages."""
    return staff.page.locator(".fs-case__facts dd").first.inner_text()


def fill_in_adult(caseworker: Staff, applicant: Applicant, obstacle: str = "arbetslös") -> None:
    """Fill in the applicant, whose number is there already."""
    caseworker.choose("Roll i hushållet", "sökande", within="Person 1")
    caseworker.write("Förnamn", applicant.given_name, within="Person 1")
    caseworker.write("Efternamn", applicant.family_name, within="Person 1")
    caseworker.choose("Försörjningshinder (vuxna)", obstacle, within="Person 1")


def fill_in_cost(caseworker: Staff, place: int, kind: str, amount: str) -> None:
    caseworker.choose("Kostnad", kind, within=f"Kostnad {place}")
    caseworker.write("Sökt belopp, kronor", amount, within=f"Kostnad {place}")


def fill_in_income(caseworker: Staff, place: int, kind: str, amount: str) -> None:
    """Fill in an income of the month before the one that the application is for."""
    caseworker.choose("Inkomst", kind, within=f"Inkomst {place}")
    caseworker.write("Efter skatt, kronor", amount, within=f"Inkomst {place}")
    caseworker.pick_day("Kom in på kontot", TODAY.replace(month=TODAY.month - 1), within=f"Inkomst {place}")
