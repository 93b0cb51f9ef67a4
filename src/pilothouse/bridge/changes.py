"""What really changed: of all series seen those whose evidence stands out, with few false ones among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from pilothouse.bridge.coverage import Coverage, Running, coverage_of
from pilothouse.measures.listing import Listed, listed
from pilothouse.measures.luck import Luck
from pilothouse.measures.models import Signal
from pilothouse.measures.moves import mean_of_run
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.measures.weeks import WINDOW, YEAR, reach_of, recent_since
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.reviews.queries import Change, CommonWeek, usual_before

MOST = 400


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
