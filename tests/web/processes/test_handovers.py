"""Hand-overs in the browser: agreed, reworded, ended, and found by nobody who may not."""

from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.processes.models import Handover
from pilothouse.trail.models import Entry
from tests.cast import Cast
from tests.web.processes.chain import chain_of

SignIn = Callable[[Person], Client]


def test_agree_an_output_to_the_customer(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    client = signed_in(cast.owner)
    address = f"/{chain.turn.code}/hand-overs/agree/?as=giver"
    assert f'value="{chain.turn.pk}" selected' in client.get(address).content.decode()
    client.post(address, {"giver": chain.turn.pk, "taker": "", "what": "Departure on time", "agreed": "15 minutes"})
    made = Handover.objects.get(what="Departure on time")
    assert (made.giver, made.taker) == (chain.turn, None)


def test_twice_is_refused_beside_the_field(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    words = {"giver": chain.plan.pk, "taker": chain.turn.pk, "what": "plan of the WEEK", "agreed": ""}
    answer = signed_in(cast.owner).post(f"/{chain.turn.code}/hand-overs/agree/", words)
    assert "This is agreed already." in answer.content.decode()
    assert Handover.objects.count() == 1


def test_reword_and_end(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    client, address = signed_in(cast.owner), f"/{chain.turn.code}/hand-overs/{chain.handover.pk}/"
    assert "End this hand-over" in client.get(address).content.decode()
    client.post(address, {"what": "Plan of the day", "agreed": "by noon", "version": chain.handover.version})
    chain.handover.refresh_from_db()
    assert chain.handover.what == "Plan of the day"
    assert client.post(f"{address}end/", {"version": 1}).status_code == 409
    assert client.post(f"{address}end/", {"version": chain.handover.version, "why": "x"}).status_code == 302
    assert not Handover.objects.exists()


def test_a_reason_that_is_too_long_is_refused_and_stays_typed(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    client, address = signed_in(cast.owner), f"/{chain.turn.code}/hand-overs/{chain.handover.pk}/"
    given = {"version": chain.handover.version, "why": "Nobody plans weeks any more. " * 12}
    answer = client.post(f"{address}end/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert given["why"].strip() in page
    assert 'value="plan of the week"' in page.lower(), "its words stand as they are kept"
    assert Handover.objects.exists()
    assert client.post(f"{address}end/", given | {"why": "Nobody plans weeks any more."}).status_code == 302
    assert '"why":"Nobody plans weeks any more."' in Entry.objects.get(name="handover.ended").body


def test_not_found_for_others_and_from_elsewhere(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    address = f"/{chain.turn.code}/hand-overs/{chain.handover.pk}/"
    for person in (cast.member, cast.west_owner, cast.reader):
        client = signed_in(person)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}end/", {"version": 1}).status_code == 404
    assert signed_in(cast.owner).get(f"/{chain.turn.code}/hand-overs/999/").status_code == 404
    assert signed_in(cast.owner).get(f"{address}end/").status_code == 405
