"""The way in: a password for an organisation, a printed link for a story."""

from datetime import date

from django.test import Client

from pilothouse.organisation.operations import tell_story
from tests.cast import Cast, act

PAGE = "/accounts/login/"
HINT = "./pilot demo"


def test_a_story_says_where_its_link_is(cast: Cast, client: Client) -> None:
    assert HINT not in client.get(PAGE).content.decode()
    tell_story(act(cast.leader), cast.organisation, day=date(2013, 12, 30), note="All invented.")
    assert HINT in client.get(PAGE).content.decode()
