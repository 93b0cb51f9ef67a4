"""Agenda order, forecasts, outcomes, calibration: decided without database or clock."""

import itertools
import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse import spc
from pilothouse.measures.periods import next_period
from pilothouse.reviews.rules import (
    REASON,
    VERDICTS,
    Awaited,
    Candidate,
    Fault,
    Finding,
    Judged,
    Later,
    Parts,
    Section,
    arranged,
    both,
    calibration,
    enough_by,
    expected_effect,
    fault_of_forecast,
    fault_of_later,
    first_period,
    fitting,
    going_on,
    outcome,
    points_between,
    silent_first,
)
from pilothouse.reviews.rules.calibration import interval, tails
from pilothouse.reviews.states import DECISION


def measured(effect: float, half: float, *, after: int = 12) -> spc.Shift:
    """A comparison with this effect and half-width; too few points after are too early."""
    verdict = spc.Verdict.TOO_EARLY if after < 6 else spc.Verdict.NO_CHANGE
    return spc.Shift(effect, effect - half, effect + half, 80.0, 80.0 + effect, 12, after, 0.0, verdict)


@pytest.mark.parametrize(
    ("effect", "half", "expected", "better", "state"),
    [
        (5.1, 2.9, 6.0, "up", "as_forecast"),
        (9.0, 2.0, 3.0, "up", "as_forecast"),
        (3.0, 1.0, 6.0, "up", "less"),
        (0.4, 1.0, 6.0, "up", "no_change"),
        (-4.0, 1.0, 6.0, "up", "worse"),
        (2.0, 5.0, 6.0, "up", "cannot_be_told"),
        (-8.0, 2.0, -8.0, "down", "as_forecast"),
        (4.0, 2.0, -8.0, "down", "worse"),
        (0.2, 1.0, 0.0, "up", "cannot_be_told"),
    ],
)
def test_outcome_follows_interval_and_forecast(
    effect: float, half: float, expected: float, better: str, state: str
) -> None:
    assert outcome(measured(effect, half), expected=expected, better=better) == state


def test_an_item_goes_on_as_the_candidate_with_which_it_has_records_in_common() -> None:
    def group(first: int, *others: int) -> Candidate:
        return Candidate(first, Section.SIGNALS, 1.0, "new", Parts(together=others))

    known = [(1, {1, 2, 3}), (4, {4}), (7, {7, 8})]
    moved, same, split, new = group(2, 1, 3), group(4, 8), group(7), group(8)
    assert going_on(known, [moved, same, split, new]) == {0: moved, 1: same, 2: split}
    assert going_on(known, [group(9, 8, 1, 3)]) == {0: group(9, 8, 1, 3)}, "most in common"
    assert going_on([], [new]) == {}


def test_too_few_values_give_no_outcome() -> None:
    assert outcome(measured(9.0, 1.0, after=3), expected=6.0, better="up") is None


def test_a_promise_of_no_harm_comes_true_where_a_harm_that_matters_is_excluded() -> None:
    assert outcome(measured(0.2, 1.0), expected=0.0, better="up", margin=2.0) == "as_forecast"
    assert outcome(measured(0.2, 1.0), expected=0.0, better="down", margin=1.0) == "cannot_be_told"
    day = date(2026, 1, 1)
    days = {"decided_on": day, "effect_from": day, "due": day, "by": date(2026, 3, 1)}
    assert fault_of_forecast(size=0.0, confidence=80, margin=2.0, **days) is None
    for size, margin in ((0.0, 0.0), (0.0, math.inf), (3.0, -1.0), (3.0, 0.0)):
        assert fault_of_forecast(size=size, confidence=80, margin=margin, **days) is Fault.MARGIN
    assert fault_of_forecast(size=3.0, confidence=80, margin=3.0, **days) is None
    assert fault_of_forecast(size=3.0, confidence=80, margin=3.1, **days) is Fault.MARGIN_ABOVE


@pytest.mark.parametrize(
    ("shift", "margin", "state"),
    [
        (0.5, None, "less"),
        (0.5, 2.0, "no_change"),  # surely better, and surely by less than matters
        (0.5, 0.4, "less"),
        (-0.5, 2.0, "no_change"),
        (-0.5, 0.4, "worse"),
        (6.0, 2.0, "as_forecast"),
    ],
)
def test_what_surely_changed_by_less_than_matters_is_no_change(shift: float, margin: float | None, state: str) -> None:
    before = [80.0, 80.2, 79.8, 80.1, 79.9, 80.0] * 3
    after = [value + shift for value in before]
    found = spc.shift(before, after, direction=1, smallest=margin)
    assert outcome(found, expected=6.0, better="up", margin=margin) == state


def test_every_verdict_is_a_state_and_a_step_of_a_decision() -> None:
    assert set(VERDICTS) == {step.end for step in DECISION.life.steps} - {
        "superseded", "running", "carried_out", "too_early", "done",
    }  # fmt: skip


def test_expected_effect_is_signed_by_its_direction() -> None:
    assert expected_effect("down", 3.0) == -3.0
    assert expected_effect("up", 3.0) == 3.0


@pytest.mark.parametrize(
    ("size", "confidence", "effect_from", "by", "fault"),  # to be carried out by 9 March
    [
        (3.0, 70, date(2026, 3, 9), date(2026, 6, 1), None),
        (0.0, 1, date(2026, 3, 2), date(2026, 3, 9), None),
        (3.0, 70, date(2026, 3, 2), date(2026, 3, 8), Fault.BEFORE_DUE),
        (-3.0, 70, date(2026, 3, 9), date(2026, 6, 1), Fault.SIZE),
        (float("nan"), 70, date(2026, 3, 9), date(2026, 6, 1), Fault.SIZE),
        (float("inf"), 70, date(2026, 3, 9), date(2026, 6, 1), Fault.SIZE),
        (3.0, 0, date(2026, 3, 9), date(2026, 6, 1), Fault.CONFIDENCE),
        (3.0, 100, date(2026, 3, 9), date(2026, 6, 1), Fault.CONFIDENCE),
        (3.0, 70, date(2026, 3, 1), date(2026, 6, 1), Fault.EFFECT_FROM),
        (3.0, 70, date(2026, 6, 1), date(2026, 6, 1), Fault.BY),
    ],
)
def test_faults_of_forecasts(size: float, confidence: int, effect_from: date, by: date, fault: Fault | None) -> None:
    found = fault_of_forecast(
        size=size, confidence=confidence, decided_on=date(2026, 3, 2), effect_from=effect_from, due=date(2026, 3, 9),
        by=by,
    )  # fmt: skip
    assert found is fault


def test_points_are_the_periods_up_to_the_day_and_never_too_few() -> None:
    assert points_between("week", date(2026, 1, 5), date(2026, 3, 30)) == 12
    assert points_between("month", date(2026, 1, 1), date(2026, 3, 1)) == 3


@pytest.mark.parametrize(
    ("frequency", "first", "by", "points"),
    [
        ("day", date(2026, 1, 1), date(2026, 1, 31), 30),
        ("week", date(2026, 1, 5), date(2026, 3, 29), 11),
        ("week", date(2026, 1, 7), date(2026, 4, 1), 11),
        ("month", date(2026, 1, 1), date(2026, 7, 1), 6),
        ("month", date(2026, 1, 15), date(2026, 7, 15), 5),
        ("month", date(2026, 2, 1), date(2027, 2, 1), 12),
        ("quarter", date(2026, 1, 1), date(2027, 1, 1), 4),
        ("quarter", date(2026, 1, 1), date(2026, 12, 31), 3),
        ("year", date(2022, 1, 1), date(2027, 1, 1), 5),
        ("month", date(2026, 1, 1), date(9999, 12, 31), 95_687),
    ],
)
def test_a_forecast_speaks_of_whole_periods_of_the_calendar(frequency: str, first: date, by: date, points: int) -> None:
    assert points_between(frequency, first, by) == points
    period, counted = first_period(first, frequency), 0
    while by.year < 9999 and (period := next_period(period, frequency)) <= by:
        counted += 1
    assert by.year == 9999 or counted == points


def test_agenda_keeps_sections_and_names_each_record_once_with_all_its_reasons() -> None:
    found = arranged(
        [
            Candidate(7, Section.OBJECTIVES, 1.0, "low chance"),
            Candidate(1, Section.SIGNALS, 2.0, "new"),
            Candidate(2, Section.SIGNALS, 1002.0, "unanswered"),
            Candidate(7, Section.OBJECTIVES, 0.5, "another series"),
            Candidate(3, Section.ISSUES, 2.0, "grave"),
        ]
    )
    assert [(c.record_id, c.reason) for c in found] == [
        (2, "unanswered"), (1, "new"), (3, "grave"), (7, "low chance; another series"),
    ]  # fmt: skip


def test_sections_take_places_in_turn_and_silence_takes_none_of_another() -> None:
    silent = [Candidate(key, Section.SILENT, 90.0, "silent", brought=Section.ACTIONS) for key in range(30)]
    others = [Candidate(100 + key, Section.ISSUES, 1.0, "serious") for key in range(4)]
    verdict = Candidate(200, Section.SILENT, 1.0, "silent", brought=Section.VERDICTS)
    found = fitting([*silent, *others, verdict], {Section.SILENT, Section.ISSUES, Section.VERDICTS}, 9)
    assert [one.record_id for one in found.taken] == [0, 1, 2, 3, 200, 100, 101, 102, 103]
    assert found.left == {Section.ACTIONS: 26}
    assert fitting(others, set(Section), 9).left == {}


def test_a_long_reason_ends_at_a_word_and_keeps_its_silence() -> None:
    silence = "silent, climbed to Ålesund"
    told = both("beyond 10\u00a0% " * 60, silence)
    assert REASON - 15 < len(told) <= REASON
    assert told.endswith(("10\u00a0%…; " + silence, "beyond…; " + silence))
    assert (both("", silence), both("late", ""), both("", "")) == (silence, "late", "")
    wanted = [Candidate(1, Section.RISKS, 1.0, "warned " * 40), Candidate(1, Section.APPETITE, 1.0, "beyond " * 40)]
    (moved,) = arranged(silent_first(wanted, {1: (9.0, silence)}))
    assert (moved.shares, moved.reason.startswith("warned warned")) == (Section.RISKS, True)
    assert moved.reason.endswith("beyond…; " + silence)
    (group,) = arranged(silent_first(wanted[:1], {1: (9.0, "")}))
    assert group.reason == "warned " * 40  # the silence of another in its group is not for this one to tell


def test_calibration_compares_what_was_said_with_what_came_true() -> None:
    found = calibration(
        [
            Judged("as_forecast", 80),
            Judged("less", 80),
            Judged("no_change", 60),
            Judged("as_forecast", 60),
            Judged("cannot_be_told", 90),
            Judged("cannot_be_told", None),
            Judged("running", 70),
        ]
    )
    assert found.whole is not None
    assert (found.count, found.whole.stated, found.whole.came_true) == (4, 70.0, 50.0)
    assert [(band.first, band.count, band.stated, band.came_true) for band in found.bands] == [
        (60, 2, 60.0, 50.0), (80, 2, 80.0, 50.0),
    ]  # fmt: skip
    assert found.brier == pytest.approx((0.04 + 0.64 + 0.36 + 0.16) / 4)
    assert found.finding is Finding.TOO_FEW  # four forecasts tell nothing about how people judge


def test_nothing_judged_is_no_calibration() -> None:
    found = calibration([])
    assert (found.whole, found.brier, found.finding) == (None, None, Finding.NOTHING)


def test_who_says_eighty_and_gets_two_of_ten_is_too_sure() -> None:
    found = calibration([Judged("as_forecast", 80)] * 2 + [Judged("worse", 80)] * 8)
    assert found.finding is Finding.TOO_SURE
    assert found.chance == pytest.approx(2 * 7.79e-5, rel=0.01)  # binomial, n = 10, p = .8, at most 2


def test_who_says_thirty_and_always_gets_it_is_not_sure_enough() -> None:
    assert calibration([Judged("as_forecast", 30)] * 6).finding is Finding.NOT_SURE_ENOUGH


def test_eight_of_ten_at_eighty_fits() -> None:
    assert calibration([Judged("as_forecast", 80)] * 8 + [Judged("less", 80)] * 2).finding is Finding.FITS


@pytest.mark.parametrize(
    ("true", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (3, 4, 0.3006, 0.9544), (1, 1, 0.2065, 1.0)],
)
def test_the_interval_is_that_of_wilson(true: int, count: int, low: float, high: float) -> None:
    assert interval(true, count) == pytest.approx((low, high), abs=5e-5)


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=12), st.data())
def test_the_tails_are_those_of_all_outcomes(chances: list[float], data: st.DataObject) -> None:
    true = data.draw(st.integers(0, len(chances)))
    fewer, more = tails(chances, true)
    exact = sum(
        math.prod(p if came else 1 - p for p, came in zip(chances, outcome_of, strict=True))
        for outcome_of in itertools.product((0, 1), repeat=len(chances))
        if sum(outcome_of) <= true
    )
    assert fewer == pytest.approx(exact, abs=1e-9)
    assert fewer + more >= 1 - 1e-9


@given(st.lists(st.builds(Judged, st.sampled_from(VERDICTS), st.integers(1, 99))))
def test_bands_hold_every_forecast_that_could_be_told(judged: list[Judged]) -> None:
    found = calibration(judged)
    assert sum(band.count for band in found.bands) == found.count
    assert found.count == sum(one.state != "cannot_be_told" for one in judged)


@pytest.mark.parametrize(
    ("latest", "have", "ended", "again"),
    [
        (None, 0, None, date(2026, 5, 20)),  # six weeks from 6 April end on 17 May, a Monday begins the next
        (date(2026, 4, 13), 2, None, date(2026, 5, 20)),
        (date(2026, 4, 13), 2, date(2026, 5, 11), date(2026, 5, 20)),  # measured until the week that it takes
        (date(2026, 4, 13), 2, date(2026, 5, 4), None),
        (date(2026, 3, 30), 5, None, date(2026, 4, 22)),  # late, but more may come: with the next value
        (date(2026, 3, 23), 5, None, date(2026, 4, 22)),
    ],
)
def test_enough_values_can_have_come_by(latest: date | None, have: int, ended: date | None, again: date | None) -> None:
    awaited = Awaited("week", date(2026, 4, 6), have, 6, latest=latest, ended_on=ended)
    assert enough_by(awaited, date(2026, 4, 20)) == again


def test_nothing_is_awaited_of_a_silent_series_and_every_frequency_has_its_day() -> None:
    on = date(2026, 7, 1)
    assert enough_by(Awaited("week", date(2026, 4, 6), 2, 6, latest=date(2026, 4, 13)), on) is None
    assert enough_by(Awaited("quarter", date(2026, 1, 1), 1, 3, latest=date(2026, 1, 1)), on) == date(2026, 10, 15)
    assert enough_by(Awaited("year", date(2026, 1, 1), 0, 3), on) == date(2029, 1, 31)
    assert first_period(date(2026, 4, 7), "week") == date(2026, 4, 13)
    assert first_period(date(2026, 4, 6), "week") == date(2026, 4, 6)


def test_what_is_measured_daily_is_not_silent_after_a_holiday() -> None:
    thursday = date(2026, 4, 2)  # before Easter
    awaited = Awaited("day", date(2026, 4, 1), 2, 6, latest=thursday)
    for days in range(1, 22):
        on = thursday + timedelta(days=days)
        assert enough_by(awaited, on) == max(on + timedelta(days=1), date(2026, 4, 8)), on
    assert enough_by(awaited, thursday + timedelta(days=22)) is None
    weekly = Awaited("week", date(2026, 4, 6), 2, 6, latest=date(2026, 4, 13))
    assert enough_by(weekly, date(2026, 5, 12)) is not None
    assert enough_by(weekly, date(2026, 5, 13)) is None  # three weeks overdue: of anything rarer nothing changes


def test_a_later_day_is_chosen_twice_and_within_a_year() -> None:
    again = date(2026, 6, 24)
    assert fault_of_later(again, again, 0) is Later.NOT_LATER
    assert fault_of_later(date(2027, 6, 25), again, 1) is None
    assert fault_of_later(date(2027, 6, 26), again, 1) is Later.TOO_FAR
    assert fault_of_later(date(2026, 7, 1), again, 2) is Later.TOO_OFTEN
