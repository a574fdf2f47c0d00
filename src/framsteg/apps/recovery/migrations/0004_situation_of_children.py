from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recovery", "0003_delegated_claims"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="children",
            field=models.TextField(blank=True, default="", verbose_name="barnens situation"),
            preserve_default=False,
        ),
    ]
