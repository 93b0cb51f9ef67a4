"""What was known when something was decided: frozen as one text with its digest, read again, held against today.

Numbers stand in the text as the shortest decimal that reads back to the same number, so that one state of knowledge
has one text (`trail.chain.canonical` refuses to write anything that has no single one).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pilothouse.trail.chain import canonical, digest

# So many of the latest points are kept: half a year of weeks, two years of months.
POINTS_KEPT = 26
DEFINITION = ("title", "definition", "unit_of_measure", "value_kind", "direction", "frequency", "scale", "season")


@dataclass(frozen=True)
class SignalThen:
    """A change that was known: its number, since when, to which side, and whether it was for the better."""

    code: str
    onset: date
    side: int
    better: bool


@dataclass(frozen=True)
class SeriesThen:
    """A series as it stood: its definition, its latest points in shown units with the limits of each, the changes
    known, the target, and how its latest value came in. Numbers that were not known are None.
    """

    place: str
    decimals: int
    definition: Mapping[str, Any]
    periods: tuple[date, ...]
    values: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    sides: tuple[int, ...]
    status: str
    signals: tuple[SignalThen, ...]
    target: float | None
    route: str
    source: str
    brought: date | None
    corrected: int
    late: bool
    trust: str = ""
    weak: tuple[str, ...] = ()

    def text(self) -> str:
        """The one text of what was known."""
        told = {name: getattr(self, name) for name in _PLAIN} | {
            "what": "series",
            "definition": {name: _word(value) for name, value in self.definition.items()},
            "periods": [day.isoformat() for day in self.periods],
            "sides": list(self.sides),
            "weak": list(self.weak),
            "signals": [[one.code, one.onset.isoformat(), one.side, one.better] for one in self.signals],
            "target": _word(self.target),
            "brought": self.brought.isoformat() if self.brought else None,
            **{name: [_word(value) for value in getattr(self, name)] for name in _LINES},
        }
        return canonical(told)


_LINES = ("values", "centre", "lower", "upper")
_PLAIN = ("place", "decimals", "status", "route", "source", "corrected", "late", "trust")


@dataclass(frozen=True)
class RecordThen:
    """A record as it stood."""

    kind: str
    number: int
    title: str
    state: str
    owner: int | None
    due: date | None

    def text(self) -> str:
        """The one text of what was known."""
        due = self.due.isoformat() if self.due else None
        return canonical({**self.__dict__, "what": "record", "due": due})


def sealed(texts: Sequence[str]) -> str:
    """One digest over everything that was frozen, in its order."""
    return digest(canonical([digest(text) for text in texts]))


def series_then(text: str) -> SeriesThen:
    """A frozen series out of its text."""
    told = json.loads(text)
    lines: dict[str, Any] = {name: tuple(_number(value) for value in told[name]) for name in _LINES}
    return SeriesThen(
        **{name: told[name] for name in _PLAIN if name in told},
        **lines,
        weak=tuple(told.get("weak", ())),
        definition=told["definition"],
        periods=tuple(date.fromisoformat(day) for day in told["periods"]),
        sides=tuple(told["sides"]),
        signals=tuple(SignalThen(code, date.fromisoformat(day), *rest) for code, day, *rest in told["signals"]),
        target=_number(told["target"]),
        brought=_day(told["brought"]),
    )


def record_then(text: str) -> RecordThen:
    """A frozen record out of its text."""
    told = json.loads(text)
    return RecordThen(**{name: told[name] for name in ("kind", "number", "title", "state", "owner")},
                      due=_day(told["due"]))  # fmt: skip


def _word(value: Any) -> Any:
    """A number as its shortest text; what is not known, or no number, as it is."""
    if not isinstance(value, float):
        return value
    return repr(value) if math.isfinite(value) else None


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Since:
    """How a series differs from what was known: values corrected (period: today's value), values that came later for
    periods that were over, the names of what is defined otherwise now, and the periods whose values were withdrawn.
    """

    corrected: Mapping[date, float]
    added: int
    defined: tuple[str, ...]
    withdrawn: tuple[date, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.corrected or self.added or self.defined or self.withdrawn)


def since(then: SeriesThen, today: Mapping[date, float], definition: Mapping[str, Any]) -> Since:
    """What differs now; `today` are the current values in shown units by period."""
    known = dict(zip(then.periods, then.values, strict=True))
    corrected = {
        period: today[period]
        for period, value in known.items()
        if value is not None and period in today and not math.isclose(today[period], value, rel_tol=1e-9, abs_tol=1e-12)
    }
    reach = (then.periods[0], then.periods[-1]) if then.periods else (date.max, date.min)
    added = sum(reach[0] <= period <= reach[1] and period not in known for period in today)
    defined = tuple(name for name in DEFINITION if _word(definition[name]) != then.definition[name])
    withdrawn = tuple(period for period, value in known.items() if value is not None and period not in today)
    return Since(corrected, added, defined, withdrawn)
