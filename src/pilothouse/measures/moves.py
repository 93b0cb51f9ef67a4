"""What a change means: whether it is for the better, and where the line stands since. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from pilothouse.spc.changes import DRIFT, LEVEL, SPREAD, Change

# "Now" is the mean of so many values: a single one is mostly noise.
NOW_POINTS = 8
# Whether a target was met is counted over so many values.
MET_POINTS = 12


def is_better(side: int, kind: str, direction: int) -> bool:
    """Whether a change to this side is for the better; less variation always is. `direction`: +1 where higher is."""
    return side < 0 if kind == SPREAD else side == direction


def reaches(value: float, wanted: float, *, upwards: bool) -> bool:
    """Does a value meet a target?"""
    return value >= wanted if upwards else value <= wanted


def met_lately(values: Sequence[float | None], wanted: float, *, upwards: bool) -> tuple[int, int]:
    """How many of the latest values reached a target, and of how many: a fact, no forecast."""
    latest = [value for value in values if value is not None][-MET_POINTS:]
    return sum(reaches(value, wanted, upwards=upwards) for value in latest), len(latest)


def mean_of_run(
    periods: Sequence[date], values: Sequence[float | None], onset: date, usual: float, side: int
) -> float | None:
    """The mean since a change began, as long as values stay on its side of what was usual; None for none."""
    run: list[float] = []
    for period, value in zip(periods, values, strict=True):
        if period < onset or value is None:
            continue
        if (value - usual) * side <= 0:
            break
        run.append(value)
    return sum(run) / len(run) if run else None


def level_begins(changes: Iterable[Change], first: int = 0) -> int:
    """The place at which the level that holds now began: the latest lasting move of it, or `first`, where a line is
    judged anew. A single value that stood out, and another spread, are no other level.
    """
    return max([first, *(change.onset for change in changes if change.kind in {LEVEL, DRIFT})])


def level_now(values: Sequence[float], sizes: Sequence[float] | None = None) -> float | None:
    """Where a line stands: the mean of the latest eight values of its present level, each counting as much as it is
    large (`sizes`: the denominators of proportions and rates); None for none.
    """
    latest = values[-NOW_POINTS:]
    weights = [1.0] * len(latest) if sizes is None else sizes[-NOW_POINTS:]
    if not (total := sum(weights)):
        return None
    return sum(value * weight for value, weight in zip(latest, weights, strict=True)) / total
