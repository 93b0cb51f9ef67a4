"""Too early: a verdict of its own, asked for again on the day when enough values can have come."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.bridge.my_work import VERDICT, my_work
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.queries import system_person
from pilothouse.records.climbing import climbs_of
from pilothouse.reviews.models import Decision, DueReading
from pilothouse.reviews.operations import carry_out_decision, find_too_early, judge_decision, read_due_verdicts
from pilothouse.reviews.queries import how_decisions_worked, verdicts_due
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import BY, HIGHER, TODAY, enter
from tests.reviews.young import AGAIN, DUE, young
from tests.web.records.stage import exported
from tests.web.reviews.stage import text_of


def test_on_its_day_the_round_says_so_and_asks_again_when_enough_can_have_come(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    decision, system = young(cast), system_person()
    with pytest.raises(NotAllowed):
        find_too_early(act(cast.leader, later=DUE), decision)
    with pytest.raises(Refused):
        find_too_early(act(system, later=DUE - timedelta(days=1)), decision)
    assert not read_due_verdicts(act(system, later=DUE))
    stored = Decision.objects.get()
    assert (stored.state, stored.asked_again_on, stored.expected_by, stored.put_off) == ("too_early", AGAIN, BY, None)
    assert Entry.objects.filter(name="decision.too_early", key=decision.pk).exists()
    assert not DueReading.objects.exists()
    with pytest.raises(Refused, match="not before"):
        judge_decision(act(cast.leader, later=DUE), stored, note="It helped.", untellable=True)
    found = how_decisions_worked(cast.leader, BY)
    assert (found.early, found.running, found.due, found.judged, found.calibration.count) == (1, 1, 0, 0, 0)
    assert not verdicts_due(cast.leader, AGAIN - timedelta(days=1))
    assert not climbs_of(Decision.objects.get(), AGAIN)
    assert climbs_of(Decision.objects.get(), AGAIN + timedelta(days=8))[0].since == AGAIN
    assert [line.due for line in my_work(cast.owner, BY) if line.what is VERDICT] == [AGAIN]
    tell_story(act(cast.leader, later=DUE), cast.organisation, day=BY, note="A test.")
    client = signed_in(cast.owner)
    page = text_of(client, "/D-0001/")
    assert "2 of the 6 values that tell it have come since it took effect. One comes each week, with days of" in page
    assert "all of them can be in by 24 Jun 2026. Its verdict is asked for again on 24 Jun 2026, not before." in page
    assert "Say a line, or choose a later day" in page
    for path in ("/reviews/decisions/?state=too_early", "/reviews/decisions/?verdict=early"):
        assert "/D-0001/" in text_of(client, path)
    (row,) = exported(client, "/reviews/decisions/?format=csv")
    assert {"too early", "2026-06-24", "2026-05-25"} <= set(row)
    for path in ("/reviews/", "/bridge/"):
        assert "is too early to tell" in text_of(client, path)
    assert "1 too early" in text_of(client, "/reviews/calibration/")
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
