"""The verdict."""

from datetime import date, timedelta

import pytest

from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import carry_out_decision, judge_decision, resume_decision
from pilothouse.reviews.queries import JUDGED_UNCARRIED, beside, how_decisions_worked, verdicts_due
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, BY, HIGHER, LOWER, SAME, TODAY, decided, enter, forecast, series_of


def after(
    cast: Cast,
    values: tuple[int, ...],
    size: float = 10.0,
    *,
    carried: bool = True,
    margin: float | None = None,
    first: date = TODAY,
) -> Decision:
    """A decision twelve weeks on, carried out at once unless told otherwise, with these values since."""
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series, size, margin=margin))
    if carried:
        carry_out_decision(act(cast.owner), decision)
    enter(cast, series, values, first, AFTERWARDS)
    return decision


@pytest.mark.parametrize(
    ("values", "size", "verdict"),
    [
        (HIGHER, 10.0, "as_forecast"),
        (HIGHER, 30.0, "less"),
        (SAME, 10.0, "no_change"),
        (SAME, 0.0, "cannot_be_told"),
        (LOWER, 10.0, "worse"),
    ],
)
def test_the_verdict_follows_from_the_numbers(cast: Cast, values: tuple[int, ...], size: float, verdict: str) -> None:
    decision = judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, values, size), note="So it went.")
    stored = Decision.objects.get()
    assert stored.state == verdict
    assert stored.verdict_note == "So it went."
    assert stored.low is not None
    assert stored.low <= stored.effect <= stored.high
    assert Entry.objects.filter(name="decision.judged", key=decision.pk).exists()
    assert verify().whole


def test_forecast_stands_beside_the_fact_in_shown_units(cast: Cast) -> None:
    found = beside(after(cast, HIGHER))
    assert found is not None
    assert found.expected == 10.0
    assert found.measured.effect == pytest.approx(80.4 - 70.3, abs=0.2)
    assert (found.measured.after_points, found.points) == (12, 12)


def test_not_before_its_day(cast: Cast) -> None:
    decision = after(cast, HIGHER)
    with pytest.raises(Refused):
        judge_decision(act(cast.leader, later=AFTERWARDS - timedelta(days=2)), decision, note="Early.")


def test_a_line_is_needed(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, HIGHER), note=" ")
    assert refusal.value.field == "note"


def test_too_few_values_wait_unless_no_more_will_come(cast: Cast) -> None:
    decision = after(cast, HIGHER[:2], first=BY - timedelta(weeks=2))
    with pytest.raises(Refused) as refusal:
        judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="Two weeks only.")
    assert refusal.value.field == "untellable"
    decision.refresh_from_db()
    judged = judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="It closed.", untellable=True)
    assert judged.state == "cannot_be_told"
    assert (judged.effect, judged.low, judged.high) == (None, None, None)  # two values have no range worth telling


def test_a_series_that_is_silent_cannot_tell(cast: Cast) -> None:
    judged = judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, HIGHER[:2]), note="Nobody counts.")
    assert judged.state == "cannot_be_told"


def test_a_computed_verdict_cannot_be_talked_away(cast: Cast) -> None:
    judged = judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, LOWER), note="Unlucky.", untellable=True)
    assert judged.state == "worse"


def test_without_forecast_there_is_no_verdict(cast: Cast) -> None:
    with pytest.raises(Refused, match="Nothing was forecast"):
        judge_decision(act(cast.leader, later=AFTERWARDS), decided(cast), note="We think it helped.")


@pytest.mark.parametrize("carried", [True, False])
def test_it_is_judged_whether_or_not_somebody_said_that_it_was_carried_out(cast: Cast, carried: bool) -> None:
    decision = after(cast, HIGHER, carried=carried)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="It helped.")
    stored = Decision.objects.get()
    assert (stored.state, stored.carried_in_time) == ("as_forecast", carried)
    found = how_decisions_worked(cast.leader, BY)  # what was never carried out is set apart
    assert (found.judged, found.calibration.count, found.uncarried) == ((1, 1, 0) if carried else (0, 0, 1))


@pytest.mark.parametrize(("said", "uncarried"), [(AFTERWARDS - timedelta(days=1), 0), (AFTERWARDS, 1)])
def test_what_is_said_to_be_carried_out_only_after_its_day_is_set_apart_too(
    cast: Cast, said: timedelta, uncarried: int
) -> None:
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series))
    carry_out_decision(act(cast.owner, later=said), decision, on=TODAY)
    enter(cast, series, HIGHER, TODAY, AFTERWARDS)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="It rose by itself.")
    found = how_decisions_worked(cast.leader, BY)
    assert (found.uncarried, found.judged) == (uncarried, 1 - uncarried)
    assert Decision.objects.filter(JUDGED_UNCARRIED).count() == uncarried
    assert Decision.objects.get().carried_in_time == (not uncarried)


def test_a_bad_verdict_is_not_taken_out_of_the_count_by_taking_back(cast: Cast) -> None:
    decision = after(cast, LOWER)
    with pytest.raises(Refused, match="what was said before stands"):
        resume_decision(act(cast.owner, later=AFTERWARDS, why="Not really."), decision)
    plan_action(
        act(cast.owner, later=AFTERWARDS), origin=decision, title="The rest", owner=cast.owner,
        due=TODAY + AFTERWARDS, purpose=Purpose.DECISION,
    )  # fmt: skip
    decision.refresh_from_db()
    assert (decision.state, decision.carried_on) == ("carried_out", TODAY)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="It fell.")
    found = how_decisions_worked(cast.leader, BY)
    assert (found.counts["worse"], found.uncarried) == (1, 0)
    assert verify().whole


def test_once_judged_it_stays(cast: Cast) -> None:
    decision = judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, HIGHER), note="Good.")
    with pytest.raises(Refused):
        judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="Better than good.")


def test_the_owner_may_add_the_line(cast: Cast) -> None:
    judged = judge_decision(act(cast.owner, later=AFTERWARDS), after(cast, SAME), note="No gain.")
    assert judged.state == "no_change"


@pytest.mark.parametrize("who", ["quality", "member", "auditor", "reader", "west_owner"])
def test_others_may_not(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        judge_decision(act(cast.people[who], later=AFTERWARDS), after(cast, SAME), note="Mine.")


def test_due_verdicts_and_whether_decisions_worked(cast: Cast) -> None:
    decided(cast)  # nothing forecast: it never waits for a verdict
    decision = after(cast, HIGHER)
    assert not verdicts_due(cast.leader, BY - timedelta(days=1))
    assert [one.pk for one in verdicts_due(cast.leader, BY)] == [decision.pk]
    assert (how_decisions_worked(cast.leader, BY).running, how_decisions_worked(cast.leader, BY).due) == (1, 1)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="Good.")
    found = how_decisions_worked(cast.leader, BY)
    assert found.counts["as_forecast"] == 1
    assert (found.judged, found.running, found.due) == (1, 0, 0)
    whole = found.calibration.whole
    assert whole is not None
    assert (whole.stated, whole.came_true) == (70.0, 100.0)


def test_a_promise_of_no_harm_without_a_margin_counts_for_neither_side(cast: Cast) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, SAME, 0.0), note="Nothing suffered.")
    found = how_decisions_worked(cast.leader, BY)
    assert found.counts["cannot_be_told"] == 1
    assert found.calibration.count == 0


def test_a_promise_of_no_harm_comes_true_where_a_harm_that_matters_is_excluded(cast: Cast) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, SAME, 0.0, margin=8.0), note="Nothing suffered.")
    found = how_decisions_worked(cast.leader, BY)
    assert (found.counts["as_forecast"], found.calibration.count) == (1, 1)


def test_what_one_may_not_see_is_not_counted(cast: Cast) -> None:
    judge_decision(act(cast.leader, later=AFTERWARDS), after(cast, HIGHER), note="Good.")
    assert how_decisions_worked(cast.west_owner, BY).judged == 0


def test_what_changed_by_less_than_matters_is_no_change(cast: Cast) -> None:
    decision = after(cast, tuple(value + 3 for value in SAME), 10.0, margin=8.0)
    judged = judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="Too little to matter.")
    assert judged.low is not None
    assert (judged.state, judged.low > 0) == ("no_change", True)
