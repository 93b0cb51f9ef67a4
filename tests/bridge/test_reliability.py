"""Promise reliability, against the dates first promised."""

from datetime import date, timedelta
from importlib import import_module

from django.apps import apps

from pilothouse.bridge.reliability import FEWEST, Cell, Part, Promises, cells, monthly
from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import cancel_action, complete_action, plan_action, verify_effect
from pilothouse.records.operations import move_due
from pilothouse.trail.verify import verify
from tests.bridge.stage import LATER, answered, day, fallen
from tests.cast import Cast, act
from tests.improvement.story import AFTER_SAME, watched
from tests.improvement.story import line as series_of


def counted(cast: Cast, until: date) -> list[Cell]:
    """Every promise for a day before this one."""
    return cells(date(2026, 1, 1), until, cast.organisation.tz)


def promised(cast: Cast, count: int) -> list[Action]:
    """So many actions, all first promised for LATER (1 April, day 30)."""
    issue = answered(cast, fallen(cast))
    return [
        plan_action(
            act(cast.owner, later=timedelta(days=2)), origin=issue, title=f"Step {turn}", owner=cast.member, due=LATER,
            purpose="correction",
        )
        for turn in range(count)
    ]  # fmt: skip


def test_a_moved_date_does_not_mend_a_broken_promise(cast: Cast) -> None:
    kept, moved, late, open_, gone, given_up = promised(cast, 6)
    cancel_action(act(cast.member, later=timedelta(days=29)), gone, reason="No need.")
    complete_action(act(cast.member, later=timedelta(days=30)), kept, outcome="Done.", done_on=day(30))
    moved = move_due(act(cast.member, later=timedelta(days=31), why="Parts."), moved, due=day(40))  # type: ignore[assignment]
    complete_action(act(cast.member, later=timedelta(days=32)), moved, outcome="Done.", done_on=day(32))
    complete_action(act(cast.member, later=timedelta(days=33)), late, outcome="Done.", done_on=day(33))
    cancel_action(act(cast.member, later=timedelta(days=34)), given_up, reason="It was late anyway.")
    (cell,) = counted(cast, day(50))
    assert (cell.month, cell.unit, cell.process) == (date(2026, 4, 1), cast.east.pk, None)
    assert cell.promises == Promises(made=5, kept=1, moved=1, days=10, people=frozenset({cast.member.pk}))
    assert open_.state == "planned"


def test_what_had_no_effect_was_kept_all_the_same(cast: Cast) -> None:
    proof = watched(cast, series_of(cast, AFTER_SAME))
    before = counted(cast, day(50))
    assert before[0].promises == Promises(made=1, kept=1, people=frozenset({cast.member.pk}))
    verify_effect(act(cast.owner), proof, verdict="no_change", reason="Flat.", due=day(40))
    assert counted(cast, day(50)) == before  # nobody moved anything
    action = Action.objects.get(pk=proof.origin_id)
    cancel_action(act(cast.owner, later=timedelta(days=60)), action, reason="Something else is tried.")
    assert counted(cast, day(50)) == before
    assert verify().whole
    # What history tells to rows of before is what is kept with new ones.
    first_times = import_module("pilothouse.improvement.migrations.0006_first_done")._first_times(apps)
    action.refresh_from_db()
    assert first_times == {action.pk: (action.first_done_on, action.due_when_done)}


def test_a_promise_counts_once_its_day_has_passed(cast: Cast) -> None:
    promised(cast, 1)
    assert counted(cast, LATER) == []
    assert len(counted(cast, LATER + timedelta(days=1))) == 1


def test_few_promises_tell_nothing() -> None:
    few, many = Promises(FEWEST - 1, 4, 2, 9), Promises(FEWEST, 4, 2, 9)
    assert (few.share, few.moved_by) == (None, None)
    assert (many.share, many.moved_by) == (80.0, 4.5)


def parts_of(*promises: Promises) -> list[Part]:
    """One for each month of 2025."""
    return [Part(date(2025, place + 1, 1), date(2025, place + 1, 1), one) for place, one in enumerate(promises)]


def test_months_are_judged_by_a_p_chart() -> None:
    parts = parts_of(*[Promises(40, 36)] * 7, Promises(40, 10), Promises(2, 0))
    line = monthly(parts)
    assert line.parts == tuple(parts)
    assert line.side == (0,) * 7 + (-1, 0)
    assert line.shares[-1] is None
    centre = 100 * (7 * 36 + 10) / 320
    assert line.centre[0] is not None
    assert abs(line.centre[0] - centre) < 1e-9
    assert line.whole.made == 322


def test_no_limits_from_few_months() -> None:
    assert set(monthly(parts_of(Promises(40, 36))).centre) == {None}
    assert monthly([]).whole.share is None
