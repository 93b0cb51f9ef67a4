from datetime import date
from itertools import groupby
from operator import itemgetter

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce

from pilothouse.measures.trust import LOOKED_AT, brought, points_brought


def look_back(apps, schema_editor):
    """How the latest values of every series came in."""
    series, provenance = apps.get_model("measures", "Series"), apps.get_model("measures", "Provenance")
    measured = apps.get_model("measures", "Measurement").objects.filter(series=models.OuterRef("pk"))
    periods = measured.order_by("-period").values("period").distinct()[LOOKED_AT - 1 : LOOKED_AT]
    found = series.objects.annotate(since=Coalesce(models.Subquery(periods), models.Value(date.min)))
    told = (
        "pk",
        "indicator__frequency",
        "indicator__definition",
        "measurements__period",
        "measurements__intake__route",
    )
    rows = found.filter(measurements__period__gte=models.F("since")).order_by(
        "pk", "measurements__period", "measurements__id"
    )
    kept = []
    for (key, frequency, definition), arrivals in groupby(rows.values_list(*told).iterator(), itemgetter(0, 1, 2)):
        came = {period: [one[-1] for one in several] for period, several in groupby(arrivals, itemgetter(3))}
        one = brought(list(came), list(came.values()), frequency, definition)
        kept.append(provenance(series_id=key, points=points_brought(one), **vars(one)))
    provenance.objects.bulk_create(kept, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0011_engraved_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provenance",
            fields=[
                (
                    "series",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="provenance",
                        serialize=False,
                        to="measures.series",
                    ),
                ),
                ("route", models.CharField(max_length=8)),
                ("corrected", models.FloatField()),
                ("gaps", models.FloatField()),
                ("defined", models.BooleanField()),
                ("points", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.RunPython(look_back, migrations.RunPython.noop),
    ]
