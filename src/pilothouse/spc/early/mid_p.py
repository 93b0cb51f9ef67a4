"""How unusual is a count beside those before it, with the noise of chance alone or with more?"""

from typing import NamedTuple

import numpy as np
from scipy import special

from pilothouse.spc.series import Floats, Singles

_SMALLEST = 1e-300


class Seen(NamedTuple):
    """The next `column` of counts with its `exposure`, all `cases` and the exposure `before` it, all beyond 0 together.

    A binomial count varies by the share `without` the event of a Poisson one (1 for counts); `sign` is −1 where
    the complement is counted.
    """

    column: Floats
    exposure: Floats
    cases: Floats
    before: Floats
    without: Floats
    sign: Floats

    def plain(self) -> Floats:
        """Scores as if nothing but chance were at work."""
        scaled: Floats = self.sign * self._mid_p_score(1.0) / np.sqrt(self.without)
        return scaled

    def dispersed(self, plain: Floats, dispersion: Floats) -> Singles:
        """Scores where counts vary by `dispersion` beyond chance, from the `plain` ones."""
        found = plain / np.sqrt(dispersion)
        beside_poisson = dispersion * self.without
        more = np.flatnonzero(beside_poisson > 1.0)
        wide = Seen(*(part[more] for part in self))
        # What is known counts as this share of itself: then the next count has the variance that dispersion says.
        odds = wide.exposure / wide.before
        counts_as = odds / (beside_poisson[more] * (1.0 + odds) - 1.0)
        found[more] = wide.sign * wide._mid_p_score(counts_as)
        return found.astype(np.float32)

    def _mid_p_score(self, counts_as: Floats | float) -> Floats:
        """Normal quantile of the mid-p value of `column`, if what is known counts as that share of itself."""
        x, known = self.column, counts_as * self.cases
        part = self.exposure / (self.exposure + counts_as * self.before)
        below = np.where(x > 0, special.betainc(known + counts_as, np.maximum(x, 1.0), 1.0 - part), 0.0)
        above = np.where(known > 0, special.betainc(x + 1.0, np.maximum(known, _SMALLEST), part), 0.0)
        here = np.clip(1.0 - below - above, 0.0, 1.0)
        low, high = below + here / 2, above + here / 2
        rarer = special.ndtri(np.maximum(np.minimum(low, high), _SMALLEST))  # exact far out to either side
        return np.asarray(np.where(low < high, rarer, -rarer))
