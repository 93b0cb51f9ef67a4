"""Serious issues matched back to the register: was it there, rated how, warned how early."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from pilothouse.improvement.models import Issue, Nature, Severity
from pilothouse.improvement.rules.foresight import Foresight, Ground, Look, foresight, likely_risks
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.queries import BASE_ID
from pilothouse.risks.models import Assessment, Risk, Stake, Trip, Tripwire
from pilothouse.risks.rules import in_time

YEAR = timedelta(days=365)
MOST, MOST_RISKS = 200, 400
SERIOUS = (Severity.SERIOUS, Severity.GRAVE)


@dataclass(frozen=True)
class Hit:
    """One serious issue beside the register. `began` is the onset of the signal it came from, else the day it was
    entered; `rating` and `estimate` are the assessments in force then, `warned` how many days ahead the first warning
    came (None: none); `likely` are risks that may be it, where nobody has said.
    """

    issue: Issue
    began: date
    foresight: Foresight
    risk: Risk | None = None
    rating: Assessment | None = None
    estimate: Assessment | None = None
    warned: int | None = None
    likely: tuple[tuple[Risk, tuple[Ground, ...]], ...] = ()


@dataclass
class _Known:
    ratings: dict[int, list[Assessment]] = field(default_factory=lambda: defaultdict(list))
    trips: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    candidates: dict[int, Risk] = field(default_factory=dict)
    looks: dict[int, tuple[str, Look]] = field(default_factory=dict)


def hits(person: Person, on: date) -> list[Hit]:
    """Serious and grave issues that this person sees of the year up to a day, newest first. At most six queries."""
    issues = _serious(person, on)
    known = _Known()
    keys = {issue.foreseen.risk_id for issue in issues if _said(issue) and issue.foreseen.risk_id}
    if keys:
        _read(known, keys)
    if not all(map(_said, issues)):
        _read_candidates(known, person)
    return [_hit(issue, known) for issue in issues]


def hit_of(person: Person, issue: Issue) -> Hit:
    """One issue beside the register, likely risks first; for the form that asks."""
    known = _Known()
    _read_candidates(known, person)
    return _hit(_with_onset(Issue.objects.filter(pk=issue.pk)).get(), known)


def _with_onset(issues: RecordQuerySet) -> RecordQuerySet:
    onset = Signal.objects.filter(pk=OuterRef("origin")).order_by().values("onset")[:1]
    found: RecordQuerySet = issues.select_related("unit", "owner", "foreseen__risk").annotate(onset=Subquery(onset))
    return found


def _serious(person: Person, on: date) -> list[Issue]:
    since = timezone.make_aware(datetime.combine(on - YEAR, datetime.min.time()))
    # From the few serious ones on, in no order: asked for the newest, the database would walk through all issues.
    serious = Issue.objects.filter(severity__in=SERIOUS).order_by().values("pk")
    found = Issue.objects.seen_by(person).filter(pk__in=serious, created_at__gte=since)
    found = found.exclude(nature=Nature.IDEA).exclude(state="declined")
    return sorted(_with_onset(found).defer("words").order_by(), key=lambda issue: -issue.pk)[:MOST]


def _said(issue: Issue) -> bool:
    return hasattr(issue, "foreseen")


def _read(known: _Known, keys: set[int]) -> None:
    rows = Assessment.objects.filter(record__in=keys).select_related("scale").defer("curve").order_by("id")
    for row in rows:
        known.ratings[row.record_id].append(row)
    for key, at in Trip.objects.filter(record__in=keys).values_list("record", "at"):
        known.trips[key].append(timezone.localtime(at).date())


def _read_candidates(known: _Known, person: Person) -> None:
    risks = Risk.objects.seen_by(person).select_related("unit", "owner").order_by(BASE_ID.desc())[:MOST_RISKS]
    known.candidates = {risk.pk: risk for risk in risks}
    processes, series = defaultdict(set), defaultdict(set)
    for key, at_stake in Stake.objects.filter(record__in=list(known.candidates)).values_list("record", "at_stake"):
        processes[key].add(at_stake)
    for key, line in Tripwire.objects.filter(record__in=list(known.candidates)).values_list("record", "series"):
        series[key].add(line)
    known.looks = {
        key: (risk.title, Look("", frozenset(processes[key]), frozenset(series[key])))
        for key, risk in known.candidates.items()
    }


def _hit(issue: Issue, known: _Known) -> Hit:
    began: date = issue.onset or timezone.localtime(issue.created_at).date()  # type: ignore[attr-defined]
    if not _said(issue):
        return Hit(issue, began, Foresight.UNSAID, likely=_likely(issue, known))
    risk = issue.foreseen.risk
    if risk is None:
        return Hit(issue, began, Foresight.UNFORESEEN)
    registered = timezone.localtime(risk.created_at).date()
    before = [row for row in known.ratings[risk.pk] if timezone.localtime(row.at).date() < began]
    return Hit(
        issue, began, foresight(began, said=True, registered=registered), risk,
        rating=_latest([row for row in before if row.seed is None]),
        estimate=_latest([row for row in before if row.seed is not None]),
        warned=in_time(known.trips[risk.pk], timezone.localtime(issue.created_at).date()),
    )  # fmt: skip


def _latest(rows: Sequence[Assessment]) -> Assessment | None:
    return rows[-1] if rows else None


def _likely(issue: Issue, known: _Known) -> tuple[tuple[Risk, tuple[Ground, ...]], ...]:
    look = Look(
        f"{issue.title} {issue.details}",
        frozenset([issue.process_id] if issue.process_id else []),
        frozenset([issue.series_id] if issue.series_id else []),
    )
    return tuple((known.candidates[key], grounds) for key, grounds in likely_risks(look, known.looks))
