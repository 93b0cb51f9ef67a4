"""A line about a verdict that is too early, and a later day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.measures.operations import end_series, withdraw_measurement
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.queries import system_person
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import judge_decision, put_off_verdict, read_due_verdicts
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import EVENING, Cast, act
from tests.reviews.story import BY, HIGHER, LOWER, TODAY, enter
from tests.reviews.young import AGAIN, DUE, young
from tests.web.reviews.stage import decision_form, text_of


def test_a_person_says_a_line_and_may_choose_a_later_day_twice(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    young(cast)
    tell_story(act(cast.leader, later=DUE), cast.organisation, day=BY, note="A test.")
    client = signed_in(cast.owner)
    assert "It is too early for a verdict." in text_of(client, "/D-0001/judge/")
    for until, words in (("2026-06-24", "Enough values can have come by"), ("2027-12-01", "within a year of it")):
        refused = client.post("/D-0001/judge/", {"note": "Wait for Zoë", "until": until})
        assert refused.status_code == 422
        assert words in refused.text
        assert "Wait for Zoë" in refused.text
        assert f'value="{until}"' in refused.text
    assert client.post("/D-0001/judge/", {"note": "Wait for Zoë"}).status_code == 302
    stored = Decision.objects.get()
    assert (stored.state, stored.asked_again_on, stored.put_off) == ("too_early", AGAIN, None)
    for times, day in enumerate((AGAIN + timedelta(days=7), AGAIN + timedelta(days=9)), 1):
        put_off_verdict(act(cast.owner, later=DUE + EVENING), stored, note="Summer first.", until=day)
        assert (stored.asked_again_on, stored.put_off) == (day, times)
    with pytest.raises(Refused, match="put off twice"):
        put_off_verdict(act(cast.owner, later=DUE + EVENING), stored, note="Once more.", until=day + timedelta(days=1))
    with pytest.raises(NotAllowed):
        put_off_verdict(act(cast.member, later=DUE + EVENING), stored, note="Mine.")
    page = text_of(client, "/D-0001/")
    assert "Put off twice to a later day." in page
    assert "Too early: Wait for Zoë" in page
    assert verify().whole


def test_where_no_more_values_come_it_cannot_be_told(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    decision = young(cast)
    assert decision.series is not None
    end_series(act(cast.leader, later=DUE), decision.series, on=BY)
    with pytest.raises(Refused, match="not too early"):
        put_off_verdict(act(cast.owner, later=DUE), decision, note="Wait.")
    assert [one.verdict for one in read_due_verdicts(act(system_person(), later=DUE))] == ["cannot_be_told"]
    tell_story(act(cast.leader, later=DUE), cast.organisation, day=BY, note="A test.")
    page = text_of(signed_in(cast.owner), "/D-0001/judge/")
    assert "and no more are awaited" in page
    assert "So it is: cannot be told" in page


def test_the_verdict_on_what_was_put_off_is_given_as_soon_as_the_numbers_tell_it(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    young(cast)
    read_due_verdicts(act(system_person(), later=DUE))
    until, seen = AGAIN + timedelta(days=60), AGAIN - TODAY
    put_off_verdict(act(cast.owner, later=DUE + EVENING), Decision.objects.get(), note="Summer first.", until=until)
    with pytest.raises(Refused, match="due on 2026-08-23, not before"):
        judge_decision(act(cast.leader, later=seen), Decision.objects.get(), note="Enough.", untellable=True)
    tell_story(act(cast.leader, later=seen), cast.organisation, day=AGAIN, note="A test.")
    client = signed_in(cast.leader)
    page = text_of(client, "/D-0001/")
    assert "asked for again on 23 Aug 2026, not before" in page
    assert "/D-0001/supersede/" not in page
    assert "it was too early to tell: what is replaced before its verdict" in text_of(client, "/D-0001/supersede/")
    posted = decision_form(cast, title="End it", due=until.isoformat())
    refused = client.post("/D-0001/supersede/", posted)
    assert refused.status_code == 422
    assert "give that first, on 2026-08-23 or as soon as enough values are in" in refused.text
    assert 'value="End it"' in refused.text
    enter(cast, Decision.objects.get().series, LOWER[:4], BY, seen)  # type: ignore[arg-type]
    page = text_of(client, "/D-0001/")
    assert (
        "Enough values have come by now. Its verdict is asked for again on 23 Aug 2026, and may be given before" in page
    )
    assert "/D-0001/judge/" in page
    assert "So it is: cannot be told" in text_of(client, "/D-0001/judge/")
    assert client.post("/D-0001/judge/", {"note": "It did nothing.", "shown": "cannot_be_told"}).status_code == 302
    assert Decision.objects.get().state == "cannot_be_told"


def test_a_line_is_kept_with_what_was_shown_and_with_nothing_else(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    decision, seen = young(cast), AGAIN - TODAY
    series = decision.series
    assert series is not None
    read_due_verdicts(act(system_person(), later=DUE))
    enter(cast, series, HIGHER[2:5], BY, seen)
    tell_story(act(cast.leader, later=seen), cast.organisation, day=AGAIN, note="A test.")
    client = signed_in(cast.owner)
    assert 'name="shown" value="too_early"' in text_of(client, "/D-0001/judge/")
    enter(cast, series, HIGHER[5:6], BY + timedelta(weeks=3), seen + EVENING)
    early = {"note": "Wait for Zoë", "until": "2026-08-23", "shown": "too_early"}
    for untellable in ({}, {"untellable": "on"}):
        refused = client.post("/D-0001/judge/", early | untellable)
        assert refused.status_code == 422
        for words in ("Wait for Zoë", 'value="2026-08-23"', "So it is: better as forecast", 'value="as_forecast"'):
            assert words in refused.text
    refused = client.post("/D-0001/judge/", early | {"shown": "as_forecast"})
    assert "no later day is kept with it" in refused.text
    assert Decision.objects.get().state == "too_early"
    withdraw_measurement(act(cast.leader, later=seen + EVENING), series, period=BY, reason="Another station's")
    refused = client.post("/D-0001/judge/", {"note": "It helped.", "shown": "as_forecast"})
    assert "By now the numbers say “too early”: look again before you send your line." in refused.text
    assert "It helped." in refused.text
    assert 'name="shown" value="too_early"' in refused.text
    assert Decision.objects.get().judged_at is None
    assert client.post("/D-0001/judge/", early).status_code == 302
    assert Decision.objects.get().asked_again_on == AGAIN + timedelta(days=60)
