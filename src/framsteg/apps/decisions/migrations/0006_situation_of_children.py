from django.db import migrations, models

from framsteg.apps.core.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_requests_for_a_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="children",
            field=models.TextField(blank=True, default="", verbose_name="barnens situation"),
            preserve_default=False,
        ),
        append_only("decisions_decision"),  # SQLite made its table anew
    ]
