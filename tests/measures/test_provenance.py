"""What is kept of how values came in, and that the database sorts by the label that people read."""

from datetime import date, timedelta

from django.apps import apps
from django.db import connection

from pilothouse.bridge.coverage import coverage_of
from pilothouse.measures.migrations import __name__ as migrations
from pilothouse.measures.models import Provenance, Series
from pilothouse.measures.operations import change_indicator, end_series, record_measurements, retire_indicator
from pilothouse.measures.provenance import TOLD, labelled, nobody_owns, trust_of, trust_points
from pilothouse.measures.trust import Label, Weakness
from pilothouse.measures.wording import upgrade_in_words
from pilothouse.organisation.operations import note_leaving
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, rows_of, series_of, week

DEFINED = (
    "title", "definition", "unit_of_measure", "value_kind", "direction", "frequency", "process", "scale", "decimals",
    "season",
)  # fmt: skip


def kept(series: Series) -> Provenance:
    return Provenance.objects.get(series=series)


def test_what_is_kept_follows_values_and_definition(cast: Cast) -> None:
    series = series_of(cast)
    assert not Provenance.objects.exists()
    rows = rows_of(series, STEADY)
    record_measurements(act(cast.member), unit=series.unit, rows=rows, route="source")
    assert kept(series).points == 0
    record(cast.member, series, (77.0,), first=3, reason="Read wrongly")
    record(cast.member, series, (50.0,), first=len(STEADY) + 3)
    now = kept(series)
    assert (now.route, round(now.corrected, 3), round(now.gaps, 3), now.defined) == ("form", 0.059, 0.15, True)
    indicator = series.indicator
    told = {name: getattr(indicator, name) for name in DEFINED} | {"definition": "On time"}
    change_indicator(act(cast.quality), indicator, **told)
    assert not kept(series).defined
    assert kept(series).points == now.points + 1


def test_the_database_counts_as_people_read(cast: Cast) -> None:
    empty, fresh = series_of(cast), series_of(cast, title="Bags")
    closed, retired = series_of(cast, title="Tugs"), series_of(cast, title="Tows")
    for one in (closed, retired):
        record(cast.member, one, STEADY)
    end_series(act(cast.quality), closed, on=week(60) + timedelta(days=9))
    retire_indicator(act(cast.quality), retired.indicator, reason="Measured elsewhere")
    owned = series_of(cast, title="Calls", frequency="month")
    left = series_of(cast, title="Slots", owner=cast.member)
    for one in (fresh, left):
        record(cast.member, one, STEADY, first=60 - len(STEADY))
    record_measurements(
        act(cast.member), unit=owned.unit, route="source",
        rows=[row._replace(period=date(2025, month + 1, 1)) for month, row in enumerate(rows_of(owned, STEADY[:9]))],
    )  # fmt: skip
    note_leaving(act(cast.leader), cast.member, on=week(59))
    for later in (0, 9, 16, 23, 60, 120, 400):
        day = week(60) + timedelta(days=later)
        found = Series.objects.select_related(*TOLD).annotate(_points=trust_points(day))
        for one in found:
            told = trust_of(one, day)
            assert sum(told.costs.values()) == one._points, (one, day)
            assert found.filter(labelled([told.label]), pk=one.pk).exists()
            assert not found.filter(labelled([each for each in Label if each is not told.label]), pk=one.pk).exists()
    assert trust_of(Series.objects.get(pk=empty.pk), week(60)).weaknesses == (Weakness.NO_VALUES,)
    told = trust_of(Series.objects.get(pk=left.pk), week(60))
    assert (told.label, told.upgrade) == (Label.D, (Weakness.OWNER_LEFT,)), "who has left answers for nothing"
    assert upgrade_in_words(told) == "name an owner who is still here: then C"
    assert Series.objects.filter(nobody_owns("indicator__")).get() == left
    assert {row.series: row.trust for row in coverage_of(cast.leader, week(60)).rows}[left.pk] is Label.D
    now, then = week(60), week(60) + timedelta(days=9)
    told = [trust_of(Series.objects.get(pk=closed.pk), day) for day in (now, then)]
    assert [Weakness.LATE in one.costs for one in told] == [True, False], "until it ended"
    assert [bool(one.upgrade) for one in told] == [True, False], "what has ended is not mended"
    assert Weakness.LATE not in trust_of(Series.objects.get(pk=retired.pk), now).costs


def test_the_migration_finds_what_was_kept(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY * 2)
    was = vars(kept(series))
    Provenance.objects.all().delete()
    module = __import__(f"{migrations}.0012_provenance", fromlist=["look_back"])
    module.look_back(apps, connection.schema_editor)
    now = vars(kept(series))
    assert {name: now[name] for name in was if name != "_state"} == {k: v for k, v in was.items() if k != "_state"}
