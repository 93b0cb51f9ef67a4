"""Pure rules of the bridge: how strong the evidence is, what belongs together, what is listed under one budget."""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from scipy.special import stdtr

# Limits are drawn from about two dozen points: their centre and width are estimates, and count as such.
BASELINE_POINTS = 24
FREEDOM = 15
# Of all changes listed as real, so large a share may be luck.
FALSE_SHARE = 0.1
# A week stands out when so many units change in it, or fewer that show the same in one indicator.
FEWEST_UNITS = 3
FEWEST_ALIKE = 2

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Run:
    """The points since a change began that stay on its side: how many, their mean, and mean distance in sigma."""

    points: int
    mean: float
    distance: float
    going_on: bool


def run_since(
    periods: Sequence[date], values: Sequence[float | None], onset: date, centre: float, upper: float, side: int
) -> Run | None:
    """The run of a change, from its onset as long as it lasts. None where the points or limits do not show it.

    `centre` and `upper` are the routine mean and the upper limit at three sigma, `side` is +1 higher or −1 lower.
    """
    sigma = (upper - centre) / 3
    inside = [value for period, value in zip(periods, values, strict=True) if period >= onset and value is not None]
    if sigma <= 0 or not inside:
        return None
    run: list[float] = []
    for value in inside:
        if (value - centre) * side <= 0:
            break
        run.append(value)
    if not run:
        return None
    mean = sum(run) / len(run)
    return Run(len(run), mean, abs(mean - centre) / sigma, len(run) == len(inside))


def luck_of(run: Run) -> float:
    """The probability that so many points lie so far out on one side by luck, for limits that are estimates.

    Two-sided Student's t with the mean's own uncertainty added: a run of n points at mean distance d gives
    t = d·√n / √(1 + n / 24).
    """
    t = run.distance * math.sqrt(run.points) / math.sqrt(1 + run.points / BASELINE_POINTS)
    return float(2 * stdtr(FREEDOM, -t))


def listed(chances: Sequence[float], looks: int, share: float = FALSE_SHARE) -> int:
    """How many of the strongest are listed so that at most `share` of them is luck, after so many looks.

    Benjamini and Hochberg 1995; `chances` in rising order, `looks` counts every comparison made, listed or not.
    """
    looks = max(looks, len(chances), 1)
    fit = [place for place, chance in enumerate(chances, 1) if chance <= share * place / looks]
    return max(fit, default=0)


@dataclass(frozen=True)
class Shifted:
    """One change, as far as it matters for what belongs together: what shifted, where, when and which way.

    `side` is one and the same for all that may have one cause, for example to the better or to the worse.
    """

    key: int
    what: int
    where: int
    onset: date
    side: int


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def weeks_in_common(shifts: Iterable[Shifted]) -> list[list[int]]:
    """Keys of changes to one side that began in one week in three units, or in two for the same thing; newest first."""
    weeks: dict[tuple[date, int], list[Shifted]] = {}
    for shift in sorted(shifts, key=lambda shift: (shift.what, shift.where, shift.key)):
        weeks.setdefault((monday_of(shift.onset), shift.side), []).append(shift)
    return [[shift.key for shift in weeks[week]] for week in sorted(weeks, reverse=True) if _stands_out(weeks[week])]


def _stands_out(shifts: Sequence[Shifted]) -> bool:
    alike: dict[int, set[int]] = {}
    for shift in shifts:
        alike.setdefault(shift.what, set()).add(shift.where)
    return len(set().union(*alike.values())) >= FEWEST_UNITS or max(map(len, alike.values())) >= FEWEST_ALIKE


def weakest(chances: Iterable[tuple[K, float | None]]) -> K | None:
    """The key with the smallest chance; those without one only if there is no other."""
    rows: list[Any] = sorted(chances, key=lambda row: (row[1] is None, row[1] or 0.0))
    return rows[0][0] if rows else None
