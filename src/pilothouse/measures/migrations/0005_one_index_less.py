"""The index of series alone is part of the one of lines. Dropped by name: SQLite would build the table anew for an
altered field, and its append-only triggers would be lost with the old one.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE, COLUMN = "measures_measurement", "series_id"


def drop(apps, schema_editor):
    """Drop the index over this column alone."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE)
    for name, told in found.items():
        if told["index"] and told["columns"] == [COLUMN]:
            schema_editor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")


def create(apps, schema_editor):
    """The way back."""
    schema_editor.execute(f"CREATE INDEX {TABLE}_{COLUMN} ON {TABLE} ({COLUMN})")


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0004_marks_digest"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, create)],
            state_operations=[
                migrations.AlterField(
                    model_name="measurement",
                    name="series",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="measures.series",
                    ),
                ),
            ],
        ),
    ]
