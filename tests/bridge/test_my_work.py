"""Everything that waits for one person, by when it is needed."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.my_work import When, my_work
from pilothouse.bridge.waiting import reach_of
from pilothouse.improvement.operations import complete_action, plan_action, report_problem
from pilothouse.measures.models import Direction, Signal
from pilothouse.measures.operations import explain_signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import note_leaving
from pilothouse.records.climbing import usual_limits
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import Forecast, carry_out_decision, decide, plan_review
from pilothouse.strategy.operations import set_objective
from tests.bridge.stage import LATER, TODAY, answered, day, fallen
from tests.cast import Cast, act

MOST_QUERIES = 8


def told(person: Person, days: int = 0) -> list[tuple[str, str, str]]:
    return [(str(line.when), str(line.what), line.record.title) for line in my_work(person, day(days))]


def test_a_signal_waits_for_its_answer_and_then_no_more(cast: Cast) -> None:
    signal = fallen(cast)
    assert told(signal.owner) == [("now", "Answer the signal", signal.title)]
    explain_signal(act(signal.owner), signal, explanation="Runway closed.")
    assert told(signal.owner) == []


def test_an_action_comes_nearer(cast: Cast) -> None:
    issue = answered(cast, fallen(cast))
    plan_action(
        act(cast.owner, later=timedelta(days=2)), origin=issue, title="Restore buffers", owner=cast.member,
        due=LATER, purpose="corrective",
    )  # fmt: skip
    assert [when for when, _, _ in told(cast.member)] == ["later"]
    assert [when for when, _, _ in told(cast.member, 20)] == ["soon"]
    assert [when for when, _, _ in told(cast.member, 30)] == ["now"]
    climbed = []
    for _once in range(2):
        reached = {one.wait.name: (one.overdue, one.climbed) for one in reach_of(cast.leader, usual_limits(), day(31))}
        climbed.append(reached["action"])
        note_leaving(act(cast.leader, later=timedelta(days=3)), cast.member, on=day(0))
    assert climbed == [(1, 0), (1, 1)], "what is left behind climbs at once where limits are tried out too"


def test_what_is_done_waits_for_its_proof(cast: Cast) -> None:
    signal = fallen(cast)
    issue = answered(cast, signal)
    action = plan_action(
        act(cast.owner, later=timedelta(days=2)), origin=issue, title="Restore buffers", owner=cast.member, due=LATER,
        purpose="corrective", series=signal.series,
    )  # fmt: skip
    complete_action(act(cast.member, later=timedelta(days=3)), action, outcome="Done.", done_on=day(3))
    lines = my_work(cast.member, day(200)) + my_work(cast.owner, day(200))
    proofs = [line for line in lines if line.record.kind == "verification"]
    assert [str(line.what) for line in proofs] == ["Confirm the effect"]
    assert "action" not in [line.record.kind for line in lines]


def test_silence_is_counted_once_it_is_overdue(cast: Cast) -> None:
    signal = fallen(cast)
    (line,) = my_work(signal.owner, TODAY)
    assert line.silent == 0
    (line,) = [line for line in my_work(signal.owner, day(20)) if line.record.kind == "signal"]
    assert line.silent == 13


def test_reports_wait_for_those_who_triage(cast: Cast) -> None:
    issue = report_problem(act(cast.member), unit=cast.east, title="Belt stops", severity="serious")
    for person in (cast.leader, cast.quality):
        assert told(person) == [("now", "Accept or decline", issue.title)]
    assert told(cast.west_owner) == told(cast.member) == []


def test_reviews_wait_for_those_invited(cast: Cast) -> None:
    plan_review(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Business review", on=day(5), since=TODAY,
        attendees=[cast.quality],
    )  # fmt: skip
    assert told(cast.quality) == [("soon", "Attend", "Business review")]
    assert told(cast.leader) == [("soon", "Hold the review", "Business review")]


def test_missing_values_wait_for_the_owner_of_the_indicator(cast: Cast) -> None:
    signal = fallen(cast)
    explain_signal(act(signal.owner), signal, explanation="Runway closed.")
    late = my_work(cast.owner, day(40))
    assert [(str(line.what), line.series) for line in late] == [("Bring in the missing value", signal.series)]
    assert my_work(cast.member, day(40)) == []


def test_an_objective_asks_on_its_day(cast: Cast) -> None:
    set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Calm mornings", due=LATER)
    assert told(cast.leader) == []
    assert told(cast.leader, 30) == [("now", "Say whether it was reached", "Calm mornings")]


def decided_on(cast: Cast, signal: Signal, by: int) -> Decision:
    """A decision to be carried out within ten days; its verdict follows after so many."""
    expect = Forecast(series=signal.series, direction=Direction.UP, size=5.0, by=day(by), confidence=60)
    return decide(
        act(cast.leader), unit=cast.east, owner=cast.member, due=day(10), title="Two crews", choice="Two",
        reason="Late tows.", forecast=expect,
    )  # fmt: skip


def test_a_decision_asks_to_be_carried_out_and_later_for_its_verdict(cast: Cast) -> None:
    decision = decided_on(cast, fallen(cast), by=60)
    assert told(cast.member) == [("soon", "Carry out", "Two crews")]
    (line,) = my_work(cast.member, day(20))
    assert (line.when, line.due, line.silent) == (When.NOW, day(10), 10)
    carry_out_decision(act(cast.member, later=timedelta(days=20)), decision)
    assert [(str(line.what), line.when, line.due, line.silent) for line in my_work(cast.member, day(30))] == [
        ("Compare forecast and fact", When.LATER, day(60), 0)
    ]
    assert told(cast.member, 60) == [("now", "Compare forecast and fact", "Two crews")]


def test_what_nobody_carried_out_asks_for_both_once_its_verdict_is_due(cast: Cast) -> None:
    decided_on(cast, fallen(cast), by=60)
    assert told(cast.member, 60) == [
        ("now", "Carry out", "Two crews"), ("now", "Compare forecast and fact", "Two crews"),
    ]  # fmt: skip


def test_urgent_first_and_queries_stay_few(cast: Cast) -> None:
    issue = answered(cast, fallen(cast))
    for number in range(10):
        plan_action(
            act(cast.owner, later=timedelta(days=2)), origin=issue, title=f"Step {number}", owner=cast.owner,
            due=day(100 - number), purpose="correction",
        )  # fmt: skip
    person = Person.objects.get(pk=cast.owner.pk)
    with CaptureQueriesContext(connection) as queries:
        lines = my_work(person, day(95))
    assert len(queries) <= MOST_QUERIES
    assert [line.when for line in lines] == sorted((line.when for line in lines), key=list(When).index)
    dues = [line.due for line in lines if line.when is not When.NOW]
    assert dues == sorted(dues)  # type: ignore[type-var]
