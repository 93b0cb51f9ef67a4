"""Topics of an agenda are read before the meeting too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0019_too_early"),
    ]

    operations = [
        migrations.AddField("mark", "topic", models.CharField(max_length=200, blank=True, default="")),
        migrations.RemoveConstraint("mark", "reviews_mark_record_once"),
        migrations.AddConstraint(
            "mark",
            models.UniqueConstraint(fields=["review", "person", "record", "topic"], name="reviews_mark_item_once"),
        ),
    ]
