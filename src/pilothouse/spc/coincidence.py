"""How likely is it by chance that several places change in the same week?"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

# Two ways of standing out are looked at, so that each may take half of the chance (Bonferroni).
_VIEWS = 2


def at_least(chances: ArrayLike, fewest: int) -> float:
    """Probability that at least `fewest` of independent events with these chances (n,) happen.

    The Poisson-binomial distribution, by adding one event after the other. Raises ValueError for what is no chance.
    """
    each = np.asarray(chances, dtype=np.float64).ravel()
    if not np.all((each >= 0.0) & (each <= 1.0)):
        raise ValueError("a chance lies between 0 and 1")
    if fewest <= 0:
        return 1.0
    if fewest > len(each):
        return 0.0
    below = np.zeros(fewest)  # exactly 0, 1, … fewest − 1 of them
    below[0] = 1.0
    reached = 0.0
    for chance in each:
        reached += below[-1] * chance  # added up, so that the far tail keeps its digits
        below[1:] = below[1:] * (1.0 - chance) + below[:-1] * chance
        below[0] *= 1.0 - chance
    return float(min(reached, 1.0))


def coincidence(places: ArrayLike, alike: Iterable[ArrayLike], units: int, same: int) -> float:
    """Probability that a week without a common cause looks at least like one with `units` places that changed, `same`
    of them in one indicator.

    `places` (n,) are the chances that each place has any change in a week; `alike` holds for each indicator the chances
    of its places. It is twice the smaller of two probabilities: that so many places change in anything, and that so
    many change in the same thing, whichever (the second where `same` is at least 2). Changes of different places are
    taken to be independent, which is the question; those of one place need not be. Weakness: chances are taken to be
    the same all year round, so that a season which nobody named looks like a common cause, which it is.
    """
    found = at_least(places, units)
    if same >= 2:
        none = sum(float(np.log1p(-min(at_least(chances, same), 1.0 - 1e-15))) for chances in alike)
        found = min(found, -float(np.expm1(none)))
    return min(_VIEWS * found, 1.0)
