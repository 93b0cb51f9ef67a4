"""Before an import, every row is told what would become of it; what is sound goes in as it was shown."""

from datetime import date

import pytest

from pilothouse.measures.models import Measurement
from pilothouse.measures.operations import open_series, record_measurements
from pilothouse.measures.preview import CORRECTION, NEW, REFUSED, SAME, WITHDRAWN, preview_of
from pilothouse.measures.proposals import entries_of, propose
from pilothouse.records.tables import read_text
from tests.cast import NOW, Cast, act
from tests.measures.numbers import indicator_of, record, series_of

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def test_each_row_gets_its_verdict(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [1, 2])
    table = read_text("week,value\n2025-01-06,1\n2025-01-13,5\n2025-01-20,3\n2025-01-21,3\n2026-06-01,3\n2025-01-27,x")
    preview = preview_of(cast.east, entries_of(table, propose(table)), TODAY, series=series)
    assert [verdict.verdict for verdict in preview.verdicts] == [SAME, CORRECTION, NEW, REFUSED, REFUSED, REFUSED]
    assert (preview.verdicts[1].stood, preview.verdicts[1].value, preview.verdicts[1].place) == (2.0, 5.0, "EST")
    assert [bool(verdict.text) for verdict in preview.verdicts] == [False, False, False, True, True, True]
    assert preview.counts == {NEW: 1, SAME: 1, CORRECTION: 1, REFUSED: 3, WITHDRAWN: 0}
    assert not preview.sound
    assert preview.needs_reason
    assert Measurement.objects.count() == 2


@pytest.mark.parametrize(
    "text", ["Month,Hours\n2025-01,17\n2025-02,foo", "Month,Hours\n2025-01,17\nsoon,18\n2025-03,n/a\n2025-04,19"]
)
def test_a_bad_cell_does_not_hide_what_its_column_is(text: str) -> None:
    """The verdict belongs to the row; nobody has to tell the columns anew for it."""
    choice = propose(read_text(text))
    assert (choice.period, choice.value) == (0, 1)


def test_sound_rows_are_recorded_as_shown(cast: Cast) -> None:
    indicator = indicator_of(cast, "proportion")
    east = open_series(act(cast.quality), indicator, unit=cast.east)
    part = open_series(act(cast.quality), indicator, unit=cast.west, label="Delta")
    table = read_text(
        "Indicator;Unit;Part;Week;Good;Total\nIND-1;EST;;2025-W02;8;10\nDepartures on time;WST;Delta;2025-W02;9;10"
    )
    preview = preview_of(cast.office, entries_of(table, propose(table)), TODAY)
    assert [(verdict.place, verdict.value) for verdict in preview.verdicts] == [("EST", 80.0), ("WST · Delta", 90.0)]
    assert preview.sound
    record_measurements(act(cast.quality), unit=cast.office, rows=preview.rows, route="file")
    assert list(Measurement.objects.order_by("series_id").values_list("series_id", "value")) == [
        (east.pk, 0.8),
        (part.pk, 0.9),
    ]
    again = preview_of(cast.office, entries_of(table, propose(table)), TODAY)
    assert again.counts[SAME] == 2


def test_names_outside_the_unit_are_unknown(cast: Cast) -> None:
    series_of(cast, unit=cast.west)
    table = read_text("indicator,unit,week,value\nIND-0001,WST,2025-01-06,1\nOther,EST,2025-01-06,1")
    preview = preview_of(cast.east, entries_of(table, propose(table)), TODAY)
    assert [verdict.verdict for verdict in preview.verdicts] == [REFUSED, REFUSED]
    assert all("no indicator" in verdict.text for verdict in preview.verdicts)
    assert preview.rows == ()


def test_repeated_periods_are_refused(cast: Cast) -> None:
    series = series_of(cast)
    table = read_text("week,value\n2025-01-06,1\n2025-01-06,1")
    preview = preview_of(cast.east, entries_of(table, propose(table)), TODAY, series=series)
    assert [verdict.verdict for verdict in preview.verdicts] == [NEW, REFUSED]


def test_queries_do_not_grow_with_rows(cast: Cast, django_assert_max_num_queries: object) -> None:
    indicator = indicator_of(cast)
    for label in "abcdefghij":
        open_series(act(cast.quality), indicator, unit=cast.east, label=label)
    text = "indicator,unit,part,week,value\n" + "".join(
        f"IND-0001,EST,{label},{date.fromordinal(739_257 + 7 * week).isoformat()},1\n"
        for label in "abcdefghij"
        for week in range(10)
    )
    table = read_text(text)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert preview_of(cast.east, entries_of(table, propose(table)), TODAY).counts[NEW] == 100
