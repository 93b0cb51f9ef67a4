"""From values to places: a linear scale, round ticks, and labels that keep apart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Maps `low`…`high` to the places `start`…`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value; the middle where the scale has no length."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        # Shares first: very large values must not overflow.
        share = value / (self.high - self.low) - self.low / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_ticks(low: float, high: float, about: int) -> list[float]:
    """Ticks at 1, 2 or 5 times a power of ten that lie within `low`…`high`, about as many as asked for."""
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return [low]
    raw = span / max(about, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((m * power for m in (1, 2, 5) if m * power >= raw * 0.999), 10 * power)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)]


def padded(low: float, high: float, share: float = 0.06) -> tuple[float, float]:
    """The range with room at both ends; a range without length becomes one around its value."""
    if high == low:
        room = abs(low) * 0.1 or 1.0
        return low - room, high + room
    room = (high - low) * share
    return low - room, high + room


def kept_apart(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places, moved as little as needed to be `gap` apart, within `low`…`high`, in the same order."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [places[i] for i in order]
    for i in range(1, len(moved)):
        moved[i] = max(moved[i], moved[i - 1] + gap)
    ceiling = high
    for i in reversed(range(len(moved))):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - gap
    result = [0.0] * len(places)
    for place, i in zip(moved, order, strict=True):
        result[i] = max(place, low)
    return result
