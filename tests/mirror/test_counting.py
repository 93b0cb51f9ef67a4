"""Questions that need a longer story than the one of the stage: what lies about, comes back, and learns."""

from datetime import date, timedelta

from pilothouse.improvement.models import Action, Issue
from pilothouse.improvement.operations import (
    complete_action,
    name_recurrence,
    name_risk,
    report_problem,
    triage_issue,
    verify_effect,
)
from pilothouse.measures.operations import open_series, set_target
from pilothouse.mirror.counting import count_all, span_up_to
from pilothouse.mirror.rules import Sum
from pilothouse.records.operations import move_due
from pilothouse.risks.operations import assess_by_matrix, drop_opportunity, realise_opportunity
from tests.cast import NOW, Cast, act
from tests.improvement.story import LATER, line, opened, planned, watched
from tests.reviews.story import enter, series_of
from tests.risks.story import chance, rated

DAY = timedelta(days=1)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def months(cast: Cast, name: str, days: int = 125) -> dict[date, tuple[float, float]]:
    """What was counted in each month, seen so many days later; nothing in the months without."""
    tally = count_all(span_up_to(NOW + timedelta(days=days), cast.organisation.tz))[name]
    return {month: (one.numerator, one.denominator) for month, one in tally.months.items() if one != Sum()}


def test_an_open_action_lies_about_by_its_first_day_wherever_it_has_moved(cast: Cast) -> None:
    done, moved = planned(cast), planned(cast)  # by 16 March
    complete_action(act(cast.member, later=DAY), done, outcome="Bought")
    move_due(act(cast.member, later=2 * DAY, why="Later."), moved, due=LATER + 300 * DAY)
    assert months(cast, "long-overdue", 95) == {MARCH: (0, 1), APRIL: (1, 1), MAY: (1, 1)}
    complete_action(act(cast.member, later=50 * DAY), Action.objects.get(pk=moved.pk), outcome="Bought")
    assert months(cast, "long-overdue", 95) == {MARCH: (0, 1)}, "done on 21 April"


def test_what_was_proved_came_back_within_a_year_or_not(cast: Cast) -> None:
    series = line(cast)
    proofs = [watched(cast, series, opened(cast)) for _turn in range(3)]
    fresh = [opened(cast) for _turn in range(2)]
    for proof in proofs:
        verify_effect(act(cast.owner, later=DAY), proof, verdict="better", reason="As the chart shows.")
    earlier = [Issue.objects.get(pk=Action.objects.get(pk=proof.origin_id).origin_id) for proof in proofs]
    name_recurrence(act(cast.owner, later=2 * DAY), fresh[0], earlier=earlier[0])
    assert months(cast, "returned-after-proof") == {}, "the year is not over"
    # It was entered before the proof: it is no return after it.
    assert months(cast, "returned-after-proof", 400) == {date(2027, 3, 1): (0, 3)}
    late = opened_later(cast, 100 * DAY)
    name_recurrence(act(cast.owner, later=101 * DAY), late, earlier=earlier[1])
    assert months(cast, "returned-after-proof", 400) == {date(2027, 3, 1): (1, 3)}


def opened_later(cast: Cast, later: timedelta) -> Issue:
    """An issue of a later day."""
    told = report_problem(act(cast.member, later=later), unit=cast.east, title="Tow bar broken", severity="slight")
    triage = {"owner": cast.owner, "due": LATER + later, "severity": "slight", "nature": "nonconformity"}
    return triage_issue(act(cast.quality, later=later), told, **triage)


def test_a_risk_that_happened_is_rated_anew_or_not(cast: Cast) -> None:
    learnt, frozen = rated(cast), rated(cast)
    for turn, found in enumerate((learnt, frozen)):
        name_risk(act(cast.owner, later=turn * DAY), opened_later(cast, turn * DAY), risk=found)
    assess_by_matrix(act(cast.owner, later=20 * DAY), learnt, likelihood=3, impact=3)
    assess_by_matrix(act(cast.owner, later=60 * DAY), frozen, likelihood=3, impact=3)
    assert months(cast, "rated-after-happening") == {MARCH: (1, 2)}


def test_opportunities_end_with_or_without_a_gain(cast: Cast) -> None:
    taken, left = chance(cast), chance(cast)
    realise_opportunity(act(cast.owner, later=DAY), taken, reason="Two tugs run.")
    drop_opportunity(act(cast.owner, later=2 * DAY), left, reason="No grant.")
    assert months(cast, "opportunities-realised") == {MARCH: (1, 2)}


def test_targets_on_values_that_never_vary(cast: Cast) -> None:
    moving = series_of(cast)
    flat = open_series(act(cast.leader), moving.indicator, unit=cast.west)
    enter(cast, flat, (70,) * 20, NOW.date() - timedelta(weeks=20), timedelta())
    for series in (moving, flat):
        set_target(act(cast.leader, later=DAY), series, value=90.0, by=date(2026, 12, 31))
    assert months(cast, "values-never-vary")[MARCH] == (1, 2)
