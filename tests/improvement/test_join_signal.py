"""Answering a signal with an issue that is open already."""

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import join_signal, open_issue
from pilothouse.measures.models import Signal
from pilothouse.records.models import Link
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER, line, planned


def an_issue(cast: Cast) -> Issue:
    return open_issue(
        act(cast.owner), origin=planned(cast), title="Rain", owner=cast.owner, due=LATER, severity="slight"
    )


def a_signal(cast: Cast) -> Signal:
    signal: Signal = Signal.objects.get(series=line(cast))
    return signal


def test_the_signal_is_answered_and_both_are_linked(cast: Cast) -> None:
    issue, signal = an_issue(cast), a_signal(cast)
    origin = issue.origin_id
    join_signal(act(cast.owner), issue, signal=signal)
    signal.refresh_from_db()
    issue.refresh_from_db()
    assert (signal.state, signal.ended, issue.origin_id) == ("answered", True, origin)
    link = Link.objects.get(record=issue.pk)
    assert link.other_id == signal.pk
    assert history_of(signal)[0].name == "signal.answered"
    assert [entry.name for entry in history_of(link)] == ["record.linked"]
    assert verify().whole


def test_refused_by_rule_when_the_signal_is_answered_already(cast: Cast) -> None:
    issue, signal = an_issue(cast), a_signal(cast)
    join_signal(act(cast.owner), issue, signal=signal)
    with pytest.raises(Refused):
        join_signal(act(cast.owner), issue, signal=Signal.objects.get(pk=signal.pk))


def test_a_signal_of_another_unit_is_not_there(cast: Cast) -> None:
    issue = open_issue(
        act(cast.leader), origin=planned(cast), title="Rain", owner=cast.west_owner, due=LATER, severity="slight",
        unit=cast.west,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        join_signal(act(cast.west_owner), issue, signal=a_signal(cast))
    assert refusal.value.field == "signal"


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        join_signal(act(cast.reader), an_issue(cast), signal=a_signal(cast))
