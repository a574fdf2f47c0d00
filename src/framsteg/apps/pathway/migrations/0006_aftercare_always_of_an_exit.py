import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the filling: PostgreSQL alters no table that has rows to check in the same transaction."""

    dependencies = [("pathway", "0005_aftercare_of_an_exit")]

    operations = [
        migrations.AlterField(
            model_name="aftercare",
            name="exit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="aftercare", to="pathway.exit"
            ),
        ),
    ]
