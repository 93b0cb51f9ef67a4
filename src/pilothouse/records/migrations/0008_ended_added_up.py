from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from pilothouse.trail.recorder import begin_history


def not_counted_yet(apps: Any, schema_editor: Any) -> None:
    """The worker adds up what there is on its next round."""
    with begin_history():
        schema_editor.execute("UPDATE records_record SET counted = 0")


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0007_clock"),
        ("records", "0007_states_told_by_the_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ended",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("of", models.CharField(max_length=20)),
                ("whose", models.BigIntegerField()),
                ("what", models.CharField(max_length=8)),
                ("day", models.DateField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                ("state", models.CharField(max_length=20)),
                ("everyone", models.BooleanField()),
                ("n", models.IntegerField()),
                ("latest", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="ended",
            constraint=models.UniqueConstraint(
                fields=["of", "whose", "what", "day", "unit", "state", "everyone"], name="records_ended_once"
            ),
        ),
        migrations.AddField(
            model_name="record", name="counted", field=models.PositiveSmallIntegerField(null=True, editable=False)
        ),
        migrations.RunPython(not_counted_yet, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="record", index=models.Index(fields=["counted", "kind"], name="records_counted")
        ),
    ]
