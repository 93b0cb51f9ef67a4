"""What is kept of a definition goes by how much its script says: short ones in Chinese, Japanese or Korean may be whole."""

from django.db import migrations

from pilothouse.measures.trust import is_defined


def look_again(apps, schema_editor):
    """Definitions that were too short by letters alone."""
    kept = apps.get_model("measures", "Provenance").objects.filter(defined=False)
    told = kept.values_list("pk", "points", "series__indicator__definition")
    for key, points, definition in list(told):
        if is_defined(definition):
            kept.filter(pk=key).update(defined=True, points=points - 1)


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0016_looks"),
    ]

    operations = [
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
