"""How long does an EWMA stay silent?"""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.exact.quadrature import Kernel, density, nodes

_NODES = 81  # odd: the middle node is the centre, where the chart starts


@dataclass(frozen=True)
class Ewma:
    """E = (1 − weight) E + weight z, signalling beyond ± width asymptotic sigmas of E on either side.

    Integral equation of Crowder 1987, Technometrics 29:401; the designs tabled by Lucas & Saccucci 1990,
    Technometrics 32:1.
    """

    weight: float
    width: float

    def run_length(self, shift: float = 0.0) -> float:
        """Mean run length from the centre."""
        limit = self.width * np.sqrt(self.weight / (2.0 - self.weight))
        place, share = nodes(-limit, limit, _NODES)
        needed = (place[None, :] - (1.0 - self.weight) * place[:, None]) / self.weight - shift
        return float(Kernel(density(needed) * share / self.weight).run_lengths()[_NODES // 2])
