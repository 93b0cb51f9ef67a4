"""Signals on an agenda: what several units have in common in one week is one item, and so is what units show that were
judged as one set, as on the bridge.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.measures.shared_words import shared_reason, shared_title
from pilothouse.measures.together import Shared, as_looked_at, luck_of
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.models import AgendaItem, Review
from pilothouse.reviews.queries.events import happened
from pilothouse.reviews.rules import MOST_ANSWERED_SIGNALS, Candidate, Parts, Section, sets_since

# What nobody has answered comes before what somebody has.
_UNANSWERED = 1_000.0


@dataclass(frozen=True)
class Wanted:
    """What signals bring to an agenda; `stands` names by signal the one that stands for its group, `left` is how many
    answered ones are too many for one meeting.
    """

    candidates: list[Candidate]
    stands: Mapping[int, int]
    left: int


def signals_wanted(review: Review, person: Person, on: date, zone: tzinfo, off: Set[int]) -> Wanted:
    """Those that wait, and the strongest raised since the last review; of a group the strongest that waits, else the
    strongest, with the others beside it; those that meet in a week by luck make no group: chance is asked among the
    series of the unit and below, as by the pack of the meeting, and so for the whole as on the bridge. Without those
    that were taken `off`; and what this meeting has looked at as one stays one item, to which nothing joins that
    it has not seen. Four queries.
    """
    unit, since = review.unit, review.since
    found = Signal.objects.seen_by(person).filter(unit__path__startswith=unit.path).exclude(pk__in=off)
    beside = ("series__indicator", "series__unit", "unit")
    rows = [
        *found.filter(state="open").select_related(*beside),
        *_answered_since(found, unit, since, zone).select_related(*beside),
    ]
    stands: dict[int, int] = {}
    together: dict[int, list[Signal]] = {}
    by_key = {row.pk: row for row in rows}
    looked = {key: item.pk for item in AgendaItem.objects.filter(review=review, looked_at=True) for key in item.keys}
    events = luck_of(person, on, unit.path).events(row.shifted for row in rows) if rows else []
    for event in (one for one in events if not one.may_be_luck):
        for group in _apart(event.keys, looked):
            first, *others = sorted((by_key[key] for key in group), key=_first)
            together[first.pk] = others
            stands |= dict.fromkeys(group, first.pk)
    alone = sorted((row for row in rows if stands.get(row.pk, row.pk) == row.pk), key=_first)
    left = max(sum(row.state != "open" for row in alone) - MOST_ANSWERED_SIGNALS, 0)
    return Wanted(list(_candidates(alone[: len(alone) - left], together, zone)), stands, left)


def _apart(keys: Iterable[int], looked: Mapping[int, int]) -> Iterable[list[int]]:
    """These keys by the item under which they were looked at; those that were not are a group too."""
    found: dict[int, list[int]] = defaultdict(list)
    for key in keys:
        found[looked.get(key, 0)].append(key)
    return found.values()


def _answered_since(found: "QuerySet[Signal]", unit: Unit, since: date, zone: tzinfo) -> "QuerySet[Signal]":
    """Answered ones that were raised on the day of the last review or later, whenever their change began; but for what
    that review looked at, as nobody can tell from its day alone what came after it.
    """
    before = AgendaItem.objects.filter(looked_at=True, review__unit=unit, review__due=since)
    looked = {key for first, others in before.values_list("record_id", "together") for key in (first, *others)}
    return (
        found.exclude(state="open")
        .filter(created_at__gte=datetime.combine(since, time.min, zone))
        .exclude(pk__in=looked)
    )


def _first(signal: Signal) -> tuple[bool, float, int]:
    return signal.state != "open", -signal.strength, signal.pk


def _candidates(
    signals: Sequence[Signal], together: Mapping[int, Sequence[Signal]], zone: tzinfo
) -> Iterator[Candidate]:
    for signal in signals:
        others = together.get(signal.pk, ())
        waits = _UNANSWERED if signal.state == "open" else 0.0
        weight = signal.strength + sum(other.strength for other in others) + waits
        parts = Parts(together=tuple(other.pk for other in others))
        yield Candidate(signal.pk, Section.SIGNALS, weight, _reason(signal, zone), parts)


def _reason(signal: Signal, zone: tzinfo) -> str:
    if signal.state == "open":  # nobody was silent before it was raised
        return _("unanswered since %(day)s") % {"day": date_format(signal.created_at.astimezone(zone), "j M Y")}
    return _("new since the last review, %(state)s") % {"state": signal.standing.label}


def sets_wanted(unit: Unit, person: Person, since: date, on: date) -> Iterator[Candidate]:
    """Sets of units that changed together in an event for which nobody raised anything, also where it may be luck,
    which the reason tells: of what the bridge tells of as recent, and what was found since the last review; none where
    a unit that was judged lies elsewhere. Seven queries; one for who does not see the whole, and one for a
    part of it, among whose sets chance is asked.

    Sets of one event make one item. What is raised for an indicator answers every event it is part of, so that these
    make one too, and it stands for the item and is told first, the newest first. The others are together with it: an
    event stays the same item whichever of them stands for it by now, and when another one joins.
    """
    first = sets_since(since, on)
    weeks, alone = happened(person, datetime.combine(on + timedelta(days=1), time.max, UTC), on)
    silent = [one.sets for one in (*weeks, *alone) if not (one.answers or one.beyond)]
    events = [[taken.shared for taken in sets if _is_here(taken.shared, unit, first)] for sets in silent]
    every = [shared for event in events for shared in event]
    told = {one.change.pk: one for one in (as_looked_at(every, person, on, unit.path) if unit.parent_id else every)}
    by_indicator = _by_answer([event for event in events if event])
    apart = set(by_indicator)  # each indicator is part of one item alone, or that item would be known as another one
    for indicator, group in by_indicator.items():
        several = [told[shared.change.pk] for shared in group]
        others = dict.fromkeys(key for key in map(_indicator, several) if key not in apart)
        apart |= others.keys()
        several.sort(key=lambda shared: (_indicator(shared) != indicator, -shared.change.onset.toordinal()))
        parts = Parts(
            together=tuple(others),
            named=tuple(dict.fromkeys(series.pk for shared in several for series in shared.series)),
            judged=tuple(dict.fromkeys(key for shared in several for key in shared.change.judged)),
        )
        weight = _UNANSWERED + max(shared.change.evidence for shared in several)
        reason = " ".join(_set_reason(shared, on, indicator) for shared in several)
        yield Candidate(indicator, Section.SIGNALS, weight, reason, parts)


def _is_here(shared: Shared, unit: Unit, first: date) -> bool:
    inside = all(series.unit.path.startswith(unit.path) for series in shared.judged)
    return inside and shared.change.found >= first


def _by_answer(events: list[list[Shared]]) -> dict[int, list[Shared]]:
    """By indicator the sets of all events that what is raised for it answers: each event by the indicator that is part
    of the most of them, of these by that whose evidence is strongest.
    """
    found: dict[int, list[Shared]] = {}
    while events:
        count = Counter(key for event in events for key in set(map(_indicator, event)))
        strongest = max(
            (shared for event in events for shared in event),
            key=lambda shared: (count[_indicator(shared)], shared.change.evidence, shared.change.pk),
        )
        first = _indicator(strongest)
        found[first] = [shared for event in events if first in map(_indicator, event) for shared in event]
        events = [event for event in events if first not in map(_indicator, event)]
    return found


def _indicator(shared: Shared) -> int:
    key: int = shared.change.indicator_id
    return key


def _set_reason(shared: Shared, on: date, indicator: int) -> str:
    """Why it is here, with how rare that is; of another indicator than that which stands for the item in short."""
    return shared_reason(shared, on) if _indicator(shared) == indicator else f"{shared_title(shared, on)}."
