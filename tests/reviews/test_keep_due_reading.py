"""What the numbers say on the day of a verdict is kept, whoever judges when."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.queries import system_person
from pilothouse.reviews.models import Decision, DueReading
from pilothouse.reviews.operations import judge_decision, keep_due_reading, put_off_verdict, read_due_verdicts
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import EVENING, NOW, Cast, act
from tests.reviews.story import AFTERWARDS, BY, HIGHER, LOWER, TODAY, decided, enter, forecast, series_of
from tests.reviews.young import AGAIN, DUE, young

ON_ITS_DAY = AFTERWARDS - timedelta(days=1)


def test_it_is_kept_once_on_the_day_and_stands_beside_what_is_judged(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    series = series_of(cast)
    decided(cast)  # nothing forecast: nothing to read
    late, decision = (decided(cast, expect=forecast(series)) for _ in range(2))
    enter(cast, series, HIGHER[:11], TODAY, ON_ITS_DAY - timedelta(days=1))
    system = system_person()
    assert not read_due_verdicts(act(system, later=ON_ITS_DAY - timedelta(days=1)))
    with pytest.raises(Refused):
        keep_due_reading(act(system, later=ON_ITS_DAY - timedelta(days=1)), decision)
    with pytest.raises(NotAllowed):
        keep_due_reading(act(cast.leader, later=ON_ITS_DAY), decision)
    enter(cast, series, HIGHER, TODAY, ON_ITS_DAY)
    assert {one.decision_id for one in read_due_verdicts(act(system, later=ON_ITS_DAY))} == {late.pk, decision.pk}
    assert not read_due_verdicts(act(system, later=AFTERWARDS))
    kept = DueReading.objects.get(decision=decision)
    assert (kept.verdict, kept.points) == ("as_forecast", 12)
    judge_decision(act(cast.leader, later=AFTERWARDS), decision, note="It helped.")
    rows = [Row(series.pk, TODAY + timedelta(weeks=week), float(value)) for week, value in enumerate(LOWER)]
    record_measurements(
        act(cast.leader, later=AFTERWARDS), unit=cast.office, rows=rows, route="paste", reason="Counted anew"
    )
    tell_story(act(cast.leader, later=AFTERWARDS), cast.organisation, day=TODAY + AFTERWARDS, note="A test.")
    client = signed_in(cast.leader)
    words = "when the verdict became due, the numbers said: better as forecast, +10.1 points"
    assert words not in client.get("/D-0003/").text  # judged as it stood on its day
    assert words in client.get("/D-0002/").text  # corrected since, and not judged yet
    judge_decision(act(cast.leader, later=AFTERWARDS + EVENING), late, note="It did not.")
    page = client.get("/D-0002/").text
    assert words in page
    assert "worse" in page
    assert verify().whole


def test_what_cannot_be_told_on_the_day_on_which_it_was_read_is_told_as_such(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    series, read = series_of(cast), AFTERWARDS + timedelta(days=30)
    decided(cast, expect=forecast(series))
    enter(cast, series, HIGHER[:2], TODAY, ON_ITS_DAY)
    read_due_verdicts(act(system_person(), later=read))
    enter(cast, series, HIGHER, TODAY, read + EVENING)
    tell_story(act(cast.leader, later=read + EVENING), cast.organisation, day=TODAY + read, note="A test.")
    words = (
        "On 25 Jun 2026, when they were first read, 31 days after the verdict became due, "
        "the numbers could not tell, with 2 values since it took effect."
    )
    assert words in signed_in(cast.leader).get("/D-0001/judge/").text


def test_what_was_put_off_is_kept_on_the_first_round_that_can_tell_it(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    """Else whoever put it off could watch the verdict move, and press when it pleases."""
    decision, system, until = young(cast), system_person(), AGAIN + timedelta(days=200)
    assert decision.series is not None
    read_due_verdicts(act(system, later=DUE))
    put_off_verdict(act(cast.owner, later=DUE + EVENING), Decision.objects.get(), note="Summer first.", until=until)
    weeks = [DUE + timedelta(weeks=week) for week in range(1, 13)]
    for week, (later, value) in enumerate(zip(weeks, (*HIGHER[:6], *LOWER[:6]), strict=True)):
        enter(cast, decision.series, (value,), BY + timedelta(weeks=week), later)
        read_due_verdicts(act(system, later=later + EVENING))
        assert DueReading.objects.exists() == (week >= 3), "two and four make six"
    kept, stored = DueReading.objects.get(), Decision.objects.get()
    assert (kept.verdict, kept.points, kept.at) == ("as_forecast", 6, NOW + weeks[3] + EVENING)
    assert (stored.state, stored.asked_again_on) == ("too_early", until), "nobody is asked before the day chosen"
    tell_story(act(cast.leader, later=weeks[-1]), cast.organisation, day=TODAY + weeks[-1], note="A test.")
    words = "the numbers said: better as forecast"
    page = signed_in(cast.owner).get("/D-0001/judge/").text
    assert words in page
    assert "What came or was corrected since says otherwise" in page
    judge_decision(act(cast.owner, later=weeks[-1] + EVENING), stored, note="It faded.")
    assert words in signed_in(cast.leader).get("/D-0001/").text
    assert not read_due_verdicts(act(system, later=until - TODAY))
    assert verify().whole


def test_it_asks_for_its_verdict_on_the_day_chosen_though_it_was_read_before(cast: Cast) -> None:
    decision, system, until = young(cast), system_person(), AGAIN + timedelta(days=60)
    assert decision.series is not None
    read_due_verdicts(act(system, later=DUE))
    put_off_verdict(act(cast.owner, later=DUE + EVENING), Decision.objects.get(), note="Summer first.", until=until)
    enter(cast, decision.series, HIGHER[:4], BY, AGAIN - TODAY)
    (kept,) = read_due_verdicts(act(system, later=AGAIN - TODAY))
    assert not read_due_verdicts(act(system, later=until - TODAY))
    stored = Decision.objects.get()
    assert (stored.state, stored.awaits_verdict(until)) == ("carried_out", True)
    assert DueReading.objects.get().at == kept.at
