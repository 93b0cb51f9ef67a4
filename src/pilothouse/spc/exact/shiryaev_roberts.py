"""How soon does the Shiryaev–Roberts chart find a shift of known size?"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.optimize import brentq

from pilothouse.spc.exact.quadrature import Kernel, density, nodes

_NODES = 120
# From the first point on log R is hardly ever below this many shifts under the typical increment.
_REACH = 8.0


@dataclass(frozen=True)
class ShiryaevRoberts:
    """R = (1 + R) · likelihood ratio of the shift, from 0, signalling beyond `limit`.

    The quickest chart for a change after a long silence (Pollak & Tartakovsky 2009, Statistica Sinica
    19:1729), by a percent or two.
    """

    shift: float
    limit: float

    @classmethod
    def tuned(cls, shift: float, silent: float) -> Self:
        """The one that is silent for so long on average without a shift."""
        return cls(shift, float(brentq(lambda limit: cls(shift, limit).run_length() - silent, 1.0, silent, xtol=1e-6)))

    def run_length(self) -> float:
        """Mean run length without a shift, from R = 0."""
        return float(self._kernel(0.0).run_lengths()[0])

    def steady_delay(self) -> float:
        """Mean delay to the shift after a long silence."""
        return float(self._kernel(0.0).settled() @ self._kernel(self.shift).run_lengths())

    def _kernel(self, shift: float) -> Kernel:
        # The state is log R; the first one is R = 0, where the chart starts and to which it never returns.
        low = -(self.shift**2) / 2.0 - _REACH * self.shift
        place, weight = nodes(low, float(np.log(self.limit)), _NODES)
        start = np.concatenate([[0.0], np.log1p(np.exp(place))])
        needed = (place[None, :] - start[:, None]) / self.shift + self.shift / 2.0 - shift
        inside = density(needed) * weight / self.shift
        return Kernel(np.c_[np.zeros(len(start)), inside])
