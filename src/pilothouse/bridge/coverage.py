"""How complete the picture is: which series are watched, which wait for the value that is due by now, and how far the
numbers can be trusted.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pilothouse.measures.luck import Place
from pilothouse.measures.models import Series
from pilothouse.measures.provenance import late_limits
from pilothouse.measures.queries import ran_since, runs_on
from pilothouse.measures.together import year_before
from pilothouse.measures.trust import WEAK, Label, label_on
from pilothouse.organisation.models import Person, units_in_sight
from pilothouse.trail.kept import Kept


@dataclass(frozen=True)
class Running:
    """One running series, its process and the path of its unit; `latest` is its latest period, `seen`: the reader may
    see it.

    `p` is the chance of so much evidence of a change without one (None: its latest value was not judged), `change` the
    side of a change that an alarm told and that goes on, else 0; `trust` the label of its numbers.
    """

    series: int
    indicator: int
    frequency: str
    process: int | None
    unit: str
    latest: date | None
    seen: bool
    p: float | None
    change: int
    trust: Label


@dataclass(frozen=True)
class Coverage:
    """All running series, read once for everything that counts them.

    `rows` are those the person sees; `every` serves to tell which processes are watched, which is no secret. `ended`
    are the places, seen too, of series that ran within the last 53 weeks.
    """

    every: list[Running]
    late: frozenset[int]
    ended: list[Place]

    @cached_property
    def rows(self) -> list[Running]:
        return [row for row in self.every if row.seen]

    @property
    def places(self) -> list[Place]:
        """Where chance may have made signals in the last 53 weeks."""
        running = [Place(row.unit, row.indicator, row.process, row.frequency) for row in self.rows]
        return running + self.ended

    @property
    def indicators(self) -> int:
        return len({row.indicator for row in self.rows})

    @property
    def fresh(self) -> int:
        """Indicators all of whose series have the value that is due by now."""
        return self.indicators - len({row.indicator for row in self.rows if row.series in self.late})

    @property
    def stale(self) -> int:
        """Series without the value that is due by now."""
        return sum(row.series in self.late for row in self.rows)

    @property
    def labels(self) -> Counter[Label]:
        """How many series have which label of trust."""
        return Counter(row.trust for row in self.rows)

    @property
    def weak(self) -> frozenset[int]:
        """Series whose numbers are to be mended before one decides on them."""
        return frozenset(row.series for row in self.rows if row.trust in WEAK)

    @property
    def processes(self) -> set[int]:
        """Keys of processes that an indicator watches."""
        return {row.process for row in self.every if row.process}


FIELDS = (
    "pk",
    "unit_id",
    "unit__path",
    "indicator_id",
    "indicator__frequency",
    "indicator__process_id",
    "indicator__owner_id",
    "indicator__owner__left_on",
    "provenance__points",
    "reading__latest_period",
    "reading__p",
    "reading__change",
    "ended_on",
    "indicator__ended_at",
)


_RAN = Kept[Series](lambda *since: Series.objects.filter(ran_since(*since)).order_by().values_list(*FIELDS))


def coverage_of(person: Person, on: date) -> Coverage:
    """Read all series of the last 53 weeks with their process: one query, no object for each row."""
    units = None if person.paths_seen is None else {unit.pk for unit in units_in_sight(person)}
    limits = late_limits(on)
    rows, late, past = [], set(), list[Place]()
    for row in _RAN.rows(*year_before(on)):
        series, unit, path, indicator, frequency, process, owner, left, points, latest, p, change, *ended = row
        seen = units is None or unit in units
        if not runs_on(on, *ended):
            past += [Place(path, indicator, process, frequency)] * seen
            continue
        overdue = sum(latest <= limit for limit in limits[frequency]) if latest else 0
        if overdue or latest is None:
            late.add(series)
        label = label_on(points, overdue, owned=owner is not None and left is None, placed=process is not None)
        rows.append(Running(series, indicator, frequency, process, path, latest, seen, p, change or 0, label))
    return Coverage(rows, frozenset(late), past)
