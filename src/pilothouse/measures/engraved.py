"""A line as it was judged, as text for its row: pages unfold it, and judge anew only where it no longer holds. Pure.

The text begins with the digest of everything it was judged from: values, way of judging, false-alarm budget, editions
of the engine and of the judgement. A line judged from anything else is not taken. What was found is under no digest:
kept lines serve pages alone, and what lasts (the evidence of a decision, a pack) is judged anew.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import astuple
from hashlib import blake2b

import numpy as np

from pilothouse import spc
from pilothouse.measures.rules import Columns
from pilothouse.measures.stretches import Book, Manner, Stretch
from pilothouse.measures.watching import EDITION, Findings
from pilothouse.spc.changes import Change

_LINES = ("centre", "lower", "upper", "p")
_FLOAT, _BYTE = np.dtype("<f8"), np.dtype("i1")


def engraved(book: Book, found: Findings, index: int, manner: Manner, fap60: float) -> str:
    """What was found of one series of a book."""
    span = book.span(index)
    lines = b"".join(getattr(found, name)[span].astype(_FLOAT).tobytes() for name in _LINES)
    body = {
        "from": judged_from(book.rows.take(np.arange(span.start, span.stop)), manner, fap60),
        "lines": b64encode(lines + found.side[span].astype(_BYTE).tobytes()).decode(),
        "stretches": [astuple(stretch) for stretch in found.stretches[index]],
        "changes": [astuple(change) for change in found.changes[index]],
        "status": int(found.status[index]),
    }
    return json.dumps(body, separators=(",", ":"))


def unfolded(text: str | None, rows: Columns, manner: Manner, fap60: float) -> Findings | None:
    """The judgement of these rows of one series; None where the text tells of other values, or another way."""
    body = json.loads(text) if text else None
    if body is None or body["from"] != judged_from(rows, manner, fap60):
        return None
    held, count = b64decode(body["lines"]), len(rows)
    lines = np.frombuffer(held, dtype=_FLOAT, count=len(_LINES) * count).reshape(len(_LINES), count)
    return Findings(
        **dict(zip(_LINES, lines, strict=True)),
        side=np.frombuffer(held, dtype=_BYTE, offset=lines.nbytes),
        stretches=[[_stretch(*one) for one in body["stretches"]]],
        changes=[[Change(*one) for one in body["changes"]]],
        status=np.array([body["status"]], dtype=np.int8),
    )


def judged_from(rows: Columns, manner: Manner, fap60: float) -> str:
    """The digest of what a judgement rests on."""
    told = blake2b(repr((spc.EDITION, EDITION, manner, fap60)).encode(), digest_size=16)
    for column in (rows.days, rows.values, rows.numerators, rows.denominators):
        told.update(np.ascontiguousarray(column).tobytes())
    return told.hexdigest()


def _stretch(first: int, last: int, baseline: list[int] | None, left_out: list[int]) -> Stretch:
    return Stretch(first, last, (baseline[0], baseline[1]) if baseline else None, tuple(left_out))
