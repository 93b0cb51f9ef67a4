"""How sure leaders were beside how often it came true, and the forums that are counted."""

from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import Forum, Review
from pilothouse.reviews.operations import carry_out_decision, judge_decision, open_forum, put_in_forum
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, HIGHER, TODAY, decided, enter, forecast, planned, series_of
from tests.web.records.stage import exported
from tests.web.reviews.stage import tell, text_of

SignIn = Callable[[Person], Client]


def test_nothing_told_yet_teaches_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    text = text_of(signed_in(cast.leader), "/reviews/calibration/")
    assert "No forecast could be told yet" in text
    assert "No forum is named" in text


def test_one_forecast_is_told_with_its_reach_and_no_judgement(cast: Cast, signed_in: SignIn) -> None:
    client, series = signed_in(cast.leader), series_of(cast)
    review = planned(cast)
    tell(cast)
    forum = open_forum(act(cast.leader), name="Weekly operations", cadence="week", unit=cast.office)
    put_in_forum(act(cast.quality), review, forum=forum)
    decision = decided(cast, expect=forecast(series), review=review)
    carry_out_decision(act(cast.owner), decision)
    enter(cast, series, HIGHER, TODAY, AFTERWARDS)
    judge_decision(act(cast.owner, later=AFTERWARDS), decision, note="It worked.")
    tell_story(act(cast.leader, later=AFTERWARDS), cast.organisation, day=TODAY + AFTERWARDS, note="A test.")
    text = text_of(client, "/reviews/calibration/")
    assert "of the one forecast that could be told, 100 % came true. Too few to tell how well we judge." in text
    assert 'class="cal"' in text
    (row,) = exported(client, "/reviews/calibration/?format=csv")
    assert (row[0], row[7], row[9]) == ("Weekly operations", "1", "100.0")
    assert "21 to 100\u00a0%" in text
    assert "Weekly operations" in text
    assert "Too few to tell how well we judge." in text_of(client, "/bridge/")
    # Who sees the decision is told which forum made it, of whatever unit that is.
    assert "Weekly operations" in text_of(signed_in(cast.owner), "/reviews/calibration/")


def test_a_forum_is_changed_closed_and_opened_again(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    client = signed_in(cast.quality)
    client.post("/reviews/forums/open/", {"name": "Ops", "cadence": "week", "unit": str(cast.office.pk)})
    key = Forum.objects.get().pk
    taken = client.post("/reviews/forums/open/", {"name": "ops", "cadence": "week", "unit": str(cast.office.pk)})
    assert taken.status_code == 422
    assert "Another forum has this name." in taken.text
    client.post(f"/reviews/forums/{key}/change/", {"name": "Operations", "cadence": "month", "version": "1"})
    client.post(f"/reviews/forums/{key}/close/")
    assert "meets no more" in text_of(client, "/reviews/calibration/")
    client.post(f"/reviews/forums/{key}/reopen/")
    assert (Forum.objects.get().name, Forum.objects.get().ended_on) == ("Operations", None)
    others = signed_in(cast.owner)  # of Airport East: the forum is of the central office
    assert others.post(f"/reviews/forums/{key}/close/").status_code == 404
    assert "Operations" not in text_of(others, "/reviews/calibration/")
    assert "Operations" not in text_of(others, "/reviews/all/")


def test_lists_narrow_to_a_forum_and_a_review_is_put_into_one(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    planned(cast)
    client = signed_in(cast.quality)
    client.post("/reviews/forums/open/", {"name": "Ops", "cadence": "week", "unit": str(cast.office.pk)})
    key = Forum.objects.get().pk
    assert "REV-0001" not in text_of(client, f"/reviews/all/?forum={key}")
    assert "REV-0001" in text_of(client, "/reviews/all/?forum=none")
    client.post("/REV-0001/forum/", {"forum": str(key), "version": "1"})
    assert Review.objects.get().forum_id == key
    assert "REV-0001" in text_of(client, f"/reviews/all/?forum={key}")
    text_of(client, f"/reviews/decisions/?forum={key}")
