from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_focus"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="clock_set_right_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="when the clock was set right"),
        ),
    ]
