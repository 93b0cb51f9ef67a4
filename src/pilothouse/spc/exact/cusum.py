"""How long does a CUSUM stay silent, and which limit gives a wanted run length?"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr

from pilothouse.spc.exact.quadrature import Kernel, density, nodes

_NODES = 60


@dataclass(frozen=True)
class Cusum:
    """The upward CUSUM S = max(0, S + z − k) that signals beyond h (Page 1954).

    Brook & Evans 1972, Biometrika 59:539; two sides together after van Dobben de Bruyn 1968.
    """

    k: float
    h: float

    @classmethod
    def tuned(cls, shift: float, silent: float) -> Self:
        """The quickest one for a shift of this size that is silent for so long on average without one.

        With k = shift / 2 no chart has a smaller worst mean delay (Moustakides 1986, Annals of Statistics
        14:1379).
        """
        k, high = shift / 2.0, 1.0
        while cls(k, high).run_length() < silent:  # a limit far too wide has no exact answer in floats
            high *= 1.5
        return cls(k, float(brentq(lambda h: cls(k, h).run_length() - silent, 0.01, high, xtol=1e-9)))

    def run_length(self, shift: float = 0.0) -> float:
        """Mean run length from zero. For a shift it is the worst mean delay, whatever came before."""
        return float(self._kernel(shift).run_lengths()[0])

    def steady_delay(self, shift: float) -> float:
        """Mean delay to a shift that comes after a long silence."""
        return float(self._kernel(0.0).settled() @ self._kernel(shift).run_lengths())

    def two_sided_run_length(self, shift: float = 0.0) -> float:
        """Mean run length of the pair of an upward and a downward CUSUM, both from zero."""
        return 1.0 / (1.0 / self.run_length(shift) + 1.0 / self.run_length(-shift))

    def siegmund(self, shift: float = 0.0) -> float:
        """Siegmund's approximation of `run_length` (1985, Sequential Analysis): quick, 1 to 2 % off."""
        drift, barrier = shift - self.k, self.h + 1.166
        if drift == 0.0:
            return barrier**2
        reach = 2.0 * drift * barrier
        return float((np.exp(-reach) + reach - 1.0) / (2.0 * drift**2))

    def _kernel(self, shift: float) -> Kernel:
        # The first state is the atom at zero.
        place, weight = nodes(0.0, self.h, _NODES)
        start = np.concatenate([[0.0], place])
        drift = self.k - shift
        to_zero = ndtr(drift - start)
        inside = density(place[None, :] - start[:, None] + drift) * weight
        return Kernel(np.c_[to_zero, inside])
