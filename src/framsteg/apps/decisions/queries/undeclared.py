"""What a check has shown of incomes that the household did not tell itself."""

from django.conf import settings
from django.utils import translation

from framsteg.apps.applications.models import Application, Income
from framsteg.apps.core.formats import kronor

# Asked at every decision, so it is written out (``core.sql``).
_UNDECLARED = """
    SELECT * FROM applications_income
    WHERE application_id = %s AND verified_amount > net AND received BETWEEN %s AND %s ORDER BY id
"""


def undeclared(application: Application) -> list[str]:
    """
    Return a Swedish sentence for each income that counts with more than the household declared. One query.

    The decision would rest on something that the person has not told: she is heard first (FL 25 §). Always in Swedish:
    the sentences go to the person.
    """
    counts = application.month.previous
    within = [application.pk, counts.first_day.isoformat(), counts.last_day.isoformat()]
    rows = list(Income.objects.raw(_UNDECLARED, within))
    if not rows:
        return []
    with translation.override(settings.LANGUAGE_CODE):
        return [
            f"{row.get_kind_display().capitalize()} som kom {row.received.isoformat()}: du har uppgett "
            f"{kronor(row.net)}, men {row.get_verified_source_display()} visar {kronor(row.counts)}."
            for row in rows
        ]
