"""The map of processes as one SVG: from the customer's need on the left to satisfaction on the right.

Core processes form the chain in the middle, leading ones stand above, supporting ones below. Every hand-over
is a line with its words on a lane of its own, so that no two texts meet. Pure: values in, text out.
"""

from pilothouse.charts.process_map.data import HEAVIEST, MapHandover, MapProcess, MapWords, Mark
from pilothouse.charts.process_map.drawing import process_map

__all__ = ["HEAVIEST", "MapHandover", "MapProcess", "MapWords", "Mark", "process_map"]
