"""The frame is drawn once for everybody, so it says nothing of anybody."""

from collections.abc import Callable

from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.web.shell import navigation
from pilothouse.web.shell.frame import frame
from tests.cast import Cast


def test_everybody_gets_their_own_name_in_the_same_frame(cast: Cast, signed_in: Callable[[Person], Client]) -> None:
    for person, other in ((cast.leader, cast.member), (cast.member, cast.leader), (cast.leader, cast.member)):
        text = signed_in(person).get("/my-work/").content.decode()
        assert person.name in text
        assert other.name not in text
        assert text.count('aria-current="page"') == 2, "the rail and the bar of a small screen"


def test_a_frame_belongs_to_its_place() -> None:
    here, there = (frame(navigation.places(path), "en") for path in ("/bridge/", "/my-work/"))
    assert here.rail != there.rail
    assert here.keys == there.keys
    assert frame(navigation.places("/bridge/"), "en") is here
