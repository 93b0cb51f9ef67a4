"""Taking a joined signal out of its issue again."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import close_issue, join_signals, open_issue, release_signal
from pilothouse.improvement.queries import signal_and_issue
from pilothouse.measures.models import Signal
from pilothouse.records.models import Link
from pilothouse.records.operations import link_records
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER, opened
from tests.improvement.test_join_signals import a_signal, an_issue

WHY = "Another trouble"


def joined(cast: Cast) -> tuple[Issue, Signal]:
    issue, signal = an_issue(cast), a_signal(cast)
    join_signals(act(cast.owner), issue, signals=[signal])
    return issue, Signal.objects.get(pk=signal.pk)


def test_it_waits_for_its_answer_again_and_may_join_another(cast: Cast) -> None:
    issue, signal = joined(cast)
    due = signal.due
    release_signal(act(cast.owner, why=WHY), issue, signal=signal)
    signal.refresh_from_db()
    assert (signal.state, signal.ended_at, signal.answered_at, signal.due) == ("open", None, None, due)
    assert not Link.objects.exists()
    other = opened(cast)
    join_signals(act(cast.owner, later=timedelta(hours=1)), other, signals=[signal])
    assert signal_and_issue(cast.owner, signal.code) == (signal, other)
    assert verify().whole


def test_the_signal_an_issue_came_out_of_stays(cast: Cast) -> None:
    signal = a_signal(cast)
    issue = open_issue(act(cast.owner), origin=signal, title="Late", owner=cast.owner, due=LATER, severity="slight")
    with pytest.raises(Refused):
        release_signal(act(cast.owner, why=WHY), issue, signal=signal)


@pytest.mark.parametrize("turned", [False, True])
def test_one_that_was_linked_by_hand_before_comes_out_too(cast: Cast, turned: bool) -> None:
    issue, signal = opened(cast), a_signal(cast)
    pair = (signal, issue) if turned else (issue, signal)
    link_records(act(cast.owner), pair[0], other=pair[1], reason="Looks alike")
    join_signals(act(cast.owner, later=timedelta(hours=1)), issue, signals=[signal])
    signal.refresh_from_db()
    assert signal_and_issue(cast.owner, signal.code) == (signal, issue)
    release_signal(act(cast.owner, later=timedelta(hours=2), why=WHY), issue, signal=signal)
    signal.refresh_from_db()
    assert signal.state == "open"
    assert verify().whole


def test_refused_where_it_was_only_linked(cast: Cast) -> None:
    _issue, signal = joined(cast)
    other = opened(cast)
    link_records(act(cast.owner, later=timedelta(hours=1)), other, other=signal)
    with pytest.raises(Refused):
        release_signal(act(cast.owner, why=WHY), other, signal=signal)


def test_refused_without_a_reason_and_after_the_end(cast: Cast) -> None:
    issue, signal = joined(cast)
    with pytest.raises(Refused) as refusal:
        release_signal(act(cast.owner), issue, signal=signal)
    assert refusal.value.field == "reason"
    close_issue(act(cast.owner), issue, lesson="Buy umbrellas")
    with pytest.raises(Refused):
        release_signal(act(cast.owner, why=WHY), issue, signal=signal)


def test_refused_by_right(cast: Cast) -> None:
    issue, signal = joined(cast)
    with pytest.raises(NotAllowed):
        release_signal(act(cast.reader, why=WHY), issue, signal=signal)
