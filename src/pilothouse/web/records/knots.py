"""The thread for the eye: knots of the bridge as the kit draws them."""

from collections.abc import Callable

from pilothouse.bridge.thread import Knot, Thread
from pilothouse.measures.models import Series
from pilothouse.records.models import kind_named
from pilothouse.web.kit import parts
from pilothouse.web.records.numbers import page_of

_DRAWN = {"done": "note", "end": "note", "verification": "effect"}
_OWN_WORD = {"done": "done", "end": "end"}
_KIT = frozenset({"signal", "answer", "issue", "cause", "action", "decision", "review", "effect", "note"})


def drawn(thread: Thread, label: Callable[[Series], str] = lambda series: "") -> list[parts.Knot]:
    """Every knot of a thread, in its order; `label` is put beside the number of a series."""
    return [_knot(knot, label) for knot in thread.knots]


def _knot(knot: Knot, label: Callable[[Series], str]) -> parts.Knot:
    kind = _DRAWN.get(knot.kind, knot.kind)
    foreign = kind_named(knot.kind).label if kind not in _KIT else ""
    return parts.Knot(
        when=knot.when,
        kind=kind,
        title=knot.title,
        number=knot.record.code if knot.numbered else "",
        url=page_of(knot.record) if knot.numbered else "",
        mark=knot.mark,
        kind_word=foreign or (knot.state if knot.kind in _OWN_WORD else ""),
        state="" if knot.kind in _OWN_WORD else knot.state,
        note=_note(knot, said=bool(knot.state) and knot.kind not in _OWN_WORD),
        current=knot.current,
        depth=knot.depth,
        trust=label(knot.series) if knot.series is not None else "",
    )


def _note(knot: Knot, *, said: bool) -> str:
    """Who answers for it and what is told beside it, set off from the state that stands before."""
    parts = [str(part) for part in (knot.owner, knot.note) if part]
    return " · ".join(["", *parts] if said and parts else parts).strip()
