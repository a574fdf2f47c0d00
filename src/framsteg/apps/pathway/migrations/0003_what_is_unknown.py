
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathway", "0002_five_models"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="enrolment",
            name="enrolment_period_forward",
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="sista dag"),
        ),
        migrations.AlterField(
            model_name="offer",
            name="place",
            field=models.CharField(blank=True, max_length=160, verbose_name="plats"),
        ),
        migrations.AlterField(
            model_name="offer",
            name="provider",
            field=models.CharField(blank=True, max_length=160, verbose_name="anordnare"),
        ),
        migrations.AlterField(
            model_name="offer",
            name="workplace",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ordinary", "ordinarie arbetsplats"),
                    ("constructed", "särskilt anordnad arbetsplats"),
                    ("none", "ingen arbetsplats"),
                ],
                max_length=12,
                verbose_name="slag av arbetsplats",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                    models.Q(("ended_on", None), ("ended_on__gte", models.F("starts_on")), _connector="OR"),
                ),
                name="enrolment_period_forward",
                violation_error_message="Sista dagen ligger före första dagen.",
            ),
        ),
    ]
