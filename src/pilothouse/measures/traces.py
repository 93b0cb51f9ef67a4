"""Everything the chart of a series is drawn from, its aspects read along with another row."""

from dataclasses import dataclass, replace
from typing import Any

from pilothouse.measures.aspects import Aspects, aspects_in
from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Series
from pilothouse.measures.rules import Columns


@dataclass(frozen=True)
class Trace:
    """Current values of a series and its aspects. For reading only."""

    rows: Columns
    aspects: Aspects

    def afresh(self) -> "Trace":
        """Without the line as it was last judged: for what is kept for good, and judged from the values themselves."""
        return replace(self, aspects=replace(self.aspects, engraved=None))


def trace_in(row: Any, series: Series) -> Trace:
    """The trace of a series out of a row that was annotated `with_aspects`, and one query for its values.

    A series may have thousands of values: they come as bare rows of numbers, never as a list inside the other row.
    """
    return Trace(current_values([series.pk]), aspects_in(row, series))
