from django.db import migrations

from framsteg.apps.core.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_initial")]
    operations = [append_only("decisions_decision"), append_only("decisions_calculation")]
