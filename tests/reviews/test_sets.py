"""Is a change of a set of units taken up? Asked of the database for the bridge, and read for its page: one answer."""

from datetime import date, timedelta
from itertools import product

from pilothouse.improvement.operations import plan_action, report_problem
from pilothouse.measures.models import SharedChange, Signal
from pilothouse.records.operations import link_records
from pilothouse.reviews.queries import untaken
from tests.bridge.stage import LATER, answered, day, indicator, line
from tests.cast import Cast, act
from tests.reviews.taken import taken_by

OFFSETS = (-35, -28, -21, -14, -7, 0, 2)


def test_the_bridge_counts_what_the_page_shows_without_an_answer(cast: Cast) -> None:
    measured = [indicator(cast, title) for title in ("From a signal", "Linked with a signal", "Of its own", "Silent")]
    lines = {one.pk: [line(cast, one, unit).pk for unit in (cast.east, cast.west)] for one in measured}
    from_signal, linked, own, silent = measured
    issue = answered(cast, _signal(lines[from_signal.pk][0]))
    tie = {"reason": "The same cause"}
    link_records(act(cast.leader, later=timedelta(days=3)), issue, other=_signal(lines[linked.pk][1]), **tie)
    told = report_problem(act(cast.owner, later=timedelta(days=3)), unit=cast.east, title="Ice", severity="grave")
    link_records(act(cast.leader, later=timedelta(days=3)), own, other=told, **tie)
    action = plan_action(
        act(cast.owner, later=timedelta(days=3)), origin=issue, title="Salt", owner=cast.member, due=LATER,
        purpose="correction",
    )  # fmt: skip
    link_records(act(cast.leader, later=timedelta(days=3)), silent, other=action, **tie)
    found = [
        SharedChange(
            indicator=one, onset=day(onset), found=day(until), side=side, evidence=3.0,
            named=lines[one.pk], judged=lines[one.pk],
        )
        for one, onset, until, side in product(measured, OFFSETS, (*OFFSETS, 5), (-1, 1))
        if onset <= until
    ]  # fmt: skip
    SharedChange.objects.bulk_create(found)
    shown = {taken.shared.change.pk for taken in taken_by(cast.leader) if not taken.answers}
    counted = set(untaken(date.min).values_list("pk", flat=True))
    assert counted == shown
    by_indicator = {one.pk: sum(change.indicator_id == one.pk for change in found) for one in measured}
    waiting = {
        one.pk: sum(change.indicator_id == one.pk and change.pk in shown for change in found) for one in measured
    }
    assert waiting[silent.pk] == by_indicator[silent.pk], "an action is no answer"
    assert all(0 < waiting[one.pk] < by_indicator[one.pk] for one in (from_signal, linked, own))


def _signal(series: int) -> Signal:
    return Signal.objects.get(series=series)
