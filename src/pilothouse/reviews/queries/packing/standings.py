"""Which objectives of a pack are in danger, and by which target: the one rule, asked of the figures that it holds."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pilothouse.measures.models import Direction
from pilothouse.measures.moves import is_better, met_lately, reaches
from pilothouse.measures.reach import steps_to
from pilothouse.reviews.queries.packing.differences import values_in
from pilothouse.reviews.rules import Danger, Standing, danger_of, in_danger

Figure = dict[str, Any]


def danger_told(
    objective: str, figures: Iterable[Figure], today: date, *, acted: bool
) -> tuple[Danger, Standing] | None:
    """Why the objective with this code is in danger, and by the target on which series; None for what is in none. A
    target whose day has passed asks for another one, and is told among the gaps.
    """
    aimed = (one for one in figures if one["target"] and one["target"]["objective"] == objective)
    ahead = [one for one in aimed if date.fromisoformat(one["target"]["by"]) >= today]
    return in_danger([_standing(one) for one in ahead], worked_on=acted)


def _standing(figure: Figure) -> Standing:
    target, (met, count), now = figure["target"], met_of(figure), figure["now"]
    worse, far = got_worse(figure), too_far(figure)
    danger = danger_of(target["next"], target["at"], worse=worse, met=met, count=count, far=far)
    missed = now is not None and not reached(figure, now)
    return Standing(figure["series"], danger, _chances(target["next"]), missed, _chances(target["at"]))


def _chances(told: list[float] | None) -> tuple[float, float] | None:
    return None if told is None else (told[0], told[1])


def too_far(figure: Figure) -> bool:
    """Is the date of its target too far from its latest value to tell a chance on it?"""
    target = figure["target"]
    if target["next"] is None or target["at"] is not None:
        return False
    latest, _value = list(values_in(figure))[-1]
    return steps_to(date.fromisoformat(target["by"]), date.fromisoformat(latest), figure["frequency"]) is None


def reached(figure: Figure, value: float) -> bool:
    """Whether a value meets the target."""
    return bool(reaches(value, figure["target"]["value"], upwards=_upwards(figure)))


def got_worse(figure: Figure) -> bool:
    """Whether its latest change is for the worse."""
    change = figure["change"]
    return bool(change) and not is_better(change["side"], change["kind"], 1 if _upwards(figure) else -1)


def met_of(figure: Figure) -> tuple[int, int]:
    """How many of the latest values reached the target, and of how many."""
    values = [value for _period, value in values_in(figure)]
    return met_lately(values, figure["target"]["value"], upwards=_upwards(figure))


def _upwards(figure: Figure) -> bool:
    return bool(figure["direction"] == Direction.UP)
