"""Why is an objective in danger? Records that say it: what warned, what fell, what changed, what went wrong."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from pilothouse.bridge.alignment import Aim
from pilothouse.improvement.models import WEIGHTY, Issue
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.risks.models import Stake
from pilothouse.strategy.models import Resting
from pilothouse.trail.gathered import gathered
from pilothouse.trail.kept import padded

MOST = 200
# A signal that is not answered or whose change goes on, a serious issue that is not closed, a risk that has warned, an
# assumption that fell: in this order on a line, what was foreseen first.
KINDS = ("risk", "assumption", "signal", "issue")


# Where there are more than can be told, what was foreseen is told.
_FORETOLD_FIRST = Case(*(When(kind=kind, then=place) for place, kind in enumerate(KINDS)), default=len(KINDS))


@dataclass(frozen=True)
class Cause:
    """A record that explains the danger of an objective."""

    record: Record

    @property
    def foretells(self) -> bool:
        """Does it tell of what the numbers cannot know yet?"""
        return self.record.kind in {"risk", "assumption"}


def causes_of(person: Person, aims: Iterable[Aim]) -> dict[int, list[Cause]]:
    """By the key of each objective what of the records that a person sees explains its danger: of each series of its
    targets the latest signal for the worse that is not answered or whose change goes on, and serious issues; risks that
    have warned and for which it is at stake; and assumptions it rests on that no longer hold. One query.
    """
    by_series: dict[int, list[int]] = defaultdict(list)
    objectives = []
    for aim in aims:
        objectives.append(aim.objective.pk)
        for series in aim.measured:
            by_series[series].append(aim.objective.pk)
    found: dict[int, list[Cause]] = defaultdict(list)
    if not objectives:
        return found
    for row in _ROWS.rows(person, padded(objectives), padded(sorted(by_series))):
        for objective in dict.fromkeys(_about(row, by_series)):
            found[objective].append(Cause(row))
    for causes in found.values():
        causes.sort(key=lambda cause: (KINDS.index(cause.record.kind), cause.record.pk))
    return found


def _about(row: Any, by_series: dict[int, list[int]]) -> Iterable[int]:
    yield from by_series.get(row.series_key or 0, ())
    yield from (each["objective_id"] for each in row._rests or ())
    yield from (each["at_stake_id"] for each in row._stakes or ())


def _rows(person: Person, objectives: Sequence[int], series: Sequence[int]) -> "QuerySet[Record]":
    here = OuterRef("pk")
    goes_on = Q(ended_at=None) | Q(series__reading__change=F("side"))
    signals = Signal.objects.filter(goes_on, series__in=series, better=False).order_by()
    # Of the latest of each series alone: what was answered in earlier years would push out what is open now.
    latest = signals.values("series").annotate(latest=Max("pk")).values("latest")
    issues = Issue.objects.filter(WEIGHTY, series__in=series, ended_at=None).order_by()
    stakes = Stake.objects.filter(at_stake__in=objectives)
    rests = Resting.objects.filter(objective__in=objectives)
    wanted = (
        Q(kind="signal", pk__in=latest)
        | Q(kind="issue", state="open", pk__in=issues.values("pk"))
        | Q(kind="risk", state="tripped", pk__in=stakes.values("record"))
        | Q(kind="assumption", state="fallen", pk__in=rests.values("record"))
    )
    shows = Coalesce(
        Subquery(Signal.objects.filter(pk=here).order_by().values("series")),
        Subquery(Issue.objects.filter(pk=here).order_by().values("series")),
    )
    live = Record.objects.seen_by(person).filter(wanted).defer("words").order_by(_FORETOLD_FIRST, "-pk")
    found: QuerySet[Record] = live.annotate(
        series_key=shows,
        _stakes=gathered(stakes.filter(record=here), ("at_stake_id",)),
        _rests=gathered(rests.filter(record=here), ("objective_id",)),
    )
    return found[:MOST]


_ROWS = KeptSight[Record](_rows)
