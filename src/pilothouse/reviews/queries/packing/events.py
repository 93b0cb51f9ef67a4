"""What several units showed together, by event: the weeks and sets of units that are one, and what was raised for any
of it, by the rule of `reviews.queries.events`, as bridge, *One cause?* and agendas tell it of live rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pilothouse.measures import luck
from pilothouse.measures.models import Indicator, Series, SharedChange, Signal
from pilothouse.measures.together import Shared, by_luck
from pilothouse.measures.weeks import YEAR, monday_of, recent_since
from pilothouse.organisation.models import Unit
from pilothouse.records.models import Link, Record
from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.events import Occasion, occasions
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.records import Told, any_record, here, raised_since
from pilothouse.reviews.queries.packing.several import changes_of_sets, places_of, ran_lately, set_told
from pilothouse.reviews.queries.raised import RAISED
from pilothouse.reviews.queries.sets import Taken, belongs
from pilothouse.reviews.queries.weeks import AnsweredWeek, answered_weeks
from pilothouse.reviews.rules import sets_since

Raised = Mapping[int, Sequence[Record]]


def events_told(known: Known, review: Review) -> Told:
    """`events` of which something was found or raised since the last meeting, those of weeks first, the newest first.

    What is an event is asked of the whole year, for a set may tell of a week of which nothing is new. What is raised
    beyond the pack's unit settles an event too, and of it is told that it is there alone (`beyond`). `silent` are those
    that the bridge counts: of the last five weeks, more than luck, with nothing raised.
    """
    signals, raised = _signals(known), _raised(known)
    chance = luck.Luck(places_of(known, ran_lately(known)), known.fap60)
    weeks = answered_weeks(chance.events(one.shifted for one in signals), signals, raised, known.today)
    with_weeks, alone = occasions(weeks, _sets(known, signals, raised))
    first, fresh = sets_since(review.since, known.today), {one.pk for one in raised_since(known, review)}
    every = (one for one in (*with_weeks, *alone) if one.sets or _is_rare(one))
    return {"events": [_told(known, one) for one in every if one.found >= first or fresh & _keys(one)]}


def _is_rare(one: Occasion) -> bool:
    """Has it a week that false alarms would seldom bring? Agendas group no others."""
    return one.week is not None and one.week.by_luck < luck.OFTEN


def _keys(one: Occasion) -> set[int]:
    return {change.signal.pk for change in one.week.changes} if one.week else set()


def _signals(known: Known) -> list[Signal]:
    """Those of the last 53 weeks here and below, the newest first; what they point to is tied to them, as it stood."""
    since = monday_of(known.today) - YEAR
    found = [one for one in here(known, Signal) if one.found >= since]
    series, indicators, units = (known.past.by_key(kind) for kind in (Series, Indicator, Unit))
    for one in found:
        one.series = series[one.series_id]
        one.series.indicator = indicators[one.series.indicator_id]
        one.series.unit = units[one.series.unit_id]
    return sorted(found, key=lambda one: (one.onset, one.pk), reverse=True)


def _raised(known: Known) -> Raised:
    """What came out of a record or is linked with it, by that record's key, whoever may see it."""
    near: dict[int, set[int]] = defaultdict(set)
    for link in known.past.every(Link):
        near[link.record_id].add(link.other_id)
        near[link.other_id].add(link.record_id)
    found: dict[int, list[Record]] = defaultdict(list)
    for key in sorted(known.records):
        one = known.records[key]
        if one.kind in RAISED:
            for of in near[key] | {one.origin_id or 0}:
                found[of].append(one)
    return found


def _sets(known: Known, signals: Sequence[Signal], raised: Raised) -> Iterator[Taken]:
    """Sets that lie here and below with what their series showed alone and what was raised since."""
    series = {one.pk: one for one in known.series}
    for change in changes_of_sets(known):
        several, judged = ([series[key] for key in keys] for keys in (change.named, change.judged))
        chance = by_luck(change.evidence, change.indicator.frequency, change.looks)
        shared = Shared(change, several, judged, *chance)
        own = [one for one in signals if belongs(one, shared)]
        yield Taken(shared, own, _answers(known, change, own, raised))


def _answers(known: Known, change: SharedChange, signals: Iterable[Signal], raised: Raised) -> list[Record]:
    of_all = (one for one in raised.get(change.indicator_id, ()) if known.day(one.created_at) >= change.found)
    own = (one for signal in signals for one in raised.get(signal.pk, ()))
    return list({one.pk: one for one in (*of_all, *own)}.values())


def _told(known: Known, one: Occasion) -> Told:
    """An event; of its answers those that the pack may tell of."""
    answers = sorted(one.answers, key=lambda each: each.pk)
    seen = [each for each in answers if any_record(known, each.pk)]
    return {
        "week": _week(one.week) if one.week and _is_rare(one) else None,
        "sets": [set_told(taken.shared.change) for taken in one.sets],
        "found": one.found.isoformat(),
        "yearly": number(one.yearly),
        "rarer": one.rarer,
        "raised": [{"code": each.code, "title": each.title} for each in seen],
        "beyond": len(seen) < len(answers),
        "silent": one.silent and one.found >= recent_since(known.today),
    }


def _week(week: AnsweredWeek) -> Told:
    return {
        "week": week.week.isoformat(),
        "better": week.tone == "better",
        "units": week.units,
        "signals": [
            {"code": each.signal.code, "title": each.signal.title, "state": each.signal.state} for each in week.changes
        ],
    }
