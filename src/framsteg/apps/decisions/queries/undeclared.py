"""What a check has shown of incomes that the household did not tell itself."""

from django.conf import settings
from django.db.models import F
from django.utils import translation

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import kronor


def undeclared(application: Application) -> list[str]:
    """
    Return a Swedish sentence for each income that counts with more than the household declared. One query.

    The decision would rest on something that the person has not told: she is heard first (FL 25 §). Always in Swedish:
    the sentences go to the person.
    """
    counts = application.month.previous
    rows = application.incomes.filter(
        verified_amount__gt=F("net"), received__gte=counts.first_day, received__lte=counts.last_day
    )
    with translation.override(settings.LANGUAGE_CODE):
        return [
            f"{row.get_kind_display().capitalize()} som kom {row.received.isoformat()}: du har uppgett "
            f"{kronor(row.net)}, men {row.get_verified_source_display()} visar {kronor(row.counts)}."
            for row in rows.order_by("pk")
        ]
