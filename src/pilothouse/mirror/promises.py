"""Which promises may be told: for each stretch of months, of the whole, of units, and of processes within a unit.

One tree: a stretch speaks of at least five people, what of it is told of a unit does, and what of that is told of a
process; and what is not told beside them is of nobody or of at least five as well (`groups_hidden`). Everything that is
shown anywhere is a sum of its branches, so that nothing subtracted from anything else tells of fewer, whoever looks,
at whatever page, on whatever day. The stretches are those of the mirror's own question *dates-kept*.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.bridge.reliability import Cell, Part, Promises, together
from pilothouse.mirror.models import PromisesTold
from pilothouse.mirror.rules import closed_periods, new_years
from pilothouse.organisation.models import Person, units_in_sight
from pilothouse.organisation.rules import groups_hidden, told_from

# So many months are shown, and what lies before them in their first year.
MONTHS = 24
NO_PROCESS = 0  # the process of promises that belong to none


def promises_told(cells: Sequence[Cell], today: date) -> list[PromisesTold]:
    """The tree as rows; of what may not be shown nothing but that it is there."""
    months = closed_periods(today, "month")
    by_month = together(cells, lambda cell: cell.month)
    begins = told_from([(by_month.get(month, Promises()).people,) for month in months], new_years(months))
    stretches = [(months[first], month) for first, month in zip(begins, months, strict=True) if first is not None]
    return [row for first, last in stretches for row in _branches(first, last, cells)]


def _branches(first: date, last: date, cells: Sequence[Cell]) -> Iterator[PromisesTold]:
    here = [cell for cell in cells if first <= cell.month <= last]
    yield _row(first, last, sum((cell.promises for cell in here), Promises()))
    by_unit = together(here, lambda cell: cell.unit)
    no_unit = groups_hidden({unit: promises.people for unit, promises in by_unit.items()})
    for unit, promises in sorted(by_unit.items()):
        yield _row(first, last, None if unit in no_unit else promises, unit)
        parts = together((cell for cell in here if cell.unit == unit), lambda cell: cell.process or NO_PROCESS)
        hidden = groups_hidden({process: part.people for process, part in parts.items()})
        for process, part in sorted(parts.items()):
            yield _row(first, last, None if unit in no_unit or process in hidden else part, unit, process)


def _row(
    first: date, last: date, promises: Promises | None, unit: int | None = None, process: int | None = None
) -> PromisesTold:
    row = PromisesTold(first=first, last=last, unit=unit, process=process)
    if promises is not None:
        row.made, row.kept, row.moved, row.days = promises.made, promises.kept, promises.moved, promises.days
    return row


@dataclass(frozen=True)
class Seen:
    """What is told somebody who sees these units, None for all of them."""

    rows: Sequence[PromisesTold]
    units: Collection[int] | None

    def line(self) -> list[Part]:
        """All in sight, from the first month with a promise on."""
        if self.units is None:
            return self._parts([row for row in self.rows if row.unit is None])
        return self.of_units(self.units)

    def of_units(self, units: Collection[int]) -> list[Part]:
        """The same of these units alone."""
        return self._parts([row for row in self.rows if row.process is None and row.unit in units])

    def of_process(self, process: int) -> list[Part]:
        """The same of one process, in the units in which it is told."""
        return self._parts([row for row in self.rows if row.process == process])

    def groups(self, kind: str) -> dict[int, Promises | None]:
        """What is told of each unit or process (`kind`), None for nothing, because it speaks of too few people."""
        found: dict[int, Promises | None] = {}
        for row in self.rows:
            if row.unit is not None and (kind == "process") == (row.process is not None):
                key, before = getattr(row, kind), found.get(getattr(row, kind))
                found[key] = before if row.made is None else (before or Promises()) + row.promises
        return found

    def _parts(self, rows: Sequence[PromisesTold]) -> list[Part]:
        sums = defaultdict[date, Promises](Promises)
        for row in rows:
            if row.made is not None:
                sums[row.last] += row.promises
        begun = min((last for last, promises in sums.items() if promises.made), default=date.max)
        stretches = [(row.first, row.last) for row in self.rows if row.unit is None and row.last >= begun]
        return [Part(first, last, sums[last]) for first, last in stretches]


def told_to(person: Person, today: date, *, processes: bool = True) -> Seen:
    """What may be told this person of the last two years; one query, and one for the units in sight.

    Whoever sees a part of the organisation is told the units in sight, not their own promises elsewhere, which they
    could subtract.
    """
    since = closed_periods(today, "month", MONTHS)[0]
    rows = PromisesTold.objects.filter(first__gte=since)
    if not processes:
        rows = rows.filter(process=None)
    if person.paths_seen is None:
        return Seen(list(rows), None)
    units = {unit.pk for unit in units_in_sight(person)}
    return Seen([row for row in rows if row.unit is None or row.unit in units], units)
