"""Why a target was given up stands with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0017_defined_in_any_script"),
    ]

    operations = [
        migrations.AddField("target", "ended_why", models.CharField(max_length=600, blank=True, default="")),
    ]
