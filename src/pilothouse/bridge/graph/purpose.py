"""Why am I doing this? The way from any record up to the objectives it serves.

A record comes to an objective straight (it came out of it, or is tied to it), by the target of the series it is about,
by the indicator of that series, or by its process, whose indicators tell about an objective; all of this also through
what it came out of. A signal that it answers, or that is tied to it, says which series it is about too. The walk goes
through records that the reader may not see, and names only what is everybody's: objectives, indicators, processes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, JSONField, Q, QuerySet, When
from django.db.models.expressions import RawSQL

from pilothouse.bridge.graph.rules import Tie, Way, line_of, straight_of
from pilothouse.measures.models import Indicator
from pilothouse.organisation.models import Person
from pilothouse.processes.models import Process
from pilothouse.records.gathering import record_built
from pilothouse.records.models import Record
from pilothouse.reviews.queries.worked_on import LIVE_STARTS, UP
from pilothouse.strategy.models import Objective

_FURTHER = """, at_indicator(start, step, id, series, process) AS (
    SELECT n.start, n.step, i.record_id, CAST(NULL AS BIGINT), i.process_id
    FROM named n JOIN measures_indicator i ON i.record_id = +n.id
    UNION ALL SELECT a.start, a.step, i.record_id, s.id, i.process_id
    FROM at_series a JOIN measures_series s ON s.id = +a.id JOIN measures_indicator i ON i.record_id = +s.indicator_id
), at_process(start, step, id, indicator) AS (
    SELECT n.start, n.step, p.record_id, CAST(NULL AS BIGINT)
    FROM named n JOIN processes_process p ON p.record_id = +n.id
    UNION ALL SELECT start, step, process, id FROM at_indicator WHERE process IS NOT NULL
), tie(start, step, way, objective, indicator, process) AS (
    SELECT n.start, n.step, 0, o.record_id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
    FROM named n JOIN strategy_objective o ON o.record_id = +n.id
    UNION SELECT a.start, a.step, 1, t.objective_id, a.id, a.process
    FROM at_indicator a JOIN measures_target t ON t.series_id = +a.series AND t.ended_at IS NULL
    UNION SELECT a.start, a.step, 2, v.objective_id, a.id, a.process
    FROM at_indicator a JOIN measures_serving v ON v.indicator_id = +a.id
    WHERE a.series IS NULL OR NOT EXISTS (
        -- The target says which series the objective means: others of the indicator are not its.
        SELECT 1 FROM measures_series s JOIN measures_target t ON t.series_id = +s.id
        WHERE s.indicator_id = +a.id AND t.objective_id = v.objective_id AND t.ended_at IS NULL
    )
    UNION SELECT a.start, a.step, 2, t.objective_id, a.id, a.process
    FROM at_indicator a JOIN measures_series s ON s.indicator_id = +a.id
    JOIN measures_target t ON t.series_id = +s.id AND t.ended_at IS NULL WHERE a.series IS NULL
    UNION SELECT p.start, p.step, 3, v.objective_id, p.indicator, p.id
    FROM at_process p JOIN measures_indicator i ON i.process_id = +p.id
    JOIN measures_serving v ON v.indicator_id = +i.record_id
    UNION SELECT p.start, p.step, 3, t.objective_id, p.indicator, p.id
    FROM at_process p JOIN measures_indicator i ON i.process_id = +p.id
    JOIN measures_series s ON s.indicator_id = +i.record_id
    JOIN measures_target t ON t.series_id = +s.id AND t.ended_at IS NULL
)
"""
_WALK = UP + _FURTHER
# As one list, so that a statement about something else brings it along.
_TOLD = """
SELECT {list}({row}(
    tie.step, tie.way, o.id, o.number, o.title, o.state, o.ended_at,
    i.id, i.number, i.title, p.id, p.number, p.title
)) FROM tie JOIN records_record o ON o.id = +tie.objective
LEFT JOIN records_record i ON i.id = +tie.indicator LEFT JOIN records_record p ON p.id = +tie.process
"""
_SERVING = "SELECT tie.start FROM tie JOIN records_record o ON o.id = +tie.objective WHERE o.ended_at IS NULL"
_ONE = "SELECT r.id, r.id, 0 FROM records_record r WHERE r.id = %s"
_WORK = "SELECT id, id, 0 FROM records_record WHERE ended_at IS NULL AND kind IN ('action', 'issue')"
_SERVES = _WALK.format(starts=_WORK, series="") + _SERVING
_LIVE_TIES = """
SELECT tie.start, tie.objective, tie.step, tie.way, tie.indicator, tie.process
FROM tie JOIN records_record o ON o.id = +tie.objective WHERE o.ended_at IS NULL
"""
_SERVED = _WALK.format(starts=LIVE_STARTS, series="") + _LIVE_TIES
# A series is no record: it stands at the beginning of its walk by itself.
_NO_RECORD = "SELECT r.id, r.id, 0 FROM records_record r WHERE 1 = 0"
_SERIES = "SELECT s.indicator_id, 0, s.id FROM measures_series s WHERE s.id = %s UNION ALL "

# Work that somebody answers for. What is only reported is sorted first; what is done waits for numbers, not for hands.
WORK_STATES = (("issue", "open"), ("action", "planned"))
WORK = Q.create([Q(kind=kind, state=state) for kind, state in WORK_STATES], connector=Q.OR)
# Among live records the work for objectives: an action until its effect is told, for one without effect comes back to
# its owner; a decision until it is carried out.
TO_CARRY_OUT = Q(kind="decision", state="running")
LIVE_WORK = Q(kind="action") | TO_CARRY_OUT


@dataclass(frozen=True)
class Line:
    """One objective that a record serves, and by what: each narrower than the one before."""

    objective: Objective
    process: Process | None
    indicator: Indicator | None
    way: Way

    @property
    def steps(self) -> list[Record]:
        """What stands between the objective and the record, the objective first."""
        return [step for step in (self.objective, self.process, self.indicator) if step is not None]


class _Ties(RawSQL):
    """All ties of one record, or of one series, as a JSON list."""

    def __init__(self, key: int, starts: str = _ONE, series: str = "") -> None:
        super().__init__(_WALK.format(starts=starts, series=series), [key], JSONField())

    def as_sql(self, compiler: Any, connection: Any, **names: str) -> Any:
        """The statement in the words of SQLite, unless told otherwise."""
        words = names or {"list": "JSON_GROUP_ARRAY", "row": "JSON_ARRAY"}
        return f"({self.sql}{_TOLD.format(**words)})", self.params

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        """PostgreSQL names both functions otherwise."""
        return self.as_sql(compiler, connection, list="JSONB_AGG", row="JSONB_BUILD_ARRAY")


def ties_of(record: int) -> Case:
    """For `annotate`: beside this record all its ways up to objectives, to be read by `lines_among`; None elsewhere."""
    return Case(When(pk=record, then=_Ties(record)), default=None, output_field=JSONField())


def ties_of_series(series: int) -> RawSQL:
    """For `annotate` beside a series: its ways up to objectives, by its targets, its indicator and its process."""
    return _Ties(series, _NO_RECORD, _SERIES)


def lines_among(ties: Sequence[Sequence[Any]] | None) -> list[Line]:
    """The objectives that a record serves, the straightest line first, out of what `ties_of` brought along."""
    by_tie = {_tie(row): row for row in ties or ()}
    return [_line(tie, by_tie[tie]) for tie in line_of(by_tie)]


def _tie(row: Sequence[Any]) -> Tie:
    return Tie(objective=row[2], live=row[6] is None, steps=row[0], way=Way(row[1]), indicator=row[7], process=row[10])


def _line(tie: Tie, row: Sequence[Any]) -> Line:
    objective = {"id": row[2], "number": row[3], "title": row[4], "state": row[5], "ended_at": row[6]}
    indicator = {"id": row[7], "number": row[8], "title": row[9]}
    process = {"id": row[10], "number": row[11], "title": row[12]}
    return Line(
        record_built(Objective, Objective.KIND, objective),
        record_built(Process, Process.KIND, process) if tie.process else None,
        record_built(Indicator, Indicator.KIND, indicator) if tie.indicator else None,
        tie.way,
    )


def served_by_work() -> dict[int, list[Tie]]:
    """By the key of all live work the live objectives it serves: each to which it has a straight line of sight
    (`STRAIGHT`), which so is worked on; without any, those that its line of sight leads to through a third. One query;
    whoever asks keeps to what they see.
    """
    ties: dict[int, list[Tie]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SERVED)
        for start, objective, step, way, indicator, process in cursor.fetchall():
            tie = Tie(objective, live=True, steps=step, way=Way(way), indicator=indicator, process=process)
            ties.setdefault(start, []).append(tie)
    return {start: straight_of(found) or line_of(found) for start, found in ties.items()}


def serving_nothing(person: Person) -> "QuerySet[Record]":
    """Live work that the person sees and that leads to no live objective, the oldest first."""
    found: QuerySet[Record] = Record.objects.seen_by(person).live().filter(WORK).with_people().defer("words")
    return found.exclude(pk__in=RawSQL(_SERVES, [])).order_by("pk")  # noqa: S611 - the statement holds no words of anybody
