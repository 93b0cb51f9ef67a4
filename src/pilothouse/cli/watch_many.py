"""What ./pilot watch says of many series together: who looks at many is sometimes mistaken, and how often."""

from dataclasses import dataclass

import numpy as np

from pilothouse.measures.listing import FALSE_SHARE
from pilothouse.spc.early import Watch, list_changed

_NAMED = 12


@dataclass(frozen=True)
class Many:
    """Of `judged` series `alarmed` have an alarm; if none had changed, `by_chance` would (an expectation).

    `listed` are the rows that have changed as of their latest points, the strongest evidence first, of which
    `expected_false` have not.
    """

    judged: int
    alarmed: int
    by_chance: float
    listed: list[int]
    expected_false: float


def many(watch: Watch, fap60: float) -> Many:
    """Weigh all series of one call together. Rows may end at different points: each stands by its own latest."""
    points = np.isfinite(watch.p).sum(axis=1)
    # Any false alarm in 60 points has the probability fap60, and the points are alike.
    by_chance = -np.expm1(np.log1p(-fap60) * points / 60.0)
    found = list_changed(watch, fdr=FALSE_SHARE, late=watch.p.shape[1])
    return Many(
        int((points > 0).sum()),
        int((watch.first_alarm >= 0).sum()),
        float(by_chance.sum()),
        found.series.tolist(),
        found.expected_false,
    )


def in_words(found: Many, names: list[str]) -> list[str]:
    """Two lines beneath the table; none where a single series, or none, was judged."""
    if found.judged < 2:
        return []
    chance = f"{found.by_chance:,.0f}" if found.by_chance >= 10 else f"{found.by_chance:.1f}"
    first = (
        f"{found.alarmed:,} of {found.judged:,} series {'has' if found.alarmed == 1 else 'have'} an alarm; "
        f"were all of them stable, about {chance} would have one by chance."
    )
    shown = ", ".join(names[row] for row in found.listed[:_NAMED]) or "none"
    more = len(found.listed) - _NAMED
    rest = f" … and {more:,} more (all of them with --json)" if more > 0 else ""
    return [
        first,
        f"To look at first (changed lately; on average at most one in ten so listed is luck): {shown}{rest}.",
    ]
