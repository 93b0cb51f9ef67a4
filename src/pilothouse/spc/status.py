"""What is known about a series at all."""

from enum import IntEnum


class Status(IntEnum):
    """Judged; too few points; no variation to judge by; no point at all."""

    WATCHED = 0
    TOO_SHORT = 1
    CONSTANT = 2
    NO_DATA = 3
