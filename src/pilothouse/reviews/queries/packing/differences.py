"""Two packs side by side: what differs, and which figures were changed after leaders had seen them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

# Facts of a figure that leaders take for granted: a later change of one is told like a changed value.
Values = Mapping[int, Mapping[str, float | None]]
_DEFINED = ("title", "definition", "unit_of_measure", "direction", "frequency", "kind", "season")


def differences(was: Any, now: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every place at which two packs differ: where, what stood, what is now. None stands for absent."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in [*was, *(name for name in now if name not in was)]:
            yield from differences(was.get(name), now.get(name), f"{path}.{name}" if path else name)
    elif isinstance(was, list) and isinstance(now, list):
        for place in range(max(len(was), len(now))):
            before, after = (one[place] if place < len(one) else None for one in (was, now))
            yield from differences(before, after, f"{path}[{place}]")
    elif was != now:
        yield path, was, now


def figures_changed(seen: dict[str, Any], now: dict[str, Any], values: Values) -> list[dict[str, Any]]:
    """What became of the figures of an earlier pack: values corrected or withdrawn, facts redefined, targets moved,
    series ended. `values` are all values of now, not only those that a pack shows.

    Each is a dictionary: `series`, `name` (as it was seen), `what` (a period, or the name of a fact), `was`, `now`.
    Values that have come in since are no change.
    """
    known = {one["series"]: one for one in now["figures"]}
    found: list[dict[str, Any]] = []
    for one in seen["figures"]:
        name = f"{one['indicator']} {one['title']}, {one['place']}"
        told = ((what, was, is_now) for what, was, is_now in _changes(one, known.get(one["series"]), values))
        found += [
            {"series": one["series"], "name": name, "what": what, "was": was, "now": is_now}
            for what, was, is_now in told
        ]
    return found


def _changes(seen: dict[str, Any], now: dict[str, Any] | None, values: Values) -> Iterator[tuple[str, Any, Any]]:
    if now is None:
        yield "ended", None, None
        return
    for fact in _DEFINED:
        if seen[fact] != now[fact]:
            yield fact, seen[fact], now[fact]
    if (was := _wanted(seen)) != (is_now := _wanted(now)):
        yield "target", was, is_now
    current = values.get(seen["series"], {})
    for period, value in values_in(seen):
        if current.get(period) != value:
            yield period, value, current.get(period)


def values_in(figure: dict[str, Any]) -> Iterator[tuple[str, float | None]]:
    """Every value that a pack holds of a figure, with its period, oldest first. The first format held a year."""
    for part in (figure.get("earlier", {"periods": [], "values": []}), figure):
        yield from zip(part["periods"], part["values"], strict=True)


def _wanted(figure: dict[str, Any]) -> str | None:
    target = figure["target"]
    return f"{target['value']} by {target['by']}" if target else None
