"""Too early: a verdict of its own, asked for again on the day when enough values can have come."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from pilothouse.bridge.my_work import VERDICT, my_work
from pilothouse.measures.models import Series
from pilothouse.measures.operations import end_series, withdraw_measurement
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.queries import system_person
from pilothouse.records.climbing import climbs_of
from pilothouse.reviews.models import Decision, DueReading
from pilothouse.reviews.operations import (
    carry_out_decision,
    find_too_early,
    judge_decision,
    keep_due_reading,
    put_off_verdict,
    read_due_verdicts,
    resume_decision,
)
from pilothouse.reviews.operations import due as rounds
from pilothouse.reviews.queries import agenda_for, how_decisions_worked, live_inputs, verdicts_due
from pilothouse.reviews.rules import Section
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import EVENING, Cast, act
from tests.reviews.story import BY, HIGHER, TODAY, enter, planned
from tests.reviews.young import AGAIN, DUE, young
from tests.web.records.stage import exported
from tests.web.reviews.stage import text_of


def test_on_its_day_the_round_says_so_and_asks_again_when_enough_can_have_come(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    review, decision, system = planned(cast), young(cast), system_person()
    with pytest.raises(NotAllowed):
        find_too_early(act(cast.leader, later=DUE), decision)
    with pytest.raises(Refused):
        find_too_early(act(system, later=DUE - timedelta(days=1)), decision)
    assert not read_due_verdicts(act(system, later=DUE))
    stored = Decision.objects.get()
    assert (stored.state, stored.asked_again_on, stored.expected_by, stored.put_off) == ("too_early", AGAIN, BY, None)
    assert Entry.objects.filter(name="decision.too_early", key=decision.pk).exists()
    assert not DueReading.objects.exists()
    with pytest.raises(Refused, match="not possible from there"):
        resume_decision(act(cast.owner, later=DUE, why="Not really."), stored)
    with pytest.raises(Refused, match="not before"):
        judge_decision(act(cast.leader, later=DUE), stored, note="It helped.", untellable=True)
    found = how_decisions_worked(cast.leader, BY)
    assert (found.early, found.running, found.due, found.judged, found.calibration.count) == (1, 1, 0, 0, 0)
    assert not verdicts_due(cast.leader, AGAIN - timedelta(days=1))
    assert not climbs_of(Decision.objects.get(), AGAIN)
    asked = {day: agenda_for(review, cast.leader, day).taken for day in (BY, AGAIN)}
    found = {day: [one.reason for one in items if one.section is Section.VERDICTS] for day, items in asked.items()}
    assert found == {BY: [], AGAIN: ["waits for its verdict since 24 Jun 2026, it was too early on 25 May 2026"]}
    assert climbs_of(Decision.objects.get(), AGAIN + timedelta(days=8))[0].since == AGAIN
    assert [line.due for line in my_work(cast.owner, BY) if line.what is VERDICT] == [AGAIN]
    tell_story(act(cast.leader, later=DUE), cast.organisation, day=BY, note="A test.")
    client = signed_in(cast.owner)
    page = text_of(client, "/D-0001/")
    assert "2 of the 6 values that tell it have come since it took effect. One comes each week, with days of" in page
    assert "all of them can be in by 24 Jun 2026. Its verdict is asked for again on 24 Jun 2026, not before." in page
    assert "Say a line, or choose a later day" in page
    assert "/D-0001/" in text_of(client, "/reviews/decisions/?state=too_early")
    for path in ("/bridge/", "/reviews/", "/reviews/calibration/"):
        assert 'decisions/?verdict=early"' in text_of(client, path)
    assert "/D-0001/" in text_of(client, "/reviews/decisions/?verdict=early")
    (row,) = exported(client, "/reviews/decisions/?verdict=early&format=csv")
    assert {"too early", "2026-06-24", "2026-05-25"} <= set(row)
    assert "For 1 it is too early to tell" in text_of(client, "/bridge/")
    assert "1 too early" in text_of(client, "/reviews/calibration/")
    assert "too early to tell, asked again on 24 Jun 2026" in text_of(client, "/D-0001/thread/")
    enter(cast, Decision.objects.get().series, HIGHER[2:6], BY, AGAIN - TODAY)  # type: ignore[arg-type]
    assert [one.verdict for one in read_due_verdicts(act(system, later=AGAIN - TODAY))] == ["as_forecast"]
    assert Decision.objects.get().state == "carried_out"
    judge_decision(act(cast.leader, later=AGAIN - TODAY), Decision.objects.get(), note="It helped.")
    found = how_decisions_worked(cast.leader, AGAIN)
    assert (found.early, found.counts["as_forecast"], found.calibration.count) == (0, 1, 1)
    assert verify().whole


def test_what_is_not_carried_out_goes_on_asking_for_that(cast: Cast) -> None:
    young(cast, carried=False)
    read_due_verdicts(act(system_person(), later=DUE))
    stored = Decision.objects.get()
    assert (stored.state, stored.asked_again_on) == ("running", AGAIN)
    assert [climb.wait.name for climb in climbs_of(stored, BY)] == ["decision"]
    assert carry_out_decision(act(cast.owner, later=DUE), stored).state == "too_early"


AGAIN_DUE = AGAIN - TODAY


def standing(cast: Cast, on: date = AGAIN) -> tuple[str, bool, int, int]:
    """State, whether its verdict is awaited, and how many are counted as too early and as due."""
    decision, found = Decision.objects.get(), how_decisions_worked(cast.leader, on)
    return decision.state, decision.awaits_verdict(on), found.early, found.due


def measured(decision: Decision) -> Series:
    assert decision.series is not None
    return decision.series


def test_carried_out_after_it_is_asked_for_again_it_waits_for_its_verdict(cast: Cast) -> None:
    decision, system = young(cast, carried=False), system_person()
    read_due_verdicts(act(system, later=DUE))
    assert standing(cast, BY) == ("running", False, 1, 0)  # too early, and still to be carried out
    enter(cast, measured(decision), HIGHER[2:6], BY, AGAIN_DUE)
    assert [one.verdict for one in read_due_verdicts(act(system, later=AGAIN_DUE))] == ["as_forecast"]
    carry_out_decision(act(cast.owner, later=AGAIN_DUE), Decision.objects.get())
    assert standing(cast) == ("carried_out", True, 0, 1)


def test_what_had_been_read_as_nothing_is_asked_for_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    decision, system = young(cast), system_person()
    with monkeypatch.context() as before:  # as it was kept before "too early" was a verdict
        before.setattr(rounds, "early", lambda *given: None)
        before.setattr(rounds, "says_now", lambda *given: "")
        keep_due_reading(act(system, later=DUE), decision)
    assert not read_due_verdicts(act(system, later=DUE + EVENING))
    assert standing(cast, BY) == ("too_early", False, 1, 0)
    enter(cast, measured(decision), HIGHER[2:6], BY, AGAIN_DUE)
    for later in (AGAIN_DUE, AGAIN_DUE + EVENING):
        assert not read_due_verdicts(act(system, later=later))
        assert standing(cast) == ("carried_out", True, 0, 1)
    assert DueReading.objects.get().verdict == ""
    with monkeypatch.context() as never:  # nothing is left to compare
        never.setattr(rounds, "beside", None)
        assert not read_due_verdicts(act(system, later=AGAIN_DUE + EVENING))
    assert verify().whole


def test_what_is_put_off_after_its_values_were_withdrawn_is_asked_for_again(cast: Cast) -> None:
    decision, system = young(cast), system_person()
    read_due_verdicts(act(system, later=DUE))
    series = measured(decision)
    enter(cast, series, HIGHER[2:6], BY, AGAIN_DUE)
    read_due_verdicts(act(system, later=AGAIN_DUE))
    for week in (2, 3):
        withdraw_measurement(
            act(cast.leader, later=AGAIN_DUE), series, period=BY + timedelta(weeks=week), reason="Another station's"
        )
    put_off_verdict(act(cast.owner, later=AGAIN_DUE), Decision.objects.get(), note="Two weeks are missing.")
    later = AGAIN_DUE + timedelta(weeks=2)
    assert standing(cast) == ("too_early", False, 1, 0)
    enter(cast, series, HIGHER[4:6], BY + timedelta(weeks=4), later)
    assert not read_due_verdicts(act(system, later=later)), "what was read once stands"
    assert standing(cast, TODAY + later) == ("carried_out", True, 0, 1)
    assert DueReading.objects.get().verdict == "as_forecast"


def test_what_the_system_writes_down_is_no_news_of_what_was_decided(cast: Cast) -> None:
    decision, system = young(cast), system_person()

    def latest() -> date | None:
        inputs = live_inputs(cast.leader, AGAIN, BY - timedelta(days=91))
        return next(one for one in inputs if one.input.key == "earlier").latest

    read_due_verdicts(act(system, later=DUE))
    assert (Decision.objects.get().state, latest()) == ("too_early", TODAY)
    enter(cast, measured(decision), HIGHER[2:6], BY, AGAIN_DUE)
    read_due_verdicts(act(system, later=AGAIN_DUE))
    assert (Decision.objects.get().state, latest()) == ("carried_out", TODAY)
    judge_decision(act(cast.leader, later=AGAIN_DUE), Decision.objects.get(), note="It helped.")
    assert latest() == AGAIN


def test_what_is_put_off_is_judged_once_its_series_is_measured_no_more(cast: Cast) -> None:
    decision, later = young(cast), DUE + timedelta(days=10)
    read_due_verdicts(act(system_person(), later=DUE))
    put_off_verdict(
        act(cast.owner, later=DUE + EVENING), Decision.objects.get(), note="Later.", until=AGAIN + timedelta(days=300)
    )
    with pytest.raises(Refused):  # values may still come
        judge_decision(act(cast.owner, later=later), Decision.objects.get(), note="Enough.", untellable=True)
    end_series(act(cast.leader, later=later), measured(decision), on=TODAY + later)
    judged = judge_decision(act(cast.owner, later=later), Decision.objects.get(), note="Nobody will ever know.")
    assert judged.state == "cannot_be_told"
