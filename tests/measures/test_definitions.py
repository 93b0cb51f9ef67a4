"""Indicators, series, baselines, targets and answers: each works, is refused by rule, and by right."""

from datetime import date

import pytest

from pilothouse.measures.models import Baseline, Indicator, Reading, Series, Signal, Target
from pilothouse.measures.operations import (
    answer_signal,
    change_indicator,
    end_series,
    end_target,
    explain_signal,
    open_series,
    rebase_signal,
    retire_indicator,
    revive_indicator,
    set_baseline,
    set_target,
)
from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from pilothouse.strategy.operations import set_objective
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, series_of, week

pytestmark = pytest.mark.django_db

YEAR_END = date(2026, 12, 31)


def names_since(size: int) -> list[str]:
    return list(Entry.objects.filter(seq__gte=size).order_by("seq").values_list("name", flat=True))


def whole(indicator: Indicator, **fields: object) -> dict[str, object]:
    """All fields of an indicator, as a form sends them."""
    names = ("title", "definition", "unit_of_measure", "value_kind", "direction", "frequency", "scale", "decimals")
    return {name: getattr(indicator, name) for name in names} | fields


# Indicators


def test_an_indicator_is_defined_with_what_it_belongs_to(cast: Cast) -> None:
    objective = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=YEAR_END)
    process = define_process(
        act(cast.quality),
        unit=cast.office,
        owner=cast.owner,
        title="Turn round",
        purpose="P",
        part=Part.CORE,
        position=1,
    )
    indicator = indicator_of(cast, "proportion", process=process, objectives=[objective], season=52)
    assert (indicator.code, indicator.state, indicator.owner) == ("IND-0001", "live", cast.quality)
    assert [serving.objective_id for serving in indicator.servings.all()] == [objective.pk]
    assert indicator.process == process
    assert verify().whole


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  "),
        ("title", "x" * 201),
        ("definition", ""),
        ("unit_of_measure", ""),
        ("value_kind", "feeling"),
        ("direction", "sideways"),
        ("frequency", "hour"),
        ("scale", 0.0),
        ("scale", float("nan")),
        ("scale", 100.0),
        ("decimals", 7),
        ("season", 1),
    ],
)
def test_unsound_definitions_are_refused(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(Refused) as refusal:
        indicator_of(cast, **{field: value})
    assert refusal.value.field == field
    assert not Indicator.objects.exists()


def test_who_may_define(cast: Cast) -> None:
    indicator = indicator_of(cast)
    for person in (cast.member, cast.owner, cast.reader):
        with pytest.raises(NotAllowed):
            change_indicator(act(person), indicator, **whole(indicator))  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            retire_indicator(act(person), indicator)


def test_a_change_replaces_the_whole_definition(cast: Cast) -> None:
    objectives = [
        set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title=title, due=YEAR_END)
        for title in ("One", "Two")
    ]
    indicator = indicator_of(cast, objectives=objectives[:1])
    change_indicator(act(cast.quality), indicator, **whole(indicator, title="New", objectives=objectives[1:]))  # type: ignore[arg-type]
    assert Indicator.objects.get().title == "New"
    assert [serving.objective.title for serving in indicator.servings.all()] == ["Two"]
    assert verify().whole


def test_somebody_else_saved_first(cast: Cast) -> None:
    stale = indicator_of(cast)
    fresh = Indicator.objects.get()
    change_indicator(act(cast.quality), fresh, **whole(fresh, title="First"))  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        change_indicator(act(cast.quality), stale, **whole(stale, title="Second"))  # type: ignore[arg-type]


def test_the_meaning_of_values_that_stand_is_not_changed(cast: Cast) -> None:
    series = series_of(cast)
    indicator = series.indicator
    change_indicator(act(cast.quality), indicator, **whole(indicator, value_kind="count"))  # type: ignore[arg-type]
    record(cast.member, series, [1])
    for field, value in (("value_kind", "value"), ("frequency", "day")):
        with pytest.raises(Refused) as refusal:
            change_indicator(act(cast.quality), indicator, **whole(indicator, **{field: value}))  # type: ignore[arg-type]
        assert refusal.value.field == field
        indicator.refresh_from_db()


def test_retired_and_revived(cast: Cast) -> None:
    indicator = indicator_of(cast)
    retire_indicator(act(cast.quality), indicator)
    for refused in (lambda: open_series(act(cast.quality), indicator, unit=cast.east),
                    lambda: change_indicator(act(cast.quality), indicator, **whole(indicator)),  # type: ignore[arg-type]
                    lambda: retire_indicator(act(cast.quality), indicator)):  # fmt: skip
        with pytest.raises(Refused):
            refused()
    assert revive_indicator(act(cast.quality), indicator).state == "live"


# Series


def test_a_series_opens_with_an_empty_reading(cast: Cast) -> None:
    size = Entry.objects.count() + 1
    series = series_of(cast)
    assert (series.place, series.reading.points) == ("EST", 0)
    assert names_since(size) == ["series.opened"]
    part = open_series(act(cast.quality), series.indicator, unit=cast.east, label=" Delta ")
    assert part.place == "EST · Delta"
    assert verify().whole


def test_one_series_each(cast: Cast) -> None:
    series = series_of(cast)
    with pytest.raises(Refused):
        open_series(act(cast.quality), series.indicator, unit=cast.east)
    with pytest.raises(Refused):
        open_series(act(cast.quality), series.indicator, unit=cast.east, label="x" * 61)
    assert Series.objects.count() == 1


def test_the_unit_s_own_definer_may_open_a_series_there_only(cast: Cast) -> None:
    indicator = indicator_of(cast)
    assert open_series(act(cast.owner), indicator, unit=cast.east)
    for person, unit in ((cast.owner, cast.west), (cast.member, cast.east)):
        with pytest.raises(NotAllowed):
            open_series(act(person), indicator, unit=unit)


def test_owning_the_indicator_does_not_show_foreign_units(cast: Cast) -> None:
    indicator = indicator_of(cast, owner=cast.owner)
    with pytest.raises(Refused) as refusal:
        open_series(act(cast.owner), indicator, unit=cast.west)
    assert refusal.value.field == "unit"


def test_a_series_ends_once(cast: Cast) -> None:
    series = series_of(cast)
    end_series(act(cast.owner), series, on=week(3))
    with pytest.raises(Refused):
        end_series(act(cast.owner), series, on=week(4))
    with pytest.raises(NotAllowed):
        end_series(act(cast.west_owner), series, on=week(4))


# Targets


def test_a_new_target_ends_the_one_before(cast: Cast) -> None:
    series = series_of(cast)
    first = set_target(act(cast.owner), series, value=80, by=YEAR_END)
    second = set_target(act(cast.owner), series, value=90, by=YEAR_END)
    assert list(Target.objects.filter(ended_at=None)) == [second]
    with pytest.raises(Refused):
        end_target(act(cast.owner), Target.objects.get(pk=first.pk))
    end_target(act(cast.owner), second)
    assert not Target.objects.filter(ended_at=None).exists()
    assert "target" not in Reading.objects.get(series=series).picture
    assert verify().whole


def test_impossible_targets_are_refused(cast: Cast) -> None:
    share = series_of(cast, kind="proportion")
    for value in (float("inf"), float("nan"), 101.0, -1.0):
        with pytest.raises(Refused) as refusal:
            set_target(act(cast.owner), share, value=value, by=YEAR_END)
        assert refusal.value.field == "value"


def test_who_may_set_targets_and_baselines(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    owned = series_of(cast, unit=cast.west, owner=cast.owner)
    assert set_target(act(cast.owner), owned, value=1, by=YEAR_END)
    for person in (cast.member, cast.west_owner, cast.reader):
        with pytest.raises(NotAllowed):
            set_target(act(person), series, value=80, by=YEAR_END)
        with pytest.raises(NotAllowed):
            set_baseline(act(person), series, first=week(0), last=week(15), reason="R")


# Baselines


def test_a_baseline_is_kept_with_its_reason(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    set_baseline(
        act(cast.owner), series, first=week(0), last=week(15), reason=" The winter ", left_out=[week(4), week(3)]
    )
    baseline = Baseline.objects.get()
    assert baseline.reason == "The winter"
    assert baseline.left_out == [week(3).isoformat(), week(4).isoformat()]
    assert verify().whole


@pytest.mark.parametrize(
    ("first", "last", "reason", "left_out", "field"),
    [
        (0, 15, " ", (), "reason"),
        (15, 0, "R", (), "first"),
        (0, 10, "R", (), "last"),
        (0, 12, "R", (3, 4), "last"),
        (0, 15, "R", (16,), "left_out"),
        (40, 60, "R", (), "last"),
    ],
)
def test_unsound_baselines_are_refused(
    cast: Cast, first: int, last: int, reason: str, left_out: tuple[int, ...], field: str
) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, 50.0])
    with pytest.raises(Refused) as refusal:
        set_baseline(
            act(cast.owner),
            series,
            first=week(first),
            last=week(last),
            reason=reason,
            left_out=[week(number) for number in left_out],
        )
    assert refusal.value.field == field
    assert not Baseline.objects.exists()


def test_a_seasonal_baseline_needs_two_seasons(cast: Cast) -> None:
    series = series_of(cast, season=10)
    record(cast.member, series, [*STEADY, *STEADY])
    with pytest.raises(Refused):
        set_baseline(act(cast.owner), series, first=week(0), last=week(18), reason="R")
    assert set_baseline(act(cast.owner), series, first=week(0), last=week(19), reason="R")


# Signals


@pytest.fixture
def signal(cast: Cast) -> Signal:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *(40.0, 40.5, 39.5, 40.0) * 3))
    return Signal.objects.get()


def test_a_signal_is_explained(cast: Cast, signal: Signal) -> None:
    explain_signal(act(cast.owner), signal, explanation=" Runway works ")
    stored = Signal.objects.get()
    assert (stored.state, stored.explanation, stored.answered_at) == ("explained", "Runway works", act(cast.owner).at)
    for again in (lambda: explain_signal(act(cast.owner), stored, explanation="No"),
                  lambda: answer_signal(act(cast.owner), stored)):  # fmt: skip
        with pytest.raises(Refused):
            again()
    assert verify().whole


def test_an_explanation_says_something(cast: Cast, signal: Signal) -> None:
    with pytest.raises(Refused) as refusal:
        explain_signal(act(cast.owner), signal, explanation=" ")
    assert refusal.value.field == "explanation"


def test_a_signal_is_answered_by_an_issue(cast: Cast, signal: Signal) -> None:
    assert answer_signal(act(cast.quality), signal).state == "answered"


def test_a_signal_is_answered_by_a_new_baseline(cast: Cast, signal: Signal) -> None:
    rebase_signal(act(cast.owner), signal, first=week(16), last=week(27), reason="New timetable")
    assert Signal.objects.get().state == "explained"
    assert Reading.objects.get().centre == pytest.approx(40, abs=0.5)
    assert verify().whole


def test_who_may_answer(cast: Cast, signal: Signal) -> None:
    for person in (cast.member, cast.west_owner, cast.reader, cast.auditor):
        with pytest.raises(NotAllowed):
            explain_signal(act(person), signal, explanation="X")
        with pytest.raises(NotAllowed):
            answer_signal(act(person), signal)
