"""Where judged lines stand: the one "now" of bridge, pages and packs. Neither database nor clock."""

from dataclasses import dataclass
from datetime import date

from pilothouse.measures.models import Indicator
from pilothouse.measures.moves import NOW_POINTS, level_begins, level_now
from pilothouse.measures.stretches import Book
from pilothouse.measures.watching import Findings
from pilothouse.spc.series import HAS_DENOMINATOR


@dataclass(frozen=True)
class Standing:
    """`now` in shown units, on a level that began in the period `since`; None for both where there is no value."""

    now: float | None
    since: date | None


def standing(book: Book, found: Findings, index: int, indicator: Indicator) -> Standing:
    """Where a line of a book stands since its level last changed, each share or rate counted by how much it is of."""
    rows, span, stretches = book.rows, book.span(index), found.stretches[index]
    begin = span.start + level_begins(found.changes[index], stretches[-1].first if stretches else 0)
    latest = slice(max(begin, span.stop - NOW_POINTS), span.stop)
    sizes = rows.denominators[latest].tolist() if indicator.value_kind in HAS_DENOMINATOR else None
    now = level_now((rows.values[latest] * indicator.scale).tolist(), sizes)
    return Standing(now, date.fromordinal(int(rows.days[begin])) if now is not None else None)
