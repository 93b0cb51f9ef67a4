"""A decision with everything that its page tells: one query at any size, one for the values of its series,
and one for those of the series it rested on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from pilothouse.improvement.models import Action
from pilothouse.improvement.states import ACTION
from pilothouse.measures.aspects import with_aspects
from pilothouse.measures.models import Series
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.measures.traces import Trace, trace_in
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.gathering import LINE, in_order, record_built
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries.evidence import Kept, evidence_in, with_evidence
from pilothouse.reviews.states import DECISION
from pilothouse.trail.gathered import gathered

_PARTS = ("unit", "owner", "review", "origin", "supersedes", "created_by", "due_reading")
_SERIES = TOLD_BESIDE
_OF_ACTIONS = {**LINE, "done_on": "done_on", "created_at": "created_at"}
_OF_DECISIONS = {**LINE, "decided_on": "decided_on", "effect_from": "effect_from"}


@dataclass(frozen=True)
class Numbers:
    """A series with what its chart is drawn from, and the decisions and actions on its time axis that are seen."""

    series: Series
    trace: Trace
    decisions: list[Decision]
    actions: list[Action]


@dataclass(frozen=True)
class DecisionCase:
    """What a page tells of a decision: what came of it, what replaced it (as far as it is seen; and whether anything
    did), the numbers of its series, and what was known then.

    The rows below the decision are for reading only, and not to be saved.
    """

    decision: Decision
    actions: list[Action]
    successors: list[Decision]
    superseded: bool
    numbers: Numbers | None
    kept: Kept


def with_numbers(person: Person, series: Any) -> dict[str, Subquery]:
    """Annotations from which `numbers_in` reads; `series` is a key, or an `OuterRef` to one."""
    return {
        **with_aspects(series),
        "_decided": gathered(Decision.objects.seen_by(person).filter(series=series), _OF_DECISIONS),
        "_acted": gathered(Action.objects.seen_by(person).filter(series=series), _OF_ACTIONS),
    }


def numbers_in(row: Any, series: Series) -> Numbers:
    """The numbers of a series out of a row that was annotated with them; one query for its values."""
    return Numbers(series, trace_in(row, series), _decisions(row._decided), _actions(row._acted))


def _asked(person: Person, number: int) -> "QuerySet[Decision]":
    came = Record.objects.filter(origin=OuterRef(OuterRef("pk"))).values("pk")
    successors = Decision.objects.seen_by(person).filter(supersedes=OuterRef("pk"))
    lists = {
        **with_numbers(person, OuterRef("series")),
        **with_evidence(person),
        "_actions": gathered(Action.objects.seen_by(person).filter(pk__in=came), _OF_ACTIONS),
        "_successors": gathered(successors, _OF_DECISIONS),
    }
    replaced = Exists(Decision.objects.filter(supersedes=OuterRef("pk")))  # also by one that this person does not see
    found: QuerySet[Decision] = Decision.objects.seen_by(person).filter(number=number)
    return found.select_related(*_PARTS, *_SERIES).annotate(**lists, _superseded=replaced)[:1]


_CASE = KeptSight[Decision](_asked)


def decision_case(person: Person, number: int) -> DecisionCase | None:
    """The decision of this number with all that its page tells; None where the person sees none."""
    row = _CASE.first(person, number)
    if row is None:
        return None
    numbers = numbers_in(row, row.series) if row.series is not None else None
    read = {numbers.series.pk: numbers.trace.rows} if numbers else {}
    actions, successors = _actions(row._actions), _decisions(row._successors)
    return DecisionCase(row, actions, successors, row._superseded, numbers, evidence_in(row, read))


def _actions(rows: Any) -> list[Action]:
    return [record_built(Action, ACTION, row) for row in in_order(rows)]


def _decisions(rows: Any) -> list[Decision]:
    return [record_built(Decision, DECISION, row) for row in in_order(rows)]
