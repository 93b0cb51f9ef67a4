from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_time_limits"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="focus",
            field=models.JSONField(blank=True, null=True, verbose_name="most live priorities"),
        ),
    ]
