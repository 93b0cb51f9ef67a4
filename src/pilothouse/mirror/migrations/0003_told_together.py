"""Of what speaks of too few people nothing is kept any more, and such periods are told together: what was worked out
before is thrown away, and the worker looks anew.
"""

from django.db import migrations


def throw_away(apps, schema_editor):
    apps.get_model("mirror", "Standing").objects.all().delete()
    apps.get_model("measures", "Survey").objects.filter(what="mirror").delete()


class Migration(migrations.Migration):
    dependencies = [("mirror", "0002_of_whom"), ("measures", "0014_survey_asked")]

    operations = [migrations.RunPython(throw_away, migrations.RunPython.noop)]
