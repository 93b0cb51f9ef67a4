"""It happened before."""

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import name_recurrence
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import opened


def test_named_and_taken_back(cast: Cast) -> None:
    before, again = opened(cast), opened(cast)
    name_recurrence(act(cast.owner), again, earlier=before)
    assert list(Issue.objects.filter(recurrence_of=before)) == [again]
    assert history_of(again)[0].name == "issue.recurrence_named"
    name_recurrence(act(cast.owner), again, earlier=None)
    assert not Issue.objects.filter(recurrence_of=before).exists()
    assert verify().whole


def test_no_circle(cast: Cast) -> None:
    first, second, third = opened(cast), opened(cast), opened(cast)
    name_recurrence(act(cast.owner), second, earlier=first)
    name_recurrence(act(cast.owner), third, earlier=second)
    with pytest.raises(Refused):
        name_recurrence(act(cast.owner), first, earlier=third)
    with pytest.raises(Refused):
        name_recurrence(act(cast.owner), first, earlier=first)


def test_refused_by_right(cast: Cast) -> None:
    before, again = opened(cast), opened(cast)
    with pytest.raises(NotAllowed):
        name_recurrence(act(cast.auditor), again, earlier=before)
