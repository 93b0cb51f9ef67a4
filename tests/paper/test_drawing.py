"""Charts of packs say what the screen's say: another spread, what fixed the limits, earlier baselines, marks, notes."""

from datetime import date, timedelta
from typing import Any

from pilothouse.paper.drawing import chart_of, drawing_of, spark_of

TODAY = date(2026, 3, 2)
WEEKS = [date(2025, 12, 1) + timedelta(weeks=at) for at in range(12)]


def figure(**beside: Any) -> dict[str, Any]:
    """Twelve weeks of an indicator that rises where it is good."""
    told = {
        "series": 3, "title": "Відправлення Ἀθήνα", "place": "Škofja Loka", "unit_of_measure": "λεπτά", "decimals": 1,
        "direction": "up", "frequency": "week", "target": None, "periods": [day.isoformat() for day in WEEKS],
        "values": [10.0 + at % 3 for at in range(12)], "centre": [11.0] * 12, "lower": [8.0] * 12,
        "upper": [14.0] * 12, "sides": [0] * 9 + [1, -1, 1],
    }  # fmt: skip
    return told | beside


def test_more_variation_is_worse_even_where_higher_is_better() -> None:
    drawn = {"spread": [9, 10], "spans": [], "replaced": [], "marks": [], "notes": []}
    chart = chart_of(figure(drawn=drawn), TODAY)
    assert [(one.index, one.tone) for one in chart.signals] == [(9, "worse"), (10, "better"), (11, "better")]
    assert [spark_of(figure(drawn=drawn)).count(f"spark-mark spark-{tone}") for tone in ("worse", "better")] == [1, 2]


def test_baselines_marks_of_signals_and_what_was_done_stand_on_it() -> None:
    lines = {name: [1.0] * 5 for name in ("centre", "lower", "upper")}
    drawn = {
        "spread": [],
        "spans": [{"first": 0, "last": 3, "baseline": None}, {"first": 4, "last": 11, "baseline": [4, 7]}],
        "replaced": [{"first": 0, "last": 4, "baseline": [0, 2]} | lines],
        "marks": [{"code": "SIG-0001", "onset": WEEKS[1].isoformat(), "found": WEEKS[2].isoformat(), "better": False}],
        "notes": [{"code": "D-0001", "title": "A second crew", "on": WEEKS[6].isoformat()}],
    }
    chart = chart_of(figure(drawn=drawn), TODAY)
    told = [(one.first, one.last, one.baseline_first, one.baseline_last, one.old) for one in chart.spans]
    assert told == [(0, 4, 0, 2, True), (0, 3, None, None, True), (4, 11, 4, 7, False)]
    assert [one.index for one in chart.signals] == [1, 2, 9, 10, 11]
    assert [one.tone for one in chart.signals[:2]] == ["worse", "worse"]
    assert [(one.when, one.label) for one in chart.annotations] == [(WEEKS[6], "D-0001")]
    assert "λεπτά" in [one["words"] for one in drawing_of(figure(drawn=drawn), TODAY)["picture"]["texts"]]


def test_formats_before_the_fifth_draw_runs_of_limits() -> None:
    cut = [None] * 3 + [11.0] * 9
    chart = chart_of(figure(centre=cut), TODAY)
    assert [(one.first, one.last, one.baseline_first) for one in chart.spans] == [(3, 11, None)]
