"""A signal is answered by the issue opened from it."""

import pytest

from pilothouse.measures.models import Signal
from pilothouse.measures.operations import (
    answer_signal,
)
from pilothouse.trail.act import NotAllowed
from tests.cast import Cast, act

pytestmark = pytest.mark.django_db


def test_a_signal_is_answered_by_an_issue(cast: Cast, signal: Signal) -> None:
    assert answer_signal(act(cast.quality), signal).state == "answered"


def test_who_may(cast: Cast, signal: Signal) -> None:
    for person in (cast.member, cast.west_owner, cast.reader, cast.auditor):
        with pytest.raises(NotAllowed):
            answer_signal(act(person), signal)
