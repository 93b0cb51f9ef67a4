"""The weeks in which several units changed together, and what was raised for what they showed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from pilothouse.measures.luck import Event
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.measures.together import luck_of
from pilothouse.measures.weeks import YEAR, monday_of
from pilothouse.measures.wording import by_chance_since, period_in_words
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.queries.raised import raised_for


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
class AnsweredWeek(CommonWeek):
    """A week in common with the issues, risks and decisions that were raised for its signals or tied to them."""

    answers: list[Record]


def common_weeks(person: Person, now: datetime, today: date) -> list[AnsweredWeek]:
    """The weeks of the last 53 in which several units changed together, newest first, as far as this person sees.

    Four queries. The changes come without their runs: what they tell is what they have in common.
    """
    signals = signals_of_year(person, now, today)
    events = luck_of(person, today).events(signal.shifted for signal in signals) if signals else []
    raised = raised_for(person, [key for event in events for key in event.keys])
    return answered_weeks(events, signals, raised, today)


def signals_of_year(person: Person, now: datetime, today: date) -> list[Signal]:
    """The signals of the last 53 weeks that this person sees; one query."""
    return _YEAR.rows(person, monday_of(today) - YEAR, now)


def answered_weeks(
    events: Iterable[Event], signals: Iterable[Signal], raised: Mapping[int, Sequence[Record]], today: date
) -> list[AnsweredWeek]:
    """Events among these signals with what was `raised` by the signal's key."""
    changes = {signal.pk: Change(signal, None, signal.p, today) for signal in signals}
    found = []
    for event in events:
        answers = {row.pk: row for key in event.keys for row in raised.get(key, ())}
        found.append(
            AnsweredWeek([changes[key] for key in event.keys], event.week, event.yearly, list(answers.values()))
        )
    return found


def _of_year(person: Person, since: date, now: datetime) -> "QuerySet[Signal]":
    found: QuerySet[Signal] = Signal.objects.seen_by(person).filter(found__gte=since, created_at__lte=now)
    return found.select_related("unit", "owner", *TOLD_BESIDE).defer("words").order_by("-onset", "-id")


_YEAR = KeptSight[Signal](_of_year)


def usual_before(signal: Signal) -> float | None:
    """The centre before the change; a signal of the run rules knows only the present one."""
    if signal.usual is not None:
        return float(signal.usual)
    reading = getattr(signal.series, "reading", None)
    return reading.centre if reading is not None else None
