"""Lists of issues and actions."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.operations import verify_effect
from pilothouse.organisation.models import Person
from pilothouse.records.operations import move_due
from tests.cast import Cast, act
from tests.improvement.story import LATER, line, opened, planned, reported, watched

SignedIn = Callable[[Person], Client]


def exported(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_filtered_by_plain_words(cast: Cast, signed_in: SignedIn) -> None:
    waiting, grave = reported(cast), opened(cast, severity="grave")
    client = signed_in(cast.quality)
    rows = exported(client, "/improvement/issues/?severity=grave&format=csv")
    assert [row[0] for row in rows] == ["Number", grave.code]
    rows = exported(client, "/improvement/issues/?state=reported&format=csv")
    assert [row[0] for row in rows] == ["Number", waiting.code]
    assert exported(client, "/improvement/issues/?q=elephant&format=csv")[1:] == []


def test_nothing_unseen_is_listed_or_exported(cast: Cast, signed_in: SignedIn) -> None:
    opened(cast), planned(cast)
    client = signed_in(cast.west_owner)
    for name in ("issues", "actions"):
        assert exported(client, f"/improvement/{name}/?format=csv")[1:] == []
        assert "Tow" not in client.get(f"/improvement/{name}/").content.decode()


def test_actions_say_what_they_are_for(cast: Cast, signed_in: SignedIn) -> None:
    action = planned(cast)
    move_due(act(cast.member, later=timedelta(seconds=1), why="Parts."), action, due=LATER + timedelta(days=7))
    head, row = exported(signed_in(cast.member), "/improvement/actions/?format=csv")
    told = dict(zip(head, row, strict=True))
    assert (told["First promised for"], told["First done on"]) == (LATER.isoformat(), "")
    assert told["Times its date was moved"] == "1"
    text = signed_in(cast.member).get("/improvement/actions/?owner=me").content.decode()
    assert action.title in text
    assert "corrective action" in text


def test_effects_say_what_was_found(cast: Cast, signed_in: SignedIn) -> None:
    proof = watched(cast, line(cast))
    verify_effect(act(cast.owner), proof, verdict="better", reason="Ten points more")
    text = signed_in(cast.owner).get("/improvement/effects/?state=all").content.decode()
    assert '+10.1 points (95 %: +8.7 to +11.5) <a class="trust"' in text
    action = proof.origin
    for place in (f"/{action.code}/", f"/{proof.code}/", f"/{action.origin.code}/"):
        assert '+8.7 to +11.5) <a class="trust"' in signed_in(cast.owner).get(place).content.decode(), place
    knot = r"\+10\.1 points [^<]*</a> <a class=\"trust\""
    assert re.search(knot, signed_in(cast.owner).get(f"/{proof.code}/thread/").content.decode())
    heads, first = exported(signed_in(cast.owner), "/improvement/effects/?state=all&format=csv")
    assert dict(zip(heads, first, strict=True))["Data trust"] in set("ABCD")
    assert exported(signed_in(cast.west_owner), "/improvement/effects/?state=all&format=csv")[1:] == []
    heads, first = exported(signed_in(cast.owner), "/improvement/actions/?state=all&format=csv")
    told = dict(zip(heads, first, strict=True))
    assert (told["Effect verified as"], told["Effect in"]) == ("better", "points")
    sizes = [round(float(told[name]), 1) for name in ("Effect", "Effect, 95 % from", "Effect, 95 % to")]
    assert sizes == [10.1, 8.7, 11.5]
    assert told["Data trust"] in set("ABCD")
    assert "entered by hand" in told["Why this trust"]


@pytest.mark.parametrize("address", ["/improvement/issues/", "/improvement/issues/?sort=due", "/improvement/actions/"])
def test_the_number_of_queries_does_not_grow(cast: Cast, signed_in: SignedIn, address: str) -> None:
    client = signed_in(cast.member)
    planned(cast)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(6):
        planned(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)
    assert 4 <= len(many) <= 9, [query["sql"][:90] for query in many]
