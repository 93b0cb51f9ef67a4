"""A signal is answered by a new baseline."""

import pytest

from pilothouse.measures.models import Reading, Signal
from pilothouse.measures.operations import (
    rebase_signal,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import week

pytestmark = pytest.mark.django_db


def test_a_signal_is_answered_by_a_new_baseline(cast: Cast, signal: Signal) -> None:
    rebase_signal(act(cast.owner), signal, first=week(16), last=week(27), reason="New timetable")
    assert Signal.objects.get().state == "explained"
    assert Reading.objects.get().centre == pytest.approx(40, abs=0.5)
    assert verify().whole


def test_who_may_and_what_is_refused(cast: Cast, signal: Signal) -> None:
    for person in (cast.member, cast.west_owner):
        with pytest.raises(NotAllowed):
            rebase_signal(act(person), signal, first=week(16), last=week(27), reason="R")
    with pytest.raises(Refused):
        rebase_signal(act(cast.owner), signal, first=week(16), last=week(20), reason="R")
    assert Signal.objects.get().state == "open"
