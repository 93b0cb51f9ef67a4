"""Naming what bears on results."""

import pytest

from pilothouse.strategy.operations import name_context_issue
from pilothouse.strategy.queries import context_issues
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.strategy.ground import aim


def test_it_says_where_it_lies_and_what_rests_on_it(cast: Cast) -> None:
    objective = aim(cast)
    given = {"unit": cast.office, "owner": cast.leader, "title": "Runway works", "text": "Fewer slots", "every": 91}
    made = name_context_issue(act(cast.leader), **given, side="outside", objectives=[objective])
    assert (made.code, made.side, made.climate) == ("CTX-0001", "outside", False)
    (found,) = context_issues(cast.west_owner)
    assert (found.record.pk, [one.title for one in found.objectives]) == (made.pk, ["Depart on time"])
    with pytest.raises(Refused):
        name_context_issue(act(cast.leader), **given, side="above")
