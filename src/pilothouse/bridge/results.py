"""Where a series stands now, for whoever compares it with its target. One definition for every page and report."""

from typing import Any

from pilothouse.measures.moves import NOW_POINTS, level_now


def values_of(reading: Any) -> list[float]:
    """The latest values of a reading, oldest first, without gaps; none where there is no reading."""
    return [value for value in reading.picture.get("values", ()) if value is not None] if reading else []


def now_of(reading: Any) -> float | None:
    """Where the series stands since its level last changed (measures.standing), as in packs; None without a value.

    A reading from before this was kept tells the mean of its latest eight values until the next one comes.
    """
    if reading and "now" in reading.picture:
        now: float | None = reading.picture["now"]
        return now
    return level_now(values_of(reading))


def changing(reading: Any) -> bool:
    """Has the series changed within its latest values, so that no chance can be told?"""
    return bool(reading) and reading.chance is None and any(reading.picture.get("sides", ())[-NOW_POINTS:])
