"""What really changed: the signals of the last weeks by the strength of their evidence, one budget for false alarms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from pilothouse.bridge.coverage import coverage_of
from pilothouse.bridge.figures import luck
from pilothouse.bridge.rules import (
    FALSE_SHARE,
    Run,
    Shifted,
    listed,
    luck_of,
    monday_of,
    run_since,
    weeks_in_common,
)
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.wording import period_in_words
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Link, Record

WINDOW = timedelta(days=35)
MOST = 400
YEAR = timedelta(weeks=53)
DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True)
class Change:
    """One signal as a line: from `before` to `after` in shown units, the chance of luck, who answers for it."""

    signal: Signal
    run: Run | None
    chance: float | None
    today: date

    @property
    def series(self) -> Series:
        return self.signal.series

    @property
    def indicator(self) -> Indicator:
        return self.signal.series.indicator

    @property
    def tone(self) -> str:
        """better or worse."""
        return "better" if self.signal.better else "worse"

    @property
    def before(self) -> float | None:
        """The mean of routine variation, as it was."""
        centre: float | None = self.series.reading.centre
        return centre

    @property
    def after(self) -> float | None:
        """The mean since the change."""
        return self.run.mean if self.run else None

    @property
    def since(self) -> str:
        """ "week 26"."""
        return period_in_words(self.signal.onset, self.indicator.frequency, self.today)

    @property
    def luck(self) -> str:
        """ "once in 60 years"."""
        return luck(self.chance, DAYS[self.indicator.frequency])


@dataclass(frozen=True)
class CommonWeek:
    """Changes to one side that began in the same week in several units."""

    changes: list[Change]

    @property
    def tone(self) -> str:
        """better or worse: the same for all of them."""
        return self.changes[0].tone

    @property
    def week(self) -> date:
        """Its Monday."""
        return monday_of(self.changes[0].signal.onset)

    @property
    def units(self) -> list[str]:
        """Codes of the units, in alphabetical order."""
        return sorted({change.series.unit.code for change in self.changes})

    @property
    def indicators(self) -> list[str]:
        """Titles of the indicators, in alphabetical order."""
        return sorted({change.indicator.title for change in self.changes})

    @property
    def waiting(self) -> list[Signal]:
        """The signals that nobody has answered."""
        return [change.signal for change in self.changes if not change.signal.ended]


@dataclass(frozen=True)
class Changed:
    """`lines`: single changes and weeks in common, the strongest evidence first; `weaker`: signals that may well be
    luck.

    `listed` counts the signals in `lines`, of which `false` (an expectation) may be luck; `series` are the keys of what
    they are of, out of `watched`.
    """

    lines: list[Change | CommonWeek]
    weaker: list[Change]
    listed: int
    series: frozenset[int]
    watched: int

    @property
    def false(self) -> float:
        return FALSE_SHARE * self.listed


def recent_signals(person: Person, now: datetime) -> list[Signal]:
    """Signals found in the last five weeks, and those still unanswered, with all that a line shows; one query."""
    return _RECENT.rows(person, _begin(now))


def _begin(now: datetime) -> datetime:
    """Where the last five weeks begin: on a Monday, so that no week is cut."""
    there = timezone.localtime(now - WINDOW)
    return datetime.combine(monday_of(there.date()), time.min, tzinfo=there.tzinfo)


def _recent(person: Person, since: datetime) -> "QuerySet[Signal]":
    found: QuerySet[Signal] = Signal.objects.seen_by(person).filter(Q(created_at__gte=since) | Q(ended_at=None))
    rows = found.select_related("series__indicator", "series__unit", "series__reading", "owner").defer("words")
    return rows.order_by("-id")[:MOST]


_RECENT = KeptSight[Signal](_recent)


@dataclass(frozen=True)
class AnsweredWeek(CommonWeek):
    """A week in common with the issues that answer it."""

    issues: list[Record]


def common_weeks(person: Person, now: datetime, today: date) -> list[AnsweredWeek]:
    """The weeks of the last 53 in which several units changed together, newest first, as far as this person sees.

    Three queries. The changes come without their runs: what they tell is that they began together.
    """
    by_key = {signal.pk: signal for signal in _YEAR.rows(person, monday_of(today) - YEAR, now)}
    changes = {key: Change(signal, None, None, today) for key, signal in by_key.items()}
    groups = weeks_in_common(_shifted(change) for change in changes.values())
    issues = _issues_of(person, [key for keys in groups for key in keys])
    answers = [{row.pk: row for key in keys for row in issues[key]} for keys in groups]
    return [
        AnsweredWeek([changes[key] for key in keys], list(answer.values()))
        for keys, answer in zip(groups, answers, strict=True)
    ]


def _of_year(person: Person, since: date, now: datetime) -> "QuerySet[Signal]":
    found: QuerySet[Signal] = Signal.objects.seen_by(person).filter(onset__gte=since, created_at__lte=now)
    rows = found.select_related("unit", "owner", "series__indicator", "series__unit").defer("words")
    return rows.order_by("-onset", "-id")


_YEAR = KeptSight[Signal](_of_year)


def _issues_of(person: Person, signals: Sequence[int]) -> dict[int, list[Record]]:
    """Issues this person sees that came out of these signals or are linked with them, by signal."""
    pairs = Link.objects.filter(Q(record__in=signals) | Q(other__in=signals)).values_list("record_id", "other_id")
    linked: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        linked[one].add(other)
        linked[other].add(one)
    asked = Q(origin__in=signals) | Q(pk__in=[*linked])
    found: dict[int, list[Record]] = defaultdict(list)
    for issue in Record.objects.seen_by(person).filter(asked, kind="issue").defer("words").order_by("id"):
        for key in linked[issue.pk] | {issue.origin_id}:
            found[key].append(issue)
    return found


def changed_lately(person: Person, now: datetime, today: date) -> Changed:
    """What really changed in the last five weeks, for pages other than the bridge: the same answer. Two queries."""
    return what_changed(recent_signals(person, now), now, today, len(coverage_of(person, today).rows))


def what_changed(signals: Sequence[Signal], now: datetime, today: date, watched: int) -> Changed:
    """Judge the evidence of recent signals. `watched` is how many series were looked at."""
    begin = _begin(now)
    recent = [change_of(signal, today) for signal in signals if signal.created_at >= begin]
    ranked = sorted(recent, key=lambda change: (change.chance is None, change.chance or 0.0))
    looks = watched * max(WINDOW.days // 7, 1)
    count = listed([change.chance if change.chance is not None else 1.0 for change in ranked], looks)
    real, weaker = ranked[:count], ranked[count:]
    # What several units show together is stronger than each of them alone. Only weeks of which all signals were read.
    groups = weeks_in_common(_shifted(change) for change in ranked if change.signal.onset >= begin.date())
    kept = {change.signal.pk for change in real}
    common = [keys for keys in groups if kept & set(keys)]
    grouped = {key for keys in common for key in keys}
    by_key = {change.signal.pk: change for change in ranked}
    lines: list[Change | CommonWeek] = [CommonWeek([by_key[key] for key in keys]) for keys in common]
    lines += [change for change in real if change.signal.pk not in grouped]
    lines.sort(key=_strength)
    weaker = [change for change in weaker if change.signal.pk not in grouped]
    told = kept | grouped
    return Changed(lines, weaker, len(told), frozenset(by_key[key].series.pk for key in told), watched)


def _strength(line: Change | CommonWeek) -> float:
    changes = line.changes if isinstance(line, CommonWeek) else [line]
    return min(1.0 if change.chance is None else change.chance for change in changes)


def _shifted(change: Change) -> Shifted:
    signal = change.signal
    return Shifted(signal.pk, change.indicator.pk, change.series.unit_id, signal.onset, 1 if signal.better else -1)


def change_of(signal: Signal, today: date) -> Change:
    """A signal with its run, read from the picture kept with the series' reading."""
    run = _run(signal)
    return Change(signal, run, luck_of(run) if run else None, today)


def _run(signal: Signal) -> Run | None:
    reading: Any = getattr(signal.series, "reading", None)
    if reading is None or reading.centre is None or reading.upper is None:
        return None
    periods = [date.fromisoformat(period) for period in reading.picture.get("periods", ())]
    values = reading.picture.get("values", ())
    if not periods:
        return None
    # A proportion near 100 % has its upper limit cut off: the wider side tells the routine variation.
    reach = max(reading.upper - reading.centre, reading.centre - (reading.lower if reading.lower is not None else 0.0))
    return run_since(periods, values, signal.onset, reading.centre, reading.centre + reach, signal.side)
