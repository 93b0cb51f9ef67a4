"""A judged line kept as text: it is taken where it holds, tells the same as judging, and is never taken elsewhere."""

import json
from dataclasses import replace
from datetime import date

import numpy as np

from pilothouse.measures.engraved import judged_from, unfolded
from pilothouse.measures.models import Engraved, Series
from pilothouse.measures.operations import set_baseline
from pilothouse.measures.queries import Judged, chart_of, trace_of
from pilothouse.measures.stretches import Manner
from tests.cast import act
from tests.stage import Stage, week

ARRAYS = ("centre", "lower", "upper", "p", "side")
TODAY = week(60)


def charted(series: Series) -> Judged:
    return chart_of(Series.objects.select_related("indicator").get(pk=series.pk), TODAY)


def anew(series: Series) -> Judged:
    return chart_of(series, TODAY, trace_of(series).afresh())


def with_baseline(stage: Stage) -> Series:
    series = stage.series
    set_baseline(
        act(stage.cast.owner), series, first=week(0), last=week(25), reason="Without the storm", left_out=[week(4)]
    )
    return series


def marked(series: Series) -> None:
    """Write into the kept line what nobody could judge."""
    kept = Engraved.objects.get(series=series)
    Engraved.objects.filter(series=series).update(text=json.dumps(json.loads(kept.text) | {"status": 2}))


def test_the_kept_line_tells_what_judging_tells(stage: Stage) -> None:
    series = with_baseline(stage)
    kept, judged = charted(series), anew(series)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(kept, name), getattr(judged, name), err_msg=name)
    assert np.isfinite(kept.centre).any()
    assert (kept.changes, kept.stretches, kept.status) == (judged.changes, judged.stretches, judged.status)
    assert kept.changes
    assert kept.stretches[-1].left_out == (4,)


def test_a_page_takes_the_kept_line(stage: Stage) -> None:
    marked(stage.series)
    assert charted(stage.series).status == "constant"
    assert anew(stage.series).status == "watched"


def test_what_rests_on_other_values_is_judged_anew(stage: Stage) -> None:
    marked(stage.series)
    trace = trace_of(stage.series)
    fewer = replace(trace, rows=trace.rows.take(np.arange(1, len(trace.rows))))
    assert chart_of(stage.series, TODAY, fewer).status == "watched"
    before_the_latest = trace.rows.days.max() - 1
    assert chart_of(stage.series, date.fromordinal(int(before_the_latest))).status == "watched"


def test_another_way_of_judging_is_another_judgement(stage: Stage) -> None:
    rows, manner = trace_of(stage.series).rows, Manner("proportion", "week")
    told = {
        judged_from(rows, manner, 0.15),
        judged_from(rows, manner, 0.05),
        judged_from(rows, replace(manner, season=13), 0.15),
        judged_from(rows.take(np.arange(5)), manner, 0.15),
        judged_from(replace(rows, denominators=rows.denominators + 1.0), manner, 0.15),
    }
    assert len(told) == 5
    assert unfolded(None, rows, manner, 0.15) is None


def test_every_series_that_is_judged_keeps_its_line(stage: Stage) -> None:
    assert Engraved.objects.filter(series=stage.series).count() == 1
    before = Engraved.objects.get(series=stage.series).text
    with_baseline(stage)
    assert Engraved.objects.get(series=stage.series).text != before
