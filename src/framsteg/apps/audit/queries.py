"""Reading the event log."""

from datetime import date

from framsteg.apps.audit.models import Event


def count_reads(*, period_from: date, period_to: date, user: str = "", household: str = "") -> int:
    """Return the number of logged reads of files in a period (both days included), by user and household where given."""
    reads = Event.objects.filter(kind__endswith=".read", at__date__gte=period_from, at__date__lte=period_to)
    if user:
        reads = reads.filter(by=user)
    if household:
        reads = reads.filter(household=household)
    return reads.count()
