"""Who came to a meeting without being invited is told from those who were."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0024_done_at_items"),
    ]

    operations = [
        migrations.AddField("attendance", "invited", models.BooleanField(default=True, editable=False)),
    ]
