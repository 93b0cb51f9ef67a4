"""An input that has climbed is left with whoever answers for it; the page tells the ways out to whom it asks."""

from datetime import timedelta

from django.utils import timezone

from pilothouse.reviews.models import InputWait
from pilothouse.reviews.operations import promise_input
from tests.cast import Cast, act
from tests.house.test_queries import signed_in
from tests.reviews.test_unread import day


def test_a_page_tells_the_ways_out_to_whom_it_asks(cast: Cast) -> None:
    row = InputWait.objects.create(input="providers", owner=cast.quality, empty=True, comes_by=day(-30))
    promise_input(act(cast.quality), "providers", until=day(10))
    page = "/reviews/inputs/providers/"
    clients = {name: signed_in(person) for name, person in cast.people.items()}
    told = {name: client.get(page).content.decode() for name, client in clients.items()}
    assert all("Climbed to" in text for text in told.values())
    assert {name for name, text in told.items() if "Take it over" in text and "Leave it, with a reason" in text} == {
        "leader"
    }
    assert {name for name, text in told.items() if "Promise a day" in text} == {"quality"}
    assert "Why it takes longer" in clients["quality"].get(f"{page}promise/").content.decode()
    assert "Why it takes longer" not in clients["leader"].get(f"{page}promise/").content.decode()
    answer = clients["leader"].post(f"{page}leave/", {"reason": ""})
    assert (answer.status_code, clients["leader"].post(f"{page}leave/", {"reason": "Wait."}).status_code) == (422, 302)
    text = clients["owner"].get(page).content.decode()
    assert "Managing director did not take it over:" in text
    assert "If nothing happens it climbs on" in text
    InputWait.objects.filter(pk=row.pk).update(owner=None, reply=None)
    refused = clients["leader"].post(f"{page}leave/", {"reason": "Wait."})
    assert "Nobody answers for it: take it over" in refused.content.decode()
    answer = clients["leader"].post(f"{page}promise/", {"until": timezone.localdate() + timedelta(days=9)})
    assert answer.status_code == 302
    assert InputWait.objects.get().owner == cast.leader
    text = clients["reader"].get(page).content.decode()
    assert "No data · promised for" in text
    assert "Climbed to" not in text
