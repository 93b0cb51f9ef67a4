"""What trouble in one process can reach along the hand-overs: processes, what measures them, and what that serves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value

from pilothouse.measures.models import Indicator, Serving
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Handover, Process
from pilothouse.processes.rules import Exchange, downstream
from pilothouse.strategy.models import Objective


@dataclass(frozen=True)
class Reached:
    """A process downstream: in how many hand-overs (`steps`) trouble gets there, by what it is given at the last of
    them, and the indicators and objectives that would show it.
    """

    process: Process
    steps: int
    given: list[str]
    indicators: list[Indicator]
    objectives: list[Objective]


@dataclass(frozen=True)
class Reach:
    """Everything downstream of one process, nearest first."""

    process: Process
    reached: list[Reached]

    @property
    def indicators(self) -> int:
        return len({one.pk for each in self.reached for one in each.indicators})

    @property
    def objectives(self) -> int:
        return len({one.pk for each in self.reached for one in each.objectives})


def reach_of(person: Person, process: int | None) -> Reach | None:
    """What a process can reach; None without one. One query over the frame of the organisation."""
    if process is None:
        return None
    frame = _Frame(_FRAME.rows(person))
    if process not in frame.processes:
        return None
    steps = downstream(process, frame.exchanges)
    known = [(key, far) for key, far in steps.items() if key in frame.processes]
    return Reach(frame.processes[process], [frame.reached(key, far, steps, process) for key, far in known])


@dataclass(frozen=True)
class AtStake:
    """What trouble endangers first: the processes in which it arose, those they hand over to, and the objectives which
    the indicators of all of these serve.
    """

    processes: list[Process]
    next: list[Process]
    objectives: list[Objective]

    @property
    def keys(self) -> list[int]:
        """All of it."""
        return [one.pk for one in (*self.processes, *self.next, *self.objectives)]


def at_stake_of(person: Person, processes: Iterable[int]) -> AtStake:
    """What trouble in these processes endangers first, as far as the person sees it; one query."""
    frame = _Frame(_FRAME.rows(person))
    own = [key for key in dict.fromkeys(processes) if key in frame.processes]
    taken = {one.taker for one in frame.exchanges if one.giver in own}
    handed = [key for key in sorted(frame.processes) if key in taken and key not in own]
    objectives = {key: one for process in (*own, *handed) for key, one in frame.objectives[process].items()}
    own_ones, next_ones = ([frame.processes[key] for key in keys] for keys in (own, handed))
    return AtStake(own_ones, next_ones, list(objectives.values()))


_PROCESS, _INDICATOR, _OBJECTIVE, _HANDED = range(4)


def _frame(person: Person) -> "QuerySet[Any]":
    """(what, key, number, title, process) of processes, their indicators, the objectives these serve, and hand-overs
    (giver, taker in the place of number, what in that of the title).
    """
    processes = Process.objects.seen_by(person).live()
    indicators = Indicator.objects.seen_by(person).live().filter(process__isnull=False)
    objectives = Objective.objects.seen_by(person).live()
    served = Serving.objects.filter(
        indicator__in=indicators.order_by().values("pk"), objective__in=objectives.order_by().values("pk")
    )
    handed = Handover.objects.filter(giver__ended_at=None, taker__ended_at=None, giver__isnull=False)
    return processes.order_by().values_list(Value(_PROCESS), "pk", "number", "title", F("pk")).union(
        indicators.order_by().values_list(Value(_INDICATOR), "pk", "number", "title", "process_id"),
        served.order_by().values_list(
            Value(_OBJECTIVE), "objective_id", "objective__number", "objective__title", "indicator__process_id"
        ),
        handed.filter(taker__isnull=False).order_by().values_list(
            Value(_HANDED), "giver_id", "taker_id", "what", "giver_id"
        ),
        all=True,
    )  # fmt: skip


_FRAME = KeptSight[Any](_frame)


class _Frame:
    """The frame as read: processes by key, the rest by process. The records are for reading, not to be saved."""

    def __init__(self, rows: Iterable[tuple[int, int, int, str, int]]) -> None:
        self.processes: dict[int, Process] = {}
        self.indicators: dict[int, list[Indicator]] = defaultdict(list)
        self.objectives: dict[int, dict[int, Objective]] = defaultdict(dict)
        self.exchanges: list[Exchange] = []
        for what, key, number, title, process in sorted(rows):
            if what == _PROCESS:
                self.processes[key] = Process(pk=key, kind="process", number=number, title=title)
            elif what == _INDICATOR:
                self.indicators[process].append(Indicator(pk=key, kind="indicator", number=number, title=title))
            elif what == _OBJECTIVE:
                self.objectives[process][key] = Objective(pk=key, kind="objective", number=number, title=title)
            else:
                self.exchanges.append(Exchange(key, number, title))

    def reached(self, key: int, far: int, steps: dict[int, int], start: int) -> Reached:
        """One process downstream; what it is given comes from those one step nearer."""
        nearer = {start} if far == 1 else {one for one, steps_there in steps.items() if steps_there == far - 1}
        given = [one.what for one in self.exchanges if one.taker == key and one.giver in nearer]
        objectives = list(self.objectives[key].values())
        return Reached(self.processes[key], far, given, self.indicators[key], objectives)
