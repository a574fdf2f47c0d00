from django.db import migrations

from framsteg.apps.core.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("recovery", "0001_initial")]
    operations = [
        append_only("recovery_claimmonth"),
        append_only("recovery_forgiveness"),
        append_only("recovery_handling"),
        append_only("recovery_latefacts"),
        append_only("recovery_recalculation"),
        append_only("recovery_repayment"),
    ]
