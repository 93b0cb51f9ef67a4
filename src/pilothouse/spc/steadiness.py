"""Do counts vary less than chance makes them?"""

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.series import Bools, Floats

# Less varies what is counted but hardly left to chance (beds staffed): believed where so many standard errors speak for
# it, and chance makes enough cases a point to tell.
_SURELY, CASES_TO_TELL = 3.5, 3.0


def surely_steadier(squares: ArrayLike, freedom: ArrayLike) -> Bools:
    """Whether Pearson's X² is too small for its freedom, by the cube root of chi square (Wilson & Hilferty 1931)."""
    n: Floats = np.maximum(np.asarray(freedom, dtype=np.float64), 1.0)
    error = 2.0 / (9.0 * n)
    lowest = np.maximum(1.0 - error - _SURELY * np.sqrt(error), 0.0) ** 3
    return np.asarray(np.asarray(squares) < lowest * n)
