"""Taking an answer back."""

import pytest

from pilothouse.improvement.operations import name_cause, withdraw_cause
from pilothouse.improvement.queries import whys
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import opened


def test_withdrawn_but_not_forgotten(cast: Cast) -> None:
    issue = opened(cast)
    cause = name_cause(act(cast.owner), issue, text="Bad luck")
    key = cause.pk
    withdraw_cause(act(cast.owner), cause)
    assert whys(issue) == []
    names = Entry.objects.filter(kind="improvement.cause", key=key).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["cause.named", "cause.withdrawn"]
    assert verify().whole


def test_refused_by_rule_and_by_right(cast: Cast) -> None:
    issue = opened(cast)
    cause = name_cause(act(cast.owner), issue, text="Bad luck")
    name_cause(act(cast.owner), issue, text="Friday the 13th", parent=cause)
    with pytest.raises(Refused):
        withdraw_cause(act(cast.owner), cause)
    with pytest.raises(NotAllowed):
        withdraw_cause(act(cast.auditor), cause)
