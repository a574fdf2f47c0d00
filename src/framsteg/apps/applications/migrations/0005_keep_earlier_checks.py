"""What the rows already tell is kept: when each fact came in, and that an income was checked, by whom and at what."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate

UNSTATED = "unstated"


def keep(apps, schema_editor):
    """An income that was checked was right as declared; against what was never asked for."""
    applications = apps.get_model("applications", "Application").objects.filter(pk=OuterRef("application_id"))
    came_in = Subquery(applications.annotate(day=TruncDate("received_at")).values("day"))
    for name in ("Cost", "Income", "Asset"):
        apps.get_model("applications", name).objects.update(noted_on=came_in)
    apps.get_model("applications", "Income").objects.filter(verified=True).update(
        verified_amount=F("net"),
        verified_source=UNSTATED,
        verified_on=came_in,
        verified_by=Subquery(applications.values("registered_by")),
    )


def give_back(apps, schema_editor):
    apps.get_model("applications", "Income").objects.filter(verified_amount__isnull=False).update(verified=True)


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_verified_beside_declared"),
    ]

    operations = [
        migrations.RunPython(keep, give_back),
    ]
