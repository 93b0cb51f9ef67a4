"""The page of a process, and defining, changing, retiring, reviving."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from pilothouse.improvement.models import Severity
from pilothouse.improvement.operations import open_issue
from pilothouse.organisation.models import Person
from pilothouse.processes.models import Process
from tests.cast import Cast, act
from tests.web.processes.chain import chain_of

SignIn = Callable[[Person], Client]


def test_numbers_handovers_and_open_items_stand_on_it(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    issue = open_issue(
        act(cast.owner), origin=chain.signal, title="Late crews", owner=cast.owner, due=date(2026, 4, 1),
        severity=Severity.SERIOUS, unit=cast.east,
    )  # fmt: skip
    page = signed_in(cast.owner).get(f"/{chain.turn.code}/").content.decode()
    for words in ("Departures on time", "<svg", "Plan of the week", "In time", "History", issue.code):
        assert words in page
    assert f"/{chain.plan.code}/" in page


def test_open_signal_is_an_open_item(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    assert f"/{chain.signal.code}/" in signed_in(cast.owner).get(f"/{chain.turn.code}/").content.decode()
    assert f"/{chain.signal.code}/" not in signed_in(cast.west_owner).get(f"/{chain.turn.code}/").content.decode()


def test_only_who_may_shape_it_is_offered_to(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    address = f"/{chain.turn.code}/change/"
    assert address in signed_in(cast.owner).get(f"/{chain.turn.code}/").content.decode()
    assert address not in signed_in(cast.member).get(f"/{chain.turn.code}/").content.decode()
    for verb in ("change", "retire", "revive", "hand-overs/agree"):
        assert signed_in(cast.member).get(f"/{chain.turn.code}/{verb}/").status_code == 404


def test_define_change_retire_revive(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.owner)
    words = {"title": "Load", "purpose": "All bags aboard", "owner": cast.owner.pk, "part": "core", "position": ""}
    answer = client.post("/processes/define/", {**words, "unit": cast.east.pk})
    made = Process.objects.get(title="Load")
    assert answer.headers["Location"] == f"/{made.code}/"
    client.post(f"/{made.code}/change/", {**words, "title": "Load bags", "position": 3, "version": made.version})
    made.refresh_from_db()
    assert (made.title, made.position) == ("Load bags", 3)
    client.post(f"/{made.code}/retire/", {"reason": "outsourced", "version": made.version})
    made.refresh_from_db()
    assert made.ended
    client.post(f"/{made.code}/revive/", {"reason": "back again", "version": made.version})
    made.refresh_from_db()
    assert not made.ended


def test_what_a_rule_refuses_comes_back_in_words_with_what_was_typed(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    form = {"reason": "gone", "version": chain.turn.version}
    answer = signed_in(cast.owner).post(f"/{chain.turn.code}/retire/", form)
    assert answer.status_code == 422
    assert "Hand-overs still rest on this process" in answer.content.decode()
    assert "gone" in answer.content.decode()


def test_the_later_of_two_sees_both_versions(cast: Cast, signed_in: SignIn) -> None:
    chain = chain_of(cast)
    words = {"purpose": "p", "owner": cast.owner.pk, "part": "core", "position": 1, "version": chain.turn.version}
    first, second = signed_in(cast.owner), signed_in(cast.leader)
    assert first.post(f"/{chain.turn.code}/change/", {**words, "title": "Mine"}).status_code == 302
    answer = second.post(f"/{chain.turn.code}/change/", {**words, "title": "Yours"})
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert "Yours" in answer.content.decode()


def test_nobody_defines_without_the_right(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.member).get("/processes/define/").status_code == 404
    words = {"title": "Load", "purpose": "x", "owner": cast.owner.pk, "part": "core", "unit": cast.west.pk}
    assert signed_in(cast.owner).post("/processes/define/", words).status_code == 422
    assert not Process.objects.exists()
