"""How often any set of units is looked at; older rows are worked out anew by the next survey."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0015_withdrawn"),
    ]

    operations = [
        migrations.AddField("sharedchange", "looks", models.FloatField(default=0.0)),
    ]
