"""Where improvement begins."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.organisation.models import Person
from tests.cast import Cast
from tests.improvement.story import line, opened, reported, watched

SignedIn = Callable[[Person], Client]


def test_empty_it_teaches(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.quality).get("/improvement/").content.decode()
    for words in ("Every report is answered", "No issue is open", "Nothing waits for its proof", "You have reported"):
        assert words in text


def test_everybody_finds_their_own(cast: Cast, signed_in: SignedIn) -> None:
    waiting, live = reported(cast), opened(cast)
    proof = watched(cast, line(cast), live)
    text = signed_in(cast.quality).get("/improvement/").content.decode()
    assert f"/{waiting.code}/triage/" in text
    assert f'href="/{live.code}/"' in text
    assert proof.code in text
    mine = signed_in(cast.member).get("/improvement/")
    assert f"/{waiting.code}/triage/" not in mine.content.decode()
    assert waiting in mine.context["mine"]
    elsewhere = signed_in(cast.west_owner).get("/improvement/").content.decode()
    assert waiting.code not in elsewhere
    assert live.code not in elsewhere


def test_the_number_of_queries_does_not_grow(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.quality)
    opened(cast), reported(cast)
    client.get("/improvement/")
    with CaptureQueriesContext(connection) as few:
        client.get("/improvement/")
    for _ in range(5):
        opened(cast), reported(cast)
    with CaptureQueriesContext(connection) as many:
        client.get("/improvement/")
    assert len(many) == len(few) <= 12
