"""Promises are told by the rows of the mirror: their sums are thrown away."""

from typing import Any

from django.db import migrations


def throw_away(apps: Any, schema_editor: Any) -> None:
    apps.get_model("records", "Ended").objects.filter(of__in=["promised_on", "promised_in"]).delete()


class Migration(migrations.Migration):
    dependencies = [("records", "0009_zone_of_sums")]

    operations = [migrations.RunPython(throw_away, migrations.RunPython.noop)]
