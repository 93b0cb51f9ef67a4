"""Two issues may be one trouble after all."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Apart, Repeat
from pilothouse.improvement.operations import say_same, take_back_apart, tell_apart
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.improvement.test_recurring import told
from tests.improvement.test_tell_apart import WORDS


@pytest.fixture
def apart(cast: Cast) -> Apart:
    """Two issues that read the same, told apart."""
    one, two = (told(cast, unit, *WORDS) for unit in (cast.east, cast.west))
    (said,) = tell_apart(act(cast.quality), two, others=[one])
    return said


def test_words_count_again(cast: Cast, apart: Apart) -> None:
    look_for_repeats(NOW + timedelta(hours=1))
    assert not Repeat.objects.exists()
    take_back_apart(act(cast.leader), apart)
    assert not Apart.objects.exists()
    assert Entry.objects.latest("seq").name == "issue.apart_taken_back"
    look_for_repeats(NOW + timedelta(hours=1, minutes=1))
    assert Repeat.objects.count() == 2
    assert verify().whole


def test_then_it_can_be_said_that_they_are_the_same(cast: Cast, apart: Apart) -> None:
    take_back_apart(act(cast.leader), apart)
    assert say_same(act(cast.quality), apart.issue, other=apart.other)


def test_what_is_taken_back_already_is_told_as_such(cast: Cast, apart: Apart) -> None:
    late = Apart.objects.get()
    take_back_apart(act(cast.leader), apart)
    with pytest.raises(Conflict):
        take_back_apart(act(cast.quality), late)


def test_refused_by_right(cast: Cast, apart: Apart) -> None:
    for person in (cast.auditor, cast.member, cast.reader):
        with pytest.raises(NotAllowed):
            take_back_apart(act(person), apart)
    with pytest.raises(Refused):
        take_back_apart(act(cast.owner), apart)
    assert Apart.objects.exists()
