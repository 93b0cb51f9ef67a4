"""What really changed: of all series seen those whose evidence stands out, with few false ones among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from pilothouse.bridge.coverage import Coverage, Running, coverage_of
from pilothouse.measures.listing import Listed, listed
from pilothouse.measures.luck import Luck
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.moves import mean_of_run
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.measures.together import luck_of
from pilothouse.measures.weeks import WINDOW, YEAR, monday_of, reach_of, recent_since
from pilothouse.measures.wording import by_chance_since, period_in_words
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.queries import raised_for

MOST = 400


@dataclass(frozen=True)
class Change:
    """One signal as a line: from `before` to `after` in shown units, how rare its evidence is, who answers for it.

    `chance` is that of so much evidence without a change, None where it is not known; `after` the mean since it began.
    """

    signal: Signal
    after: float | None
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
        """What was usual before it."""
        return usual_before(self.signal)

    @property
    def since(self) -> str:
        """ "week 26"."""
        return period_in_words(self.signal.onset, self.indicator.frequency, self.today)

    @property
    def luck(self) -> str:
        """“about once in 40 years”: when it was found, and with what came since."""
        return by_chance_since(self.signal.p, self.chance, self.indicator.frequency)


@dataclass(frozen=True)
class CommonWeek:
    """Changes to one side that began or were found in the same week (its Monday) in several units; `by_luck`: how many
    such weeks a year false alarms alone would make.
    """

    changes: list[Change]
    week: date
    by_luck: float

    @property
    def tone(self) -> str:
        """better or worse: the same for all of them."""
        return self.changes[0].tone

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
    """`lines`: single changes and weeks in common, the strongest evidence first; `weaker`: recent signals whose series
    do not stand out among all that were looked at.

    `series` are the keys of those that stand out, of which `false` (an expectation) have not changed; `told` those of
    them with a signal of the last five weeks, which are those of `lines`; `not_judged` counts those looked at of which
    nobody can tell.
    """

    lines: list[Change | CommonWeek]
    weaker: list[Change]
    series: frozenset[int]
    told: list[Change]
    false: float
    not_judged: int

    @property
    def worse(self) -> int:
        """How many of those told changed for the worse."""
        return sum(change.tone == "worse" for change in self.told)

    @property
    def earlier(self) -> int:
        """How many still stand out without a signal of the last five weeks."""
        return len(self.series) - len(self.told)


def recent_signals(person: Person, now: datetime, watched: Sequence[Running]) -> list[Signal]:
    """Signals of the last five weeks, those from before that may stand in one week with them, and those still
    unanswered, with all that a line shows; one query.

    How far back that is goes by the most seldom of the series looked at, but no further than a year, as for
    `common_weeks`.
    """
    widest = max((reach_of(frequency) for frequency in {row.frequency for row in watched}), default=reach_of(""))
    return _RECENT.rows(person, _begin(now) - min(widest, YEAR - WINDOW))


def _begin(now: datetime) -> datetime:
    """Where the last five weeks begin: on a Monday, so that no week is cut."""
    there = timezone.localtime(now)
    return datetime.combine(recent_since(there.date()), time.min, tzinfo=there.tzinfo)


def _recent(person: Person, since: datetime) -> "QuerySet[Signal]":
    found: QuerySet[Signal] = Signal.objects.seen_by(person).filter(Q(created_at__gte=since) | Q(ended_at=None))
    return found.select_related(*TOLD_BESIDE, "owner").defer("words").order_by("-id")[:MOST]


_RECENT = KeptSight[Signal](_recent)


@dataclass(frozen=True)
class AnsweredWeek(CommonWeek):
    """A week in common with the issues, risks and decisions that were raised for its signals or tied to them."""

    answers: list[Record]


def common_weeks(person: Person, now: datetime, today: date) -> list[AnsweredWeek]:
    """The weeks of the last 53 in which several units changed together, newest first, as far as this person sees.

    Four queries. The changes come without their runs: what they tell is what they have in common.
    """
    by_key = {signal.pk: signal for signal in _YEAR.rows(person, monday_of(today) - YEAR, now)}
    changes = {key: Change(signal, None, signal.p, today) for key, signal in by_key.items()}
    events = luck_of(person, today).events(signal.shifted for signal in by_key.values()) if by_key else []
    raised = raised_for(person, [key for event in events for key in event.keys])
    answers = [{row.pk: row for key in event.keys for row in raised[key]} for event in events]
    return [
        AnsweredWeek([changes[key] for key in event.keys], event.week, event.yearly, list(answer.values()))
        for event, answer in zip(events, answers, strict=True)
    ]


def _of_year(person: Person, since: date, now: datetime) -> "QuerySet[Signal]":
    found: QuerySet[Signal] = Signal.objects.seen_by(person).filter(found__gte=since, created_at__lte=now)
    return found.select_related("unit", "owner", *TOLD_BESIDE).defer("words").order_by("-onset", "-id")


_YEAR = KeptSight[Signal](_of_year)


def standing_out(person: Person, today: date) -> Listed:
    """The series that stand out among all that this person sees, as on the bridge. One query."""
    return listed(_chances(coverage_of(person, today).rows))


def told_lately(person: Person, series: Sequence[int], now: datetime) -> dict[int, bool]:
    """Of these series those with a signal of the bridge's five weeks, and whether the latest is for the better; one
    query.
    """
    found = Signal.objects.seen_by(person).filter(series__in=series, created_at__gte=_begin(now))
    return dict(found.order_by("id").values_list("series_id", "better"))


def _chances(watched: Sequence[Running]) -> dict[int, float | None]:
    return {row.series: row.p for row in watched}


def what_changed(signals: Sequence[Signal], now: datetime, today: date, coverage: Coverage, fap60: float) -> Changed:
    """Which of the series looked at stand out, and what their recent signals say."""
    chances = _chances(coverage.rows)
    found = listed(chances)
    standing = frozenset(found.keys)
    begin = _begin(now)
    recent = [signal for signal in signals if signal.created_at >= begin]
    latest = {signal.series_id: signal.pk for signal in sorted(recent, key=lambda signal: signal.pk)}
    kept = {one.pk for one in recent if one.series_id in standing and latest[one.series_id] == one.pk}
    # What several units show together is stronger than each of them alone, unless it may be luck.
    events = Luck(coverage.places, fap60).events(one.shifted for one in signals) if kept else []
    common = [event for event in events if kept.intersection(event.keys) and not event.may_be_luck]
    grouped = {key for event in common for key in event.keys}
    shown = [one for one in signals if one.created_at >= begin or one.pk in grouped]
    ranked = [change_of(one, today, chances[one.series_id] if one.pk in kept else one.p) for one in shown]
    ranked.sort(key=_rarity)
    by_key = {change.signal.pk: change for change in ranked}
    lines: list[Change | CommonWeek] = [
        CommonWeek([by_key[key] for key in event.keys], event.week, event.yearly) for event in common
    ]
    lines += [by_key[key] for key in kept - grouped]
    lines.sort(key=_strength)
    weaker = [change for change in ranked if change.signal.pk not in kept | grouped]
    told = [change for change in ranked if change.signal.pk in kept]
    return Changed(lines, weaker, standing, told, found.false, found.not_judged)


def _rarity(change: Change) -> tuple[bool, float, int]:
    return (change.chance is None, change.chance or 0.0, change.signal.pk)


def _strength(line: Change | CommonWeek) -> tuple[bool, float, int]:
    return min(map(_rarity, line.changes if isinstance(line, CommonWeek) else [line]))


def change_of(signal: Signal, today: date, chance: float | None) -> Change:
    """A signal with the mean since, read from the picture kept with the series' reading."""
    usual, reading = usual_before(signal), getattr(signal.series, "reading", None)
    if usual is None or reading is None:
        return Change(signal, None, chance, today)
    periods = [date.fromisoformat(period) for period in reading.picture.get("periods", ())]
    after = mean_of_run(periods, reading.picture.get("values", ()), signal.onset, usual, signal.side)
    return Change(signal, after, chance, today)


def usual_before(signal: Signal) -> float | None:
    """The centre before the change; a signal of the run rules knows only the present one."""
    if signal.usual is not None:
        return float(signal.usual)
    reading = getattr(signal.series, "reading", None)
    return reading.centre if reading is not None else None
