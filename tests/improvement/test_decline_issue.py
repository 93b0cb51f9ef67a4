"""Saying no to a report."""

import pytest

from pilothouse.improvement.operations import decline_issue
from pilothouse.records.models import Link, Note
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import opened, reported


def test_declined_with_a_reason_everybody_can_read(cast: Cast) -> None:
    issue = decline_issue(act(cast.quality), reported(cast), reason="Replaced last week.")
    assert (issue.state, issue.ended) == ("declined", True)
    assert "Replaced last week." in Note.objects.get(record=issue).text
    assert history_of(issue)[0].name == "issue.declined"
    assert verify().whole


def test_known_already_as_another(cast: Cast) -> None:
    known = opened(cast)
    issue = decline_issue(act(cast.quality), reported(cast), same_as=known)
    assert known.code in Note.objects.get(record=issue).text
    assert Link.objects.get().other_id == known.pk
    assert verify().whole


def test_refused_by_rule(cast: Cast) -> None:
    with pytest.raises(Refused):
        decline_issue(act(cast.quality), reported(cast), reason=" ")
    with pytest.raises(Refused):
        decline_issue(act(cast.quality), opened(cast), reason="Too late")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decline_issue(act(cast.owner), reported(cast), reason="No")
