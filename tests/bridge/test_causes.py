"""What explains the danger of an objective: where there is more than can be told, what was foreseen is told."""

from datetime import timedelta

import pytest

from pilothouse.bridge import causes
from pilothouse.bridge.alignment import aims
from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal, record_measurements, set_target
from pilothouse.measures.rules import Row
from pilothouse.strategy.operations import check_context
from tests.bridge.stage import STEADY, indicator, line
from tests.cast import NOW, Cast, act
from tests.strategy.ground import assumed
from tests.web.strategy.aims import DUE, aims_of


def test_much_that_went_wrong_pushes_out_nothing_that_was_foreseen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    found = aims_of(cast)
    fallen = assumed(cast, objectives=[found.top])
    check_context(act(cast.owner), fallen, finding="fall", note="It is gone.")
    for turn in range(3):
        open_issue(
            act(cast.owner), origin=found.low, title=f"Trouble {turn}", owner=cast.owner, due=DUE, severity="serious",
            series=found.series,
        )  # fmt: skip
    _cut(monkeypatch)
    told = causes.causes_of(cast.leader, aims(cast.leader, NOW.date()))
    assert [cause.record.pk for cause in told[found.top.pk]] == [fallen.pk]
    assert [cause.record.kind for cause in told[found.low.pk]] == ["issue"]


def test_changes_of_earlier_years_push_out_nothing_that_is_open_now(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = aims_of(cast)
    series = line(cast, indicator(cast), cast.east, STEADY)
    set_target(act(cast.leader), series, value=51.0, by=DUE, objective=found.low)
    monday = NOW.date() - timedelta(days=NOW.date().weekday())
    for week in range(36):  # it falls three times, and each change is explained
        later = timedelta(weeks=week + 1)
        row = Row(series.pk, monday + timedelta(weeks=week), float((55, 40, 25)[week // 12] + week % 3))
        record_measurements(act(cast.leader, later=later), unit=cast.office, rows=[row], route="paste")
        for one in Signal.objects.filter(series=series, ended_at=None):
            explain_signal(act(cast.owner, later=later + timedelta(hours=1)), one, explanation="We know why.")
    *earlier, latest = Signal.objects.filter(series=series).order_by("pk")
    trouble = open_issue(
        act(cast.owner, later=timedelta(weeks=37)), origin=found.low, title="Trouble", owner=cast.owner, due=DUE,
        severity="serious", series=series,
    )  # fmt: skip
    _cut(monkeypatch)
    told = causes.causes_of(cast.leader, aims(cast.leader, NOW.date()))
    assert len(earlier) >= 2
    assert [cause.record.pk for cause in told[found.low.pk]] == [latest.pk, trouble.pk]


def test_an_idea_is_no_trouble_however_much_it_weighs(cast: Cast) -> None:
    found = aims_of(cast)
    for nature in ("idea", "incident"):
        open_issue(
            act(cast.owner), origin=found.low, title=nature, owner=cast.owner, due=DUE, severity="serious",
            nature=nature, series=found.series,
        )  # fmt: skip
    told = causes.causes_of(cast.leader, aims(cast.leader, NOW.date()))
    assert [cause.record.title for cause in told[found.low.pk]] == ["incident"]


def _cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell two causes at most."""
    monkeypatch.setattr(causes, "MOST", 2)
    monkeypatch.setattr(causes, "_ROWS", type(causes._ROWS)(causes._rows))
