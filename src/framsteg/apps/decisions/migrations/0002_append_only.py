from django.db import migrations

from framsteg.apps.core.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [
        append_only("decisions_amendment"),
        append_only("decisions_appealdismissal"),
        append_only("decisions_calculation"),
        append_only("decisions_decision"),
    ]
