"""Which open issues a signal may join, and which one it has joined."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from pilothouse.improvement.models import Issue
from pilothouse.improvement.rules.grounds import Ground, Traits, likely
from pilothouse.improvement.states import ISSUE
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.gathering import LINE, record_built
from pilothouse.records.models import Link
from pilothouse.records.queries import BASE_ID
from pilothouse.records.rules import parsed
from pilothouse.records.searching import matching
from pilothouse.trail.gathered import gathered

_CANDIDATES = 60
_KIN = 400
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Likely:
    """An open issue that may be about the same trouble, and what it shares with the signals."""

    issue: Issue
    grounds: tuple[Ground, ...]


def likely_issues(person: Person, signals: Sequence[Signal]) -> list[Likely]:
    """Open issues this person sees that may be about what these signals show, the likeliest first. Three queries.

    The signals come with their series and its indicator.
    """
    about = _traits_of(signals)
    weeks = _weeks_of_issues(person, about.weeks)
    asked = Q(series__indicator__in=about.indicators) | Q(process__in=about.processes) | Q(pk__in=list(weeks))
    for monday in about.weeks:
        # What was reported there while it began may be the trouble itself, seen by somebody who counts nothing.
        asked |= Q(unit__in=about.units, created_at__date__gte=monday, created_at__date__lt=monday + WEEK)
    found = {issue.pk: issue for issue in _open(person).filter(asked).order_by(BASE_ID.desc())[:_CANDIDATES]}
    traits = ((key, _traits_of_issue(issue, weeks[key])) for key, issue in found.items())
    return [Likely(found[key], shared) for key, shared in likely(about, traits)]


def open_issues_matching(person: Person, text: str, most: int = 20) -> list[Issue]:
    """Open issues this person sees that hold all words of the text, newest first."""
    return list(matching(_open(person), text).order_by(BASE_ID.desc())[:most])


def tie_of(signal: Signal) -> Link | None:
    """The link by which a joined issue answers this signal: made in the act of the answer, unlike one made by hand."""
    if signal.answered_at is None:
        return None
    found: Link | None = Link.objects.filter(other=signal, at=signal.answered_at).first()
    return found


def signals_of(person: Person, issue: Issue) -> list[Signal]:
    """The signals this person sees that an issue came out of, answers or is tied to; one query."""
    ties = Link.objects.filter(record=issue).values("other")
    found = Signal.objects.seen_by(person).filter(Q(pk=issue.origin_id) | Q(pk__in=ties))
    return list(found.order_by(BASE_ID.asc()))


_ISSUE = {**LINE, "unit_id": "unit_id", "path": "unit__path"}


def _asked(person: Person, number: int) -> "QuerySet[Signal]":
    joined = Issue.objects.seen_by(person).filter(links__other=OuterRef("pk"), links__at=OuterRef("answered_at"))
    found: QuerySet[Signal] = Signal.objects.seen_by(person).with_people().filter(number=number)
    return found.annotate(_joined=gathered(joined, _ISSUE))[:1]


_ASKED = KeptSight[Signal](_asked)


def signal_and_issue(person: Person, code: str) -> tuple[Signal, Issue | None] | None:
    """The signal of this number with the issue it joined, both as far as this person sees; one query."""
    number = parsed(code)
    row = _ASKED.first(person, number[1]) if number and number[0] == Signal.KIND.prefix else None
    if row is None:
        return None
    joined = [
        record_built(Issue, ISSUE, one, unit=Unit(pk=one["unit_id"], path=one["path"])) for one in row._joined or ()
    ]
    return row, next(iter(joined), None)


def _open(person: Person) -> Any:
    return Issue.objects.seen_by(person).live().select_related("unit", "owner", "series__indicator")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _traits_of(signals: Iterable[Signal]) -> Traits:
    indicators = {signal.series.indicator for signal in signals}
    return Traits(
        indicators=frozenset(indicator.pk for indicator in indicators),
        processes=frozenset(indicator.process_id for indicator in indicators if indicator.process_id),
        units=frozenset(signal.unit_id for signal in signals),
        weeks=frozenset(_monday(signal.onset) for signal in signals),
    )


def _traits_of_issue(issue: Issue, answered: set[date]) -> Traits:
    # Its own first day counts where it was reported; an issue that answers signals began when they did.
    began = set() if answered else {_monday(timezone.localtime(issue.created_at).date())}
    return Traits(
        indicators=frozenset([issue.series.indicator_id] if issue.series else []),
        processes=frozenset([issue.process_id] if issue.process_id else []),
        units=frozenset([issue.unit_id]),
        weeks=frozenset(began),
        answered=frozenset(answered),
    )


def _weeks_of_issues(person: Person, weeks: Iterable[date]) -> dict[int, set[date]]:
    """Mondays of these weeks in which signals began that an issue came out of or answers, by the issue's key."""
    began = Q(pk__in=[])
    for monday in weeks:
        began |= Q(onset__gte=monday, onset__lt=monday + WEEK)
    kin = Signal.objects.seen_by(person).filter(began).order_by(BASE_ID.desc())
    onsets = dict(kin.values_list("pk", "onset")[:_KIN])
    found: dict[int, set[date]] = defaultdict(set)
    born = Issue.objects.filter(origin__in=onsets).values_list("pk", "origin")
    # Whether what it is linked with is an issue is left to whoever looks for issues: asked here, all would be walked.
    ties = Link.objects.filter(other__in=onsets).values_list("record", "other")
    for issue, signal in born.order_by().union(ties.order_by(), all=True):
        found[issue].add(_monday(onsets[signal]))
    return found
