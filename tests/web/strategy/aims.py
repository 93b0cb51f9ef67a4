"""A small direction for the tests of the pages: a theme, two objectives, a number with a target, an initiative."""

from dataclasses import dataclass
from datetime import date

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import plan_action
from pilothouse.measures.models import Series
from pilothouse.measures.operations import set_target
from pilothouse.processes.operations import define_process
from pilothouse.strategy.models import Objective, Theme
from pilothouse.strategy.operations import add_theme, set_objective, state_policy
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of

DUE = date(2026, 12, 31)


@dataclass
class Aims:
    """`top` is measured by nothing; `low` serves it and has a series in the east with a target, and an action."""

    theme: Theme
    top: Objective
    low: Objective
    series: Series
    action: Action


def aims_of(cast: Cast) -> Aims:
    """The direction, made through operations."""
    leader = act(cast.leader)
    state_policy(leader, unit=cast.office, owner=cast.leader, title="Punctual", text="We leave when we said.")
    theme = add_theme(leader, unit=cast.office, owner=cast.leader, title="On time, every day")
    top = set_objective(leader, unit=cast.office, owner=cast.leader, title="Leave as promised", due=DUE, theme=theme)
    low = set_objective(leader, unit=cast.east, owner=cast.owner, title="On time in the east", due=DUE, serves=top)
    process = define_process(leader, unit=cast.east, owner=cast.owner, title="Turn round", purpose="In time")
    series = series_of(cast, process=process, objectives=[low])
    record(cast.quality, series, [*STEADY, *STEADY, *STEADY, *STEADY[:12]])
    set_target(leader, series, value=51.0, by=DUE, objective=low)
    action = plan_action(
        act(cast.owner), origin=low, title="Restore buffers", owner=cast.owner, due=DUE, purpose="initiative"
    )
    return Aims(theme, top, low, series, action)
