"""One event, one place: the week that units have in common and what was seen of it when they were judged as one set."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain

from django.db.models import QuerySet

from pilothouse.measures.luck import OFTEN, Event
from pilothouse.measures.models import Indicator, SharedChange, Signal
from pilothouse.measures.together import luck_of
from pilothouse.measures.weeks import family_of, monday_of
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.queries.raised import out_of_sight, raised_for
from pilothouse.reviews.queries.sets import Taken, keys_of, with_signals
from pilothouse.reviews.queries.sets import taken as with_answers
from pilothouse.reviews.queries.weeks import AnsweredWeek, answered_weeks, signals_of_year

# Two ways of looking at one event: the rarer of both comes by chance as often as either of them.
_WAYS = 2


@dataclass(frozen=True)
class Occasion:
    """A week in common, or none, with the changes of sets of units that are the same event, the strongest first.
    `beyond`: something is raised for it that the reader does not see.
    """

    week: AnsweredWeek | None
    sets: list[Taken] = field(default_factory=list)
    beyond: bool = False

    @property
    def answers(self) -> list[Record]:
        """The issues, risks and decisions that were raised for its week or for one of its sets: for all of it; those
        that the reader sees.
        """
        of_week = self.week.answers if self.week else []
        found = [*of_week, *(each for one in self.sets for each in one.answers)]
        return list({record.pk: record for record in found}.values())

    @property
    def found(self) -> date:
        """The latest day on which something of it was found."""
        signals = [change.signal.found for change in self.week.changes] if self.week else []
        return max(*signals, *(one.shared.change.found for one in self.sets), date.min)

    @property
    def silent(self) -> bool:
        """Nothing is raised for it, and it is more than luck."""
        return not (self.answers or self.beyond or self.may_be_luck)

    @property
    def yearly(self) -> float:
        """How many times a year chance alone makes something like it in this organisation."""
        sets = min((one.shared.yearly for one in self.sets), default=None)
        if self.week is None or sets is None:
            return self.week.by_luck if self.week else sets or 0.0
        return _WAYS * min(self.week.by_luck, sets)

    @property
    def rarer(self) -> bool:
        """Is it told as an upper limit, for less is not known?"""
        sets = [one for one in self.sets if one.shared.rarer]
        return bool(sets) and (self.week is None or self.week.by_luck > min(one.shared.yearly for one in sets))

    @property
    def may_be_luck(self) -> bool:
        return self.yearly >= OFTEN


def happened(person: Person, now: datetime, today: date) -> tuple[list[Occasion], list[Occasion]]:
    """What several units showed together within the last 53 weeks, as `happening`; seven queries or eight."""
    signals = signals_of_year(person, now, today)
    events = luck_of(person, today).events(signal.shifted for signal in signals) if signals else []
    return happening(person, signals, events, today)


def happening(
    person: Person,
    signals: Sequence[Signal],
    events: Sequence[Event],
    today: date,
    among: "QuerySet[SharedChange] | None" = None,
) -> tuple[list[Occasion], list[Occasion]]:
    """These events among these signals, with the sets (`among` these) that tell of them or of others, as `occasions`;
    five queries, and one for who does not see the whole.

    One rule for bridge, page and agenda: what is raised beyond a reader's sight settles an event too, and of it is told
    that it is there, not what, by whom or where. That the units changed they see for themselves; did they not learn
    that somebody works on it, they would raise a second time what is raised, and an agenda that many read would ask it.
    """
    near = with_signals(person, among)
    keys = {*keys_of(near), *(key for event in events for key in event.keys)}
    raised = raised_for(None, sorted(keys)) if keys else {}
    weeks, others = occasions(answered_weeks(events, signals, raised, today), with_answers(near, raised))
    unseen = out_of_sight(person, raised)
    return [_in_sight(one, unseen) for one in weeks], [_in_sight(one, unseen) for one in others]


def _in_sight(one: Occasion, unseen: Set[int]) -> Occasion:
    """The same without the answers with these keys."""

    def seen(answers: Sequence[Record]) -> list[Record]:
        return [each for each in answers if each.pk not in unseen]

    week = one.week and replace(one.week, answers=seen(one.week.answers))
    sets = [replace(taken, answers=seen(taken.answers)) for taken in one.sets]
    return Occasion(week, sets, any(each.pk in unseen for each in one.answers))


def occasions(weeks: Sequence[AnsweredWeek], sets: Iterable[Taken]) -> tuple[list[Occasion], list[Occasion]]:
    """Each week with the sets that tell of its event; and the sets of no week, those of one event together, the newest
    first.

    A set tells of a week to the same side that has a unit in common with it: of that in which the set's change began,
    or of that in which it was found if one of the week's signals is of the same process.
    """
    with_weeks = [Occasion(week) for week in weeks]
    without: list[Occasion] = []
    for taken in sorted(sets, key=lambda one: -one.shared.change.evidence):
        began = (one for one in with_weeks if one.week and _began_in(taken, one.week))
        found = (one for one in with_weeks if one.week and _found_in(taken, one.week))
        alone = (one for one in without if _one_event(taken, one.sets))
        home = next(chain(began, found, alone), None)
        if home is None:
            without.append(home := Occasion(None))
        home.sets.append(taken)
    without.sort(key=lambda one: one.sets[0].shared.change.onset, reverse=True)
    return with_weeks, without


def _began_in(taken: Taken, week: AnsweredWeek) -> bool:
    return _week(taken) == week.week and _meets(taken, week)


def _found_in(taken: Taken, week: AnsweredWeek) -> bool:
    change, related = taken.shared.change, {_family(one.indicator) for one in week.changes}
    return monday_of(change.found) == week.week and _family(change.indicator) in related and _meets(taken, week)


def _meets(taken: Taken, week: AnsweredWeek) -> bool:
    """To the same side, with a unit in common."""
    places = {one.series.unit_id for one in week.changes}
    return taken.shared.tone == week.tone and not places.isdisjoint(_places(taken))


def _one_event(taken: Taken, others: Sequence[Taken]) -> bool:
    first = others[0]
    same = (_week(first), first.shared.tone) == (_week(taken), taken.shared.tone)
    return same and any(_places(one) & _places(taken) for one in others)


def _week(taken: Taken) -> date:
    return monday_of(taken.shared.change.onset)


def _places(taken: Taken) -> set[int]:
    return {series.unit_id for series in taken.shared.series}


def _family(indicator: Indicator) -> tuple[int | None, int]:
    return family_of(indicator.pk, indicator.process_id)
