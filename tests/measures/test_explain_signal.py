"""A signal is answered by its known cause."""

import pytest

from pilothouse.measures.models import Signal
from pilothouse.measures.operations import (
    answer_signal,
    explain_signal,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

pytestmark = pytest.mark.django_db


def test_a_signal_is_explained(cast: Cast, signal: Signal) -> None:
    explain_signal(act(cast.owner), signal, explanation=" Runway works ")
    stored = Signal.objects.get()
    assert (stored.state, stored.explanation, stored.answered_at) == ("explained", "Runway works", act(cast.owner).at)
    for again in (lambda: explain_signal(act(cast.owner), stored, explanation="No"),
                  lambda: answer_signal(act(cast.owner), stored)):  # fmt: skip
        with pytest.raises(Refused):
            again()
    assert verify().whole


def test_an_explanation_says_something(cast: Cast, signal: Signal) -> None:
    with pytest.raises(Refused) as refusal:
        explain_signal(act(cast.owner), signal, explanation=" ")
    assert refusal.value.field == "explanation"


def test_who_may(cast: Cast, signal: Signal) -> None:
    for person in (cast.member, cast.west_owner, cast.reader, cast.auditor):
        with pytest.raises(NotAllowed):
            explain_signal(act(person), signal, explanation="X")
