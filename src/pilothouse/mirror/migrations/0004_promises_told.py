"""What is told together begins anew with each year, for promises too, which get rows of what may be told of them. What
was worked out before is thrown away, and the worker looks anew.
"""

from django.db import migrations, models


def throw_away(apps, schema_editor):
    apps.get_model("mirror", "Standing").objects.all().delete()
    apps.get_model("measures", "Survey").objects.filter(what="mirror").delete()


class Migration(migrations.Migration):
    dependencies = [("mirror", "0003_told_together"), ("measures", "0014_survey_asked")]

    operations = [
        migrations.CreateModel(
            name="PromisesTold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("unit", models.BigIntegerField(null=True)),
                ("process", models.BigIntegerField(null=True)),
                ("made", models.PositiveIntegerField(null=True)),
                ("kept", models.PositiveIntegerField(null=True)),
                ("moved", models.PositiveIntegerField(null=True)),
                ("days", models.IntegerField(null=True)),
            ],
            options={"ordering": ["last", "id"]},
        ),
        migrations.RunPython(throw_away, migrations.RunPython.noop),
    ]
