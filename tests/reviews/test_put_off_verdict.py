"""A line about a verdict that is too early, and a later day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.measures.operations import end_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.queries import system_person
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import put_off_verdict, read_due_verdicts
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import EVENING, Cast, act
from tests.reviews.story import BY
from tests.reviews.young import AGAIN, DUE, young
from tests.web.reviews.stage import text_of


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
