"""What a change means: whether it is for the better, and where the line stands since. Pure."""

from collections.abc import Sequence
from datetime import date

from pilothouse.spc.changes import SPREAD


def is_better(side: int, kind: str, direction: int) -> bool:
    """Whether a change to this side is for the better; less variation always is. `direction`: +1 where higher is."""
    return side < 0 if kind == SPREAD else side == direction


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
