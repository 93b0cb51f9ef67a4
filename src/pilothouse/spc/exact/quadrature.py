"""Run lengths from an integral equation, solved at the nodes of Gauss and Legendre."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.series import Floats


@dataclass(frozen=True)
class Kernel:
    """Probabilities of moving between the states of a chart that stays silent, shape (n, n).

    Rows are where it stands, columns where it goes, weights of the quadrature included (Nyström; for
    charts after Brook & Evans 1972, Biometrika 59:539, and Crowder 1987, Technometrics 29:401).
    """

    moves: Floats

    def run_lengths(self) -> Floats:
        """Mean run length from each state."""
        size = len(self.moves)
        return np.asarray(np.linalg.solve(np.eye(size) - self.moves, np.ones(size)), dtype=np.float64)

    def settled(self) -> Floats:
        """Where a chart stands that has been silent for long: the left eigenvector, adding up to one."""
        values, vectors = np.linalg.eig(self.moves.T)
        leading = np.abs(vectors[:, values.real.argmax()].real)
        share: Floats = leading / leading.sum()
        return share


def nodes(low: float, high: float, count: int) -> tuple[Floats, Floats]:
    """Places and weights on the interval."""
    place, weight = np.polynomial.legendre.leggauss(count)
    half = (high - low) / 2.0
    return low + half * (place + 1.0), half * weight


def density(x: Floats) -> Floats:
    """Of the standard normal."""
    result: Floats = np.exp(-0.5 * x * x) / np.sqrt(2.0 * np.pi)
    return result
