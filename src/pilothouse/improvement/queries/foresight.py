"""Serious issues matched back to the register: was it there, rated how, warned how early."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from pilothouse.improvement.models import WEIGHTY, Issue
from pilothouse.improvement.rules.foresight import (
    Foresight,
    Ground,
    Look,
    Warned,
    ahead_of,
    foresight,
    likely_risks,
    off_since,
)
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link, RecordQuerySet
from pilothouse.records.queries import BASE_ID
from pilothouse.risks.models import Answer, Assessment, Risk, Stake, Trip, Tripwire
from pilothouse.risks.queries import on_and_off

YEAR = timedelta(days=365)
MOST, MOST_RISKS = 200, 400
Likely = tuple[tuple[Risk, tuple[Ground, ...]], ...]


@dataclass(frozen=True)
class Hit:
    """One serious issue beside the register.

    `began` is the earliest onset of the signals it came from or answers, else the day it was entered (not `by_signal`:
    nobody knows better). `rating` and `estimate` are the assessments in force then, `closed` is since when the risk was
    off the register, `warned` how many days before it began the first warning came (None: none) that was not declined
    as saying nothing new; `declined` the same of those that were, where no other came. `likely` are risks that may be
    it, where nobody has said.
    """

    issue: Issue
    began: date
    by_signal: bool
    foresight: Foresight
    risk: Risk | None = None
    rating: Assessment | None = None
    estimate: Assessment | None = None
    closed: date | None = None
    warned: int | None = None
    declined: int | None = None
    likely: Likely = ()


@dataclass
class _Known:
    ratings: dict[int, list[Assessment]] = field(default_factory=lambda: defaultdict(list))
    trips: dict[int, list[Warned]] = field(default_factory=lambda: defaultdict(list))
    moves: dict[int, list[tuple[date, bool]]] = field(default_factory=dict)
    onsets: dict[int, date] = field(default_factory=dict)
    candidates: dict[int, Risk] = field(default_factory=dict)
    looks: dict[int, Look] = field(default_factory=dict)
    likely: dict[int, Likely] = field(default_factory=dict)


def hits(person: Person, on: date) -> list[Hit]:
    """Serious and grave issues that this person sees of the year up to a day, newest first: `MOST` of them,
    and one more where there are more. At most eight queries.
    """
    issues = _serious(person, on)
    known = _Known(onsets=_onsets(issues))
    keys = {issue.foreseen.risk_id for issue in issues if _said(issue) and issue.foreseen.risk_id}
    if keys:
        _read(known, keys)
    if unsaid := [issue for issue in issues if not _said(issue)]:
        _read_candidates(known, person)
        known.likely = _likely(unsaid, known)
    return [_hit(issue, known) for issue in issues]


def likely_for(person: Person, issue: Issue) -> Likely:
    """Risks on the register that this issue may be, the likeliest first; for the form that asks."""
    known = _Known()
    _read_candidates(known, person)
    return _likely([issue], known)[issue.pk]


def _with_onset(issues: RecordQuerySet) -> RecordQuerySet:
    onset = Signal.objects.filter(pk=OuterRef("origin")).order_by().values("onset")[:1]
    found: RecordQuerySet = issues.select_related("unit", "owner", "foreseen__risk").annotate(onset=Subquery(onset))
    return found


def _onsets(issues: Sequence[Issue]) -> dict[int, date]:
    """When the earliest signal began that each of these issues came out of or answers; one query."""
    found = {issue.pk: onset for issue in issues if (onset := getattr(issue, "onset", None))}
    answered = Signal.objects.filter(pk=OuterRef("other"), answered_at=OuterRef("at")).order_by().values("onset")[:1]
    ties = Link.objects.filter(record__in=[issue.pk for issue in issues]).annotate(onset=Subquery(answered))
    for key, onset in ties.filter(onset__isnull=False).values_list("record", "onset"):
        found[key] = min(onset, found.get(key, onset))
    return found


def _serious(person: Person, on: date) -> list[Issue]:
    since = timezone.make_aware(datetime.combine(on - YEAR, datetime.min.time()))
    # From the few serious ones on, in no order: asked for the newest, the database would walk through all issues.
    serious = Issue.objects.filter(WEIGHTY).order_by().values("pk")
    found = Issue.objects.seen_by(person).filter(pk__in=serious, created_at__gte=since)
    found = found.exclude(state="declined")
    return sorted(_with_onset(found).defer("words").order_by(), key=lambda issue: -issue.pk)[: MOST + 1]


def _said(issue: Issue) -> bool:
    return hasattr(issue, "foreseen")


def _read(known: _Known, keys: set[int]) -> None:
    rows = Assessment.objects.filter(record__in=keys).select_related("scale").defer("curve").order_by("id")
    for row in rows:
        known.ratings[row.record_id].append(row)
    for key, at, answer in Trip.objects.filter(record__in=keys).values_list("record", "at", "answer"):
        known.trips[key].append(Warned(_day(at), answer == Answer.DECLINED))
    known.moves = {key: [(_day(at), back) for at, back in moves] for key, moves in on_and_off(sorted(keys)).items()}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _read_candidates(known: _Known, person: Person) -> None:
    risks = Risk.objects.seen_by(person).select_related("unit", "owner").order_by(BASE_ID.desc())[:MOST_RISKS]
    known.candidates = {risk.pk: risk for risk in risks}
    processes, series = defaultdict(set), defaultdict(set)
    for key, at_stake in Stake.objects.filter(record__in=list(known.candidates)).values_list("record", "at_stake"):
        processes[key].add(at_stake)
    for key, line in Tripwire.objects.filter(record__in=list(known.candidates)).values_list("record", "series"):
        series[key].add(line)
    known.looks = {
        key: Look(risk.title, f"{risk.cause} {risk.consequence}", frozenset(processes[key]), frozenset(series[key]))
        for key, risk in known.candidates.items()
    }


def _hit(issue: Issue, known: _Known) -> Hit:
    began, by_signal = min(known.onsets.get(issue.pk, date.max), _day(issue.created_at)), issue.pk in known.onsets
    if not _said(issue):
        return Hit(issue, began, by_signal, Foresight.UNSAID, likely=known.likely[issue.pk])
    if issue.foreseen.unknown:
        return Hit(issue, began, by_signal, Foresight.UNKNOWN)
    risk = issue.foreseen.risk
    if risk is None:
        return Hit(issue, began, by_signal, Foresight.UNFORESEEN)
    before = [row for row in known.ratings[risk.pk] if _day(row.at) < began]
    closed = off_since(began, known.moves.get(risk.pk, ()))
    warned, declined = ahead_of(began, known.trips[risk.pk])
    return Hit(
        issue, began, by_signal, foresight(began, registered=_day(risk.created_at), closed=closed), risk,
        rating=_latest([row for row in before if row.seed is None]),
        estimate=_latest([row for row in before if row.seed is not None]),
        closed=closed, warned=warned, declined=declined,
    )  # fmt: skip


def _latest(rows: Sequence[Assessment]) -> Assessment | None:
    return rows[-1] if rows else None


def _look(issue: Issue) -> Look:
    return Look(
        issue.title,
        issue.details,
        frozenset([issue.process_id] if issue.process_id else []),
        frozenset([issue.series_id] if issue.series_id else []),
    )


def _likely(issues: Sequence[Issue], known: _Known) -> dict[int, Likely]:
    """All of them at once; each is weighed with the register alone, as on the form that asks about it."""
    found = likely_risks([_look(issue) for issue in issues], known.looks)
    return {
        issue.pk: tuple((known.candidates[key], grounds) for key, grounds in each)
        for issue, each in zip(issues, found, strict=True)
    }
