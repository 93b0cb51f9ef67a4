"""Which edition of the engine judged a pack, and what of a pack does not depend on it. Pure.

A figure is computed: limits, what stands out, where it stands, its chances, its label of trust; so are curves of
estimates, what several units show together, how far silence has climbed, what a comparison rests on, and which
objectives miss their target with nobody at work or pull apart. Everything else is a fact, which any edition tells
alike. Facts are held against facts: tampering is found whoever computes.
"""

from typing import Any

from pilothouse import spc
from pilothouse.measures import watching
from pilothouse.measures.chains import Missing

# Raised when a pack tells other chances, another standing or another label of trust from the same history: what
# pilothouse.spc and measures.watching have no edition for. A test holds what it says.
FIGURES = 5

_PARTS = ("warning", "judgement", "figures")
_OF_BODY = frozenset({"engine", "changed", "sets", "weeks", "events", "together", "climbed", "pulls"})
_OF_FIGURE = frozenset(
    {"centre", "lower", "upper", "sides", "status", "p", "change", "now", "now_since", "trust", "drawn"}
)  # fmt: skip
_OF_TARGET = frozenset({"next", "at", "capability"})
_OF_INPUTS = frozenset({"low"})
_OF_OBJECTIVE = frozenset({"weakest", "alone", "idle"})
_OF_GAPS = frozenset({Missing.OBJECTIVE_WORK, Missing.AGAINST})
_OF_ESTIMATE = frozenset({"curve", "crosses"})
_ESTIMATED = frozenset({"risks", "opportunities"})
_OF_CHANGE = frozenset({"engine", "trust"})
_COMPARED = frozenset({"decisions", "requests", "verifications"})
_OF_COMPARISON = frozenset({"level"})


def editions() -> dict[str, int]:
    """The editions at hand, as a pack keeps them: of early warning, of judging by it, and of its further figures."""
    return {"warning": spc.EDITION, "judgement": watching.EDITION, "figures": FIGURES}


def edition_of(body: dict[str, Any]) -> str:
    """The editions that judged a pack in one word, “2.2.1”; "" for formats that kept none."""
    engine = body.get("engine")
    return ".".join(str(engine[name]) for name in _PARTS) if engine else ""


def facts(body: dict[str, Any]) -> dict[str, Any]:
    """What a pack says without its engine."""
    kept = _without(body, _OF_BODY)
    if "inputs" in kept:
        counted = [one for one in body["inputs"]["tallies"] if one["of"] not in _OF_INPUTS]
        kept["inputs"] = body["inputs"] | {"tallies": counted}
    if "gaps" in kept:
        kept["gaps"] = [one for one in body["gaps"] if one["missing"] not in _OF_GAPS]
    for name in _ESTIMATED & kept.keys():
        kept[name] = [_uncounted(one) for one in body[name]]
    for name in _COMPARED & kept.keys():
        kept[name] = [_without(one, _OF_COMPARISON) for one in body[name]]
    return kept | {
        "figures": [_measured(one) for one in body["figures"]],
        "objectives": [_without(one, _OF_OBJECTIVE) for one in body["objectives"]],
        "silent": _without(body["silent"], frozenset({"late"})),
        "figures_changed": [one for one in body["figures_changed"] if one["what"] not in _OF_CHANGE],
    }


def _uncounted(record: dict[str, Any]) -> dict[str, Any]:
    """A risk or an opportunity without what is drawn out of its estimate."""
    estimate = record.get("estimate")
    return record | {"estimate": _without(estimate, _OF_ESTIMATE)} if estimate else record


def _measured(figure: dict[str, Any]) -> dict[str, Any]:
    target = figure["target"]
    return _without(figure, _OF_FIGURE) | {"target": target and _without(target, _OF_TARGET)}


def _without(told: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in names}
