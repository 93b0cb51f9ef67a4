"""A value that should never have stood is taken out again: it counts nowhere, and stays visible."""

from datetime import date

import pytest
from django.db import connection, transaction

from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Measurement, Provenance, Reading, Series, Signal
from pilothouse.measures.operations import record_measurements, withdraw_measurement
from pilothouse.measures.preview import SAME, WITHDRAWN, preview_of
from pilothouse.measures.proposals import entries_of, propose
from pilothouse.measures.queries import chart_of
from pilothouse.measures.refusals import RowProblems
from pilothouse.measures.rules import Row
from pilothouse.records.tables import read_text
from pilothouse.reviews.queries.packing.known import known_at
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import STEADY, record, series_of, week

pytestmark = pytest.mark.django_db

LONG_AGO = date(202, 11, 8)


def withdraw(cast: Cast, series: Series, period: date) -> None:
    withdraw_measurement(act(cast.member), series, period=period, reason="Typed for a wrong year")


def test_a_withdrawn_value_is_no_data_and_stays_visible(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    before = Reading.objects.get(series=series)
    record_measurements(act(cast.member), unit=series.unit, rows=[Row(series.pk, LONG_AGO, 11)], route="form")
    size = Entry.objects.count()
    withdraw(cast, series, LONG_AGO)

    assert current_values([series.pk]).values.tolist() == list(STEADY)
    after = Reading.objects.get(series=series)
    assert (after.points, after.picture) == (before.points, before.picture)
    assert chart_of(series, NOW.date()).line.periods[0] == week(0)
    rows = Measurement.objects.filter(period=LONG_AGO).order_by("id")
    assert list(rows.values_list("value", "numerator")) == [(11, None), (None, 11)]
    assert Entry.objects.count() == size + 1
    assert verify().whole
    # A pack of before still holds it; one of now does not.
    assert len(known_at(size, cast.office.pk, NOW.date()).book.rows) == len(STEADY) + 1
    assert len(known_at(size + 1, cast.office.pk, NOW.date()).book.rows) == len(STEADY)
    for statement in ("UPDATE measures_measurement SET value = 0", "DELETE FROM measures_measurement"):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            connection.connection.cursor().execute(statement)  # past every guard of the application


def test_it_comes_back_by_hand_or_as_another_value_and_not_by_itself(cast: Cast) -> None:
    series = series_of(cast, kind="proportion")
    rows = [Row(series.pk, week(place), None, good, 10) for place, good in enumerate((8, 9))]
    record_measurements(act(cast.member), unit=series.unit, rows=rows, route="file")
    withdraw(cast, series, week(1))
    assert record_measurements(act(cast.member), unit=series.unit, rows=rows, route="file", reason="Again") is None
    table = read_text("week,good,total\n2025-01-06,8,10\n2025-01-13,9,10")
    told = preview_of(series.unit, entries_of(table, propose(table)), NOW.date(), series=series)
    assert [one.verdict for one in told.verdicts] == [SAME, WITHDRAWN]

    other = [Row(series.pk, week(1), None, 7, 10)]
    with pytest.raises(RowProblems) as refusal:
        record_measurements(act(cast.member), unit=series.unit, rows=other, route="file")
    assert refusal.value.field == "reason"
    record_measurements(act(cast.member), unit=series.unit, rows=other, route="file", reason="Recounted")
    assert current_values([series.pk]).values.tolist() == [0.8, 0.7]

    withdraw(cast, series, week(1))
    with pytest.raises(RowProblems, match="was withdrawn"):
        record_measurements(act(cast.member), unit=series.unit, rows=other, route="form")
    record_measurements(act(cast.member), unit=series.unit, rows=other, route="form", reason="It was right")
    assert current_values([series.pk]).values.tolist() == [0.8, 0.7]
    assert verify().whole


def test_a_series_may_lose_all_its_values_and_its_signal_stays(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, *STEADY, *STEADY, 5.0])
    signal = Signal.objects.get()
    withdraw(cast, series, week(48))
    assert (Reading.objects.get(series=series).change, Signal.objects.get()) == (0, signal)
    record(cast.member, series, [49.0, 5.0], first=48, reason="Recounted")

    lonely = series_of(cast, title="Delays")
    record(cast.member, lonely, [3.0])
    withdraw(cast, lonely, week(0))
    reading = Reading.objects.get(series=lonely)
    assert (reading.points, reading.latest_period, reading.status) == (0, None, "no_data")
    assert not Provenance.objects.filter(series=lonely).exists()
    assert record(cast.member, lonely, [4.0], reason="Counted") is not None


def test_what_stands_in_the_way_is_told(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [1, 2])
    with pytest.raises(Refused) as refusal:
        withdraw_measurement(act(cast.member), series, period=week(0), reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(NotAllowed):
        withdraw_measurement(act(cast.reader), series, period=week(0), reason="Wrong")
    withdraw(cast, series, week(0))
    with pytest.raises(Refused, match="No value stands"):
        withdraw(cast, series, week(0))
