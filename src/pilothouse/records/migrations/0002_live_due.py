from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["due", "id"], name="records_live_due"),
        ),
    ]
