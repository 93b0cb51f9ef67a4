"""Pure rules of the bridge: how strong the evidence is, what belongs together, what is listed under one budget."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

# A week stands out when so many units change in it, or fewer that show the same in one indicator.
FEWEST_UNITS = 3
FEWEST_ALIKE = 2

_REACH = {"month": 124, "quarter": 368, "year": 1_462}

K = TypeVar("K", bound=Hashable)


def endangered_first(tree: Sequence[tuple[int, float | None]]) -> list[int]:
    """Places of a tree, each (depth, chance) and parents before children, in an order that keeps it a tree: among
    siblings first what holds the smallest chance, in itself or below; what nobody can tell comes last, as it was.
    """
    line: list[int] = []
    parents: list[int | None] = []
    for place, (depth, _chance) in enumerate(tree):
        parents.append(line[depth - 1] if depth else None)
        line[depth:] = [place]
    worst = [2.0 if chance is None else chance for _depth, chance in tree]
    for place in reversed(range(len(tree))):
        if (above := parents[place]) is not None:
            worst[above] = min(worst[above], worst[place])
    ways: list[tuple[tuple[float, int], ...]] = []
    for place, above in enumerate(parents):
        ways.append((*(ways[above] if above is not None else ()), (worst[place], place)))
    return sorted(range(len(tree)), key=ways.__getitem__)


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


def dated(onset: date, found: date, frequency: str) -> date:
    """By which day a change stands beside others: its onset; where that lies further back than four weeks or four
    periods, the period in which it was found. So slow a change has no sharp beginning, and what carried it beyond
    routine variation happened when it was found.
    """
    return onset if found - onset <= timedelta(days=_REACH.get(frequency, 28)) else found


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


def all_met(chances: Sequence[tuple[float, float] | None]) -> tuple[float, float]:
    """Least and greatest chance that all of several things come true, whatever ties them together.

    Each is given by its own least and greatest chance, None where nothing is known of it. At best all come true as
    often as the least likely does; at worst no two misses fall together, so that their chances add up (Fréchet).
    """
    known = [(0.0, 1.0) if chance is None else chance for chance in chances]
    misses = sum(1.0 - low for low, _high in known)
    return max(0.0, 1.0 - misses), min((high for _low, high in known), default=1.0)


def weakest(chances: Iterable[tuple[K, float | None]]) -> K | None:
    """The key with the smallest chance; those without one only if there is no other."""
    rows: list[Any] = sorted(chances, key=lambda row: (row[1] is None, row[1] or 0.0))
    return rows[0][0] if rows else None
