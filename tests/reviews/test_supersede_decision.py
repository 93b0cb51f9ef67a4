"""Deciding anew what was decided before."""

from datetime import timedelta

import pytest

from pilothouse.organisation.queries import system_person
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import (
    carry_out_decision,
    judge_decision,
    put_off_verdict,
    read_due_verdicts,
    supersede_decision,
)
from pilothouse.reviews.queries import how_decisions_worked
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import EVENING, Cast, act
from tests.reviews.story import AFTERWARDS, BY, LOWER, TODAY, decided, enter, forecast, series_of
from tests.reviews.young import AGAIN, DUE, young


def anew(cast: Cast, decision: Decision, by: str = "leader", later: timedelta = timedelta()) -> Decision:
    return supersede_decision(
        act(cast.people[by], later=later), decision, owner=cast.owner, due=TODAY + later + timedelta(days=60),
        title="End the second crew", choice="End it", reason="It cannot be shown to help.",
    )  # fmt: skip


def test_the_earlier_one_ends_and_both_stay(cast: Cast) -> None:
    old = decided(cast)
    new = anew(cast, old)
    stored = Decision.objects.get(pk=old.pk)
    assert stored.state == "superseded"
    assert stored.choice == "Second crew from 04:30"
    assert (new.supersedes_id, new.origin_id, new.unit) == (old.pk, old.pk, cast.east)
    assert Entry.objects.filter(name="decision.superseded", key=old.pk).exists()
    assert verify().whole


def test_a_verdict_once_given_is_kept(cast: Cast) -> None:
    old = decided(cast, expect=forecast(series_of(cast)))
    judge_decision(act(cast.leader, later=AFTERWARDS), old, note="Who knows.", untellable=True)
    anew(cast, old, later=AFTERWARDS)
    assert Decision.objects.get(pk=old.pk).state == "cannot_be_told"


def test_a_verdict_that_is_due_is_given_first(cast: Cast) -> None:
    old = decided(cast, expect=forecast(series_of(cast)))
    with pytest.raises(Refused, match="The verdict on D-0001 is due: give it first"):
        anew(cast, old, later=AFTERWARDS - timedelta(days=1))  # on its day
    assert Decision.objects.get().state == "running"


def test_what_was_put_off_is_not_withdrawn_in_sight_of_the_numbers(cast: Cast) -> None:
    young(cast)
    read_due_verdicts(act(system_person(), later=DUE))
    until, seen = AGAIN + timedelta(days=300), AGAIN - TODAY + timedelta(days=60)
    put_off_verdict(act(cast.owner, later=DUE + EVENING), Decision.objects.get(), note="Summer first.", until=until)
    with pytest.raises(Refused, match="2027-04-20 or as soon as enough values are in, then decide anew"):
        anew(cast, Decision.objects.get(), later=DUE + EVENING)
    enter(cast, Decision.objects.get().series, LOWER[:8], BY, seen)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="give that first"):
        anew(cast, Decision.objects.get(), later=seen)
    judge_decision(act(cast.leader, later=seen), Decision.objects.get(), note="It fell.")
    anew(cast, Decision.objects.get(), later=seen)
    found = how_decisions_worked(cast.leader, TODAY + seen)
    assert (found.judged, found.calibration.count, found.superseded, found.early) == (1, 1, 0, 0)
    assert verify().whole


def test_a_forecast_superseded_before_its_verdict_is_counted_as_such(cast: Cast) -> None:
    anew(cast, decided(cast))  # nothing forecast: it would never have had a verdict
    anew(cast, decided(cast, expect=forecast(series_of(cast))), later=AFTERWARDS - timedelta(days=2))
    found = how_decisions_worked(cast.leader, BY)
    assert (found.superseded, found.judged, found.running, found.uncarried) == (1, 0, 0, 0)


def test_what_is_carried_out_is_superseded_too(cast: Cast) -> None:
    old = carry_out_decision(act(cast.owner), decided(cast, expect=forecast(series_of(cast))))
    anew(cast, old)
    assert Decision.objects.get(pk=old.pk).state == "superseded"


def test_only_once(cast: Cast) -> None:
    old = decided(cast)
    anew(cast, old)
    with pytest.raises(Refused):
        anew(cast, Decision.objects.get(pk=old.pk))


@pytest.mark.parametrize("who", ["quality", "owner", "member", "auditor", "reader"])
def test_only_who_decides_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        anew(cast, decided(cast), by=who)
