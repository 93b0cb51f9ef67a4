"""How every group of goals speaks: one JSON line each, and a row of the table at the end."""

import json
from dataclasses import dataclass

_ROWS: list["Goal"] = []
_SKIPPED: list[tuple[str, str]] = []


@dataclass(frozen=True)
class Goal:
    """One measured figure beside its bar and its moonshot; smaller is better unless `at_least`."""

    name: str
    value: float
    bar: float | None
    moonshot: float | None
    se: float
    at_least: bool

    def met(self, mark: float | None) -> bool:
        """Whether the value reaches the mark."""
        return mark is None or (self.value >= mark if self.at_least else self.value <= mark)


def goal(
    name: str, value: float, bar: float | None, moonshot: float | None, se: float = 0.0, *, at_least: bool = False
) -> None:
    """Print one figure and keep it for the table."""
    row = Goal(name, round(float(value), 4), bar, moonshot, round(float(se), 4), at_least)
    _ROWS.append(row)
    said = {"goal": name, "value": row.value, "se": row.se, "bar": bar, "moonshot": moonshot}
    print(json.dumps({**said, "met": row.met(bar), "moonshot_met": row.met(moonshot)}), flush=True)


def skipped(name: str, why: str) -> None:
    """Say that a goal was not measured, and why, here and in the table."""
    _SKIPPED.append((name, why))
    print(json.dumps({"goal": name, "skipped": why}), flush=True)


def aside(name: str, value: float, se: float) -> None:
    """Print a figure of something else, to compare with."""
    print(json.dumps({"beside": name, "value": round(float(value), 4), "se": round(float(se), 4)}), flush=True)


def table() -> None:
    """Print all figures so far, with the distance to the moonshot: 0 where it is reached."""
    print(f"\n{'goal':56}{'value':>9}{'s.e.':>8}{'bar':>7}{'moonshot':>10}{'to go':>8}")
    for row in _ROWS:
        bar, moon = ("" if mark is None else f"{mark:g}" for mark in (row.bar, row.moonshot))
        away = "" if row.moonshot is None else f"{0 if row.met(row.moonshot) else abs(row.value - row.moonshot):.3g}"
        word = "" if row.met(row.bar) else "  misses its bar"
        print(f"{row.name:56}{row.value:9.3f}{row.se:8.3f}{bar:>7}{moon:>10}{away:>8}{word}")
    for name, why in _SKIPPED:
        print(f"{name:56}  skipped: {why}")
