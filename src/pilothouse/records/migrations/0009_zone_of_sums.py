from typing import Any

from django.db import migrations, models

from pilothouse.trail.recorder import begin_history


def not_counted_yet(apps: Any, schema_editor: Any) -> None:
    """In which zone the sums were added up nobody kept: the worker adds them up anew on its next round."""
    apps.get_model("records", "Ended").objects.all().delete()
    with begin_history():
        schema_editor.execute("UPDATE records_record SET counted = 0 WHERE counted = 1")


class Migration(migrations.Migration):
    dependencies = [("records", "0008_ended_added_up")]

    operations = [
        migrations.RunPython(not_counted_yet, migrations.RunPython.noop),
        migrations.AddField(
            model_name="ended",
            name="zone",
            field=models.CharField(max_length=60, default="UTC"),
            preserve_default=False,
        ),
    ]
