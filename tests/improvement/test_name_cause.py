"""Asking why."""

import pytest

from pilothouse.improvement.operations import name_cause
from pilothouse.improvement.queries import whys
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import opened


def test_five_whys_are_a_tree(cast: Cast) -> None:
    issue, by = opened(cast), act(cast.owner)
    first = name_cause(by, issue, text="The pin sheared")
    other = name_cause(by, issue, text="No spare on site")
    name_cause(by, issue, text="Pins are not inspected", parent=first, root=True, evidence="Log of January")
    tree = [(why.cause.text, why.depth, why.deeper) for why in whys(issue)]
    assert tree == [
        ("The pin sheared", 0, True),
        ("Pins are not inspected", 1, False),
        ("No spare on site", 0, False),
    ]
    assert history_of(other)[0].name == "cause.named"
    assert verify().whole


def test_refused_by_rule(cast: Cast) -> None:
    issue, elsewhere = opened(cast), opened(cast)
    foreign = name_cause(act(cast.owner), elsewhere, text="Another story")
    with pytest.raises(Refused) as refusal:
        name_cause(act(cast.owner), issue, text="Because", parent=foreign)
    assert refusal.value.field == "parent"
    with pytest.raises(Refused):
        name_cause(act(cast.owner), issue, text="")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        name_cause(act(cast.reader), opened(cast), text="Because")
