"""Where a series stands now, for whoever compares it with its target. One definition for every page and report."""

from typing import Any

from pilothouse.measures.moves import NOW_POINTS
from pilothouse.measures.pictures import now_shown


def values_of(reading: Any) -> list[float]:
    """The latest values of a reading, oldest first, without gaps; none where there is no reading."""
    return [value for value in reading.picture.get("values", ()) if value is not None] if reading else []


def now_of(reading: Any) -> float | None:
    """The same of a reading; None where there is no reading or no value (`now_shown`)."""
    return now_shown(reading.picture) if reading else None


def changing(reading: Any) -> bool:
    """Has the series changed within its latest values, so that no chance can be told?"""
    return bool(reading) and reading.chance is None and any(reading.picture.get("sides", ())[-NOW_POINTS:])
