"""Setting an objective."""

from datetime import date

import pytest

from pilothouse.strategy.operations import add_theme, end_objective, set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

DUE = date(2026, 12, 31)


def test_it_takes_the_theme_of_what_it_serves(cast: Cast) -> None:
    theme = add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time")
    top = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="85 %", due=DUE, theme=theme)
    low = set_objective(act(cast.owner), unit=cast.east, owner=cast.owner, title="80 % East", due=DUE, serves=top)
    assert low.theme == theme
    assert low.serves == top
    assert low.first_due == DUE
    assert Entry.objects.filter(name="objective.set").count() == 2
    assert verify().whole


def test_a_day_that_is_over_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="x", due=date(2026, 3, 1))
    assert refusal.value.field == "due"


def test_an_ended_objective_cannot_be_served(cast: Cast) -> None:
    top = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="85 %", due=DUE)
    end_objective(act(cast.leader), top, step="drop", reason="x")
    with pytest.raises(Refused) as refusal:
        set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="y", due=DUE, serves=top)
    assert refusal.value.field == "serves"


def test_nobody_defines_in_a_unit_that_is_not_theirs(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_objective(act(cast.owner), unit=cast.west, owner=cast.owner, title="x", due=DUE)
