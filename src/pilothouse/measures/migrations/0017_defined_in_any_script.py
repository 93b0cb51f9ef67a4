"""What is kept of a definition goes by how much its script says: short ones in Chinese, Japanese or Korean may be whole."""

from django.db import migrations

# The rule as it stood then (measures.trust): so many letters make a definition; a sign of these blocks counts for more.
FEWEST_LETTERS = 40
SAYS_MORE = (
    (0x3041, 0x30FF, 2), (0x3400, 0x4DBF, 3), (0x4E00, 0x9FFF, 3), (0xAC00, 0xD7A3, 2), (0xF900, 0xFAFF, 3),
    (0x20000, 0x3FFFF, 3),
)  # fmt: skip


def says(sign):
    place = ord(sign)
    return next((much for first, last, much in SAYS_MORE if first <= place <= last), 1)


def look_again(apps, schema_editor):
    """Definitions that were too short by letters alone."""
    kept = apps.get_model("measures", "Provenance").objects.filter(defined=False)
    told = kept.values_list("pk", "points", "series__indicator__definition")
    for key, points, definition in list(told):
        if sum(map(says, definition.strip())) >= FEWEST_LETTERS:
            kept.filter(pk=key).update(defined=True, points=points - 1)


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0016_looks"),
    ]

    operations = [
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
