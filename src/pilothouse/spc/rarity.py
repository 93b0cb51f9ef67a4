"""How rare is so much evidence without a change? A probability as a number that people can hold."""

import math

# The table of early warning is simulated down to this probability; beyond it lies extrapolation, not knowledge.
LEAST_KNOWN = 1e-4
# Evidence that has grown stays for some points, which are one episode and not many.
# Stable series, 36 points learnt (`bench/early/episodes.py`), normal and t5: 4.4 and 4.0 points at a probability
# of .05, 4.0 and 3.6 at .0128, 3.6 and 3.1 at .005, 2.9 and 2.3 at .001, 2.4 and 2.1 at .0002.
_LONGEST, _SHORTEST, _SHORTEST_AT = 4.0, 2.0, 2e-4


def once_in(p: float) -> int:
    """A stable series has an episode of so much evidence about once in so many points, in two digits that count.

    `p` is the share of all points with at least so much; an episode begins where none of the 12 points before had
    it, and lasts the longer the weaker the evidence is (`points_an_episode`). At most `most_points()`, for a smaller
    probability is not known. A rate and not a certainty. Episodes of counts are rarer still, down to a third, for
    their `p` is that of counts that vary beyond chance. Raises ValueError for what is no probability.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {p}")
    known = max(p, LEAST_KNOWN)
    return two_digits(points_an_episode(known) / known)


def points_an_episode(p: float) -> float:
    """How many points with evidence of at most this probability a stable series shows for each time it begins."""
    return min(max(_SHORTEST + math.log10(p / _SHORTEST_AT), _SHORTEST), _LONGEST)


def two_digits(number: float) -> int:
    """A number of at least one as people say it: 1,234 is 1,200."""
    size = 10.0 ** max(math.floor(math.log10(number) + 1e-9) - 1, 0)
    return round(round(number / size) * size)


def most_points() -> int:
    """The rarest that is told; what is said of it is "less than once"."""
    return once_in(0.0)


def expected_alarms(fap60: float, points: float) -> float:
    """False alarms that are to be expected in so many stable points, where any in 60 has the probability `fap60`."""
    return -math.log1p(-fap60) / 60.0 * points
