"""A signal asks for an answer again."""

import pytest

from pilothouse.measures.models import Signal
from pilothouse.measures.operations import answer_signal, explain_signal, reopen_signal
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.improvement.test_join_signals import a_signal


def test_an_answered_one_is_open_again(cast: Cast) -> None:
    signal = answer_signal(act(cast.owner), a_signal(cast))
    reopen_signal(act(cast.owner), signal)
    stored = Signal.objects.get(pk=signal.pk)
    assert (stored.state, stored.ended_at, stored.answered_at) == ("open", None, None)


def test_an_explained_one_stays_explained(cast: Cast) -> None:
    signal = explain_signal(act(cast.owner), a_signal(cast), explanation="Fog")
    with pytest.raises(Refused):
        reopen_signal(act(cast.owner), signal)


def test_refused_by_right(cast: Cast) -> None:
    signal = answer_signal(act(cast.owner), a_signal(cast))
    with pytest.raises(NotAllowed):
        reopen_signal(act(cast.reader), signal)
