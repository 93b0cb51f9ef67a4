"""Two packs side by side: what differs, and which figures were changed after leaders had seen them. Pure."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pilothouse.reviews.queries.packing.engine import edition_of

Told = dict[str, Any]
Values = Mapping[int, Mapping[str, float | None]]
Change = tuple[str, Any, Any]
# Facts of a figure that leaders take for granted: a later change of one is told like a changed value.
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


def figures_changed(seen: Told, now: Told, values: Values) -> list[Told]:
    """What became of the figures of an earlier pack, as the first three formats tell it: values corrected or withdrawn,
    facts redefined, targets moved, series ended. `values` are all values of now, not only those that a pack shows.

    Each is a dictionary: `series`, `name` (as it was seen), `what` (a period, or the name of a fact), `was`, `now`.
    Values that have come in since are no change.
    """
    return _told(seen, now, lambda was, is_now: _changes(was, is_now, values))


def all_changed(seen: Told, now: Told, values: Values) -> list[Told]:
    """The same as formats from the fourth on tell it: also who answers, to which process it belongs, how far it can be
    trusted, by what it is judged. What holds for every figure has no `series`: the false-alarm budget, the engine.
    """

    def changes(was: Told, is_now: Told | None) -> Iterator[Change]:
        yield from _changes(was, is_now, values)
        if is_now is not None:
            yield from _kept_otherwise(was, is_now, seen["cut_off"]["at"])

    return [*_judged_otherwise(seen, now), *_told(seen, now, changes)]


def _told(seen: Told, now: Told, changes: Callable[[Told, Told | None], Iterator[Change]]) -> list[Told]:
    known = {one["series"]: one for one in now["figures"]}
    found: list[Told] = []
    for one in seen["figures"]:
        name = f"{one['indicator']} {one['title']}, {one['place']}"
        found += [
            {"series": one["series"], "name": name, "what": what, "was": was, "now": is_now}
            for what, was, is_now in changes(one, known.get(one["series"]))
        ]
    return found


def _judged_otherwise(seen: Told, now: Told) -> Iterator[Told]:
    """What every figure is judged by, where it is another than it was. Earlier formats kept no edition: not known is
    not changed.
    """
    every = {"series": None, "name": ""}
    if _is_new("budget", seen, now, seen["cut_off"]["at"]):
        yield every | {"what": "budget", "was": seen.get("budget"), "now": now["budget"]}
    if "engine" in seen and seen["engine"] != now["engine"]:
        yield every | {"what": "engine", "was": edition_of(seen), "now": edition_of(now)}


def _kept_otherwise(seen: Told, now: Told, since: str) -> Iterator[Change]:
    if _owner_changed(seen, now):
        yield "owner", seen["owner"], now["owner"]
    if seen["process"] != now["process"]:
        yield "process", seen["process"], now["process"]
    if seen["trust"]["label"] != now["trust"]["label"]:
        yield "trust", seen["trust"], now["trust"]
    if _is_new("baseline", seen, now, since):
        yield "baseline", seen.get("baseline"), now["baseline"]


def _owner_changed(seen: Told, now: Told) -> bool:
    """Another person, not another name: who married or was forgotten is who it was. Earlier formats had names only."""
    if "owner_key" in seen:
        return bool(seen["owner_key"] != now["owner_key"])
    return bool(seen["owner"] != now["owner"] and (now["owner"] or now["owner_key"] is None))


def _is_new(rule: str, seen: Told, now: Told, since: str) -> bool:
    """Is it another rule than was seen? Where the earlier format did not hold it: was it set after that cut-off?"""
    if rule in seen:
        return bool(seen[rule] != now[rule])
    at = now[rule] and now[rule]["at"]
    return at is not None and datetime.fromisoformat(at) > datetime.fromisoformat(since)


def _changes(seen: Told, now: Told | None, values: Values) -> Iterator[Change]:
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
