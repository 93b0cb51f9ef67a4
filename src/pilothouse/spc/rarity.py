"""How rare is so much evidence without a change? A probability as a number that people can hold."""

import math

# The table of early warning is simulated down to this probability; beyond it lies extrapolation, not knowledge.
LEAST_KNOWN = 1e-4


def once_in(p: float) -> int:
    """A stable series shows so much evidence at about one of so many points, in two digits that count.

    At most `most_points()`, for a smaller probability is not known; at least 1. A rate and not a certainty: evidence
    that has grown stays for a few points, so that episodes are rarer still. Raises ValueError for what is no
    probability.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {p}")
    return two_digits(1.0 / max(p, LEAST_KNOWN))


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
