from typing import Any

from django.db import migrations, models


def keep_what_is_clear(apps: Any, schema_editor: Any) -> None:
    """A check that found a difference could not tell why: it goes, and is made anew when somebody asks."""
    kept = apps.get_model("reviews", "PackCheck").objects
    kept.filter(sound=False).update(outcome="altered")
    kept.filter(sound=True, known=False).update(outcome="unknown")
    kept.filter(sound=True, known=True, equal=True).update(outcome="equal")
    kept.filter(outcome="").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0012_unread_inputs"),
    ]

    operations = [
        migrations.AddField(
            model_name="packcheck",
            name="outcome",
            field=models.CharField(default="", max_length=9),
        ),
        migrations.AddField(
            model_name="packcheck",
            name="made_by",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="packcheck",
            name="here",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="packcheck",
            name="figures",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(keep_what_is_clear, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="packcheck",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("equal", "Made again, and equal to the byte"),
                    ("edition", "Whole, and judged by another edition of the engine"),
                    ("values", "Not equal: measurements were changed"),
                    ("different", "Not equal"),
                    ("altered", "Not what was frozen"),
                    ("unknown", "Cannot be checked here"),
                ],
                max_length=9,
            ),
        ),
        migrations.RemoveField(model_name="packcheck", name="sound"),
        migrations.RemoveField(model_name="packcheck", name="equal"),
        migrations.RemoveField(model_name="packcheck", name="known"),
    ]
