"""Run lengths of charts with known parameters, by Markov chain and integral equation: no simulation.

Everything speaks of independent normal points whose mean and sigma are known, after a shift by so many
sigma that begins with the first point. A run length counts points, the signalling one included.
"""

from pilothouse.spc.exact.cusum import Cusum
from pilothouse.spc.exact.ewma import Ewma
from pilothouse.spc.exact.shiryaev_roberts import ShiryaevRoberts
from pilothouse.spc.zones import ZoneChain

__all__ = ["Cusum", "Ewma", "ShiryaevRoberts", "ZoneChain"]
