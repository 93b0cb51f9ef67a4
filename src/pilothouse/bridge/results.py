"""Where a series stands now, for whoever compares it with its target. One definition for every page and report."""

from typing import Any

# "Now" is the mean of so many values: a single one is mostly noise. A change among as many makes a chance untellable.
NOW_POINTS = 8


def values_of(reading: Any) -> list[float]:
    """The latest values of a reading, oldest first, without gaps; none where there is no reading."""
    return [value for value in reading.picture.get("values", ()) if value is not None] if reading else []


def now_of(reading: Any) -> float | None:
    """The mean of the latest eight values; None where there are none."""
    values = values_of(reading)[-NOW_POINTS:]
    return sum(values) / len(values) if values else None


def changing(reading: Any) -> bool:
    """Has the series changed within its latest values, so that no chance can be told?"""
    return bool(reading) and reading.chance is None and any(reading.picture.get("sides", ())[-NOW_POINTS:])
