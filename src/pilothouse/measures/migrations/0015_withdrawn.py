"""The row that withdraws a value has none. SQLite makes the table anew for that, and its append-only triggers would be
lost with the old one: they are taken off before and put on again after.
"""

from django.db import migrations, models

from pilothouse.trail.appendonly import AppendOnly

GUARD = AppendOnly("measures_measurement")


def unguarded(apps, schema_editor):
    """Take the triggers off."""
    GUARD.database_backwards("measures", schema_editor, None, None)


def guarded(apps, schema_editor):
    """The way back."""
    GUARD.database_forwards("measures", schema_editor, None, None)


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0014_survey_asked"),
    ]

    operations = [
        migrations.RunPython(unguarded, guarded),
        migrations.AlterField(model_name="measurement", name="value", field=models.FloatField(null=True)),
        GUARD,
    ]
