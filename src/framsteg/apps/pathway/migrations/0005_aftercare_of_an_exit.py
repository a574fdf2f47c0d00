import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def point_to_the_exit(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Until now a journey had one exit at most, so every contact after it belongs to that one."""
    exits = apps.get_model("pathway", "Exit").objects.filter(journey=OuterRef("journey"))
    apps.get_model("pathway", "Aftercare").objects.update(exit=Subquery(exits.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [("pathway", "0004_both_sides_follow_up")]

    operations = [
        migrations.AddField(
            model_name="aftercare",
            name="exit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="aftercare", to="pathway.exit"
            ),
        ),
        migrations.RunPython(point_to_the_exit, migrations.RunPython.noop),
    ]
