"""A letter that failed is sent once more."""

from datetime import timedelta

import pytest

from pilothouse.outbox.models import Letter
from pilothouse.outbox.operations import try_again
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import NOW, Cast, act


def letter(cast: Cast, **more: object) -> Letter:
    fields = {"subject": "1 thing needs you", "text": "Do it.", "state": "failed", "tries": 3, "at": NOW, **more}
    return Letter.objects.create(person=cast.member, day=NOW.date(), **fields)


def test_it_waits_again(cast: Cast) -> None:
    again = try_again(act(cast.leader), letter(cast))
    assert (again.state, again.tries, again.not_before) == ("waiting", 0, None)


@pytest.mark.parametrize("more", [{"state": "sent"}, {"state": "waiting"}, {"text": ""}])
def test_only_what_failed_and_is_still_there(cast: Cast, more: dict[str, object]) -> None:
    with pytest.raises(Refused):
        try_again(act(cast.leader), letter(cast, **more))


def test_not_once_its_day_has_passed(cast: Cast) -> None:
    with pytest.raises(Refused):
        try_again(act(cast.leader, later=timedelta(days=1)), letter(cast))


def test_only_those_who_look_after_people(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        try_again(act(cast.owner), letter(cast))
