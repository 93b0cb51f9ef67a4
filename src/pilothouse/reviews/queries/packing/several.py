"""What several units showed together: sets of units judged as one, and weeks in which signals of several units meet,
each with what was raised for it.

Packs of the fifth format tell of what was found in the numbers after the day of the last review, those of the sixth of
what the agenda tells: what was raised since, however late its values came, and no week that may be luck. Those of the
eighth put both together by event (see events.py).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from pilothouse.measures.looking import UnitLine, shared_among
from pilothouse.measures.luck import Luck, Place
from pilothouse.measures.models import Indicator, Series, SharedChange, Signal
from pilothouse.measures.rules import Columns
from pilothouse.measures.together import year_before
from pilothouse.measures.weeks import YEAR, Gathered, Shifted, one_event, weeks_in_common
from pilothouse.organisation.models import Unit
from pilothouse.records.models import Link, Record
from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.records import Told, any_record, here, raised_since
from pilothouse.reviews.rules import sets_since

# What is raised for changes that have one cause.
_RAISED = ("issue", "risk", "decision")


# Weeks that are one event, of all that signals tell.
Events = Callable[[Iterable[Shifted]], Iterable[Sequence[Gathered]]]


def shared_told(known: Known, review: Review) -> Told:
    """`sets` and `weeks`, found since the last meeting."""
    found = [one for one in here(known, Signal) if one.found > review.since]
    return _told_of(
        known, _whole(known), review.since + timedelta(days=1), found, lambda shifts: one_event(weeks_in_common(shifts))
    )


def shared_on_screen(known: Known, review: Review) -> Told:
    """The same as the agenda tells it; chance is asked of the series that run alone."""
    lines, first = _whole(known, above=True), sets_since(review.since, known.today)
    places = places_of(known, known.series)
    return _told_of(known, lines, first, raised_since(known, review), lambda shifts: _no_luck(known, shifts, places))


def weeks_on_screen(known: Known, review: Review) -> list[Told]:
    """Weeks in common as the agenda tells them: chance is asked of all series that ran within the last year."""
    places = places_of(known, ran_lately(known))
    return list(
        _weeks(known, raised_since(known, review), lambda shifts: _no_luck(known, shifts, places), _raised(known))
    )


def _told_of(known: Known, lines: list[UnitLine], first: date, signals: list[Signal], events: Events) -> Told:
    raised = _raised(known)
    return {
        "sets": list(_sets(known, lines, first, raised)),
        "weeks": list(_weeks(known, signals, events, raised)),
    }


def places_of(known: Known, several: Iterable[Series]) -> list[Place]:
    """What chance needs to know of each of these series."""
    units, indicators = known.past.by_key(Unit), known.past.by_key(Indicator)
    told = ((units[one.unit_id], indicators[one.indicator_id]) for one in several)
    return [Place(unit.path, one.pk, one.process_id, one.frequency) for unit, one in told]


def ran_lately(known: Known) -> list[Series]:
    """Series of the unit and below that ran within the last year, whether they have ended since or not."""
    (day, moment), indicators = year_before(known.today), known.past.by_key(Indicator)
    ended = {key for key, one in indicators.items() if one.ended_at is not None and one.ended_at < moment}
    return [
        one
        for one in known.past.every(Series)
        if known.below(one.unit_id) and one.indicator_id not in ended and _runs(one, day)
    ]


def _no_luck(known: Known, shifts: Iterable[Shifted], places: Sequence[Place]) -> Iterator[Sequence[Gathered]]:
    """Weeks in common that are more than what chance does in these places, with the budget of the pack's day."""
    return (event.weeks for event in Luck(places, known.fap60).events(shifts) if not event.may_be_luck)


def _raised(known: Known) -> dict[int, list[Record]]:
    """What came out of a record or is linked with it, by that record's key; as far as the pack may tell of it."""
    near: dict[int, set[int]] = defaultdict(set)
    for link in known.past.every(Link):
        near[link.record_id].add(link.other_id)
        near[link.other_id].add(link.record_id)
    found: dict[int, list[Record]] = defaultdict(list)
    for key in sorted(known.records):
        one = any_record(known, key)
        if one is not None and one.kind in _RAISED:
            for of in near[key] | {one.origin_id or 0}:
                found[of].append(one)
    return found


def _told(records: Iterable[Record]) -> list[Told]:
    by_key = {one.pk: one for one in records}
    return [{"code": by_key[key].code, "title": by_key[key].title} for key in sorted(by_key)]


def changes_of_sets(known: Known) -> list[SharedChange]:
    """Changes of sets that lie wholly in the unit and below, of the last 53 weeks, each with its indicator."""
    indicators = {one.indicator_id: one.indicator for one in known.series}
    first, found = known.today - YEAR, []
    for change in shared_among(_whole(known, above=True), _values_of(known), known.today, known.fap60):
        if change.found >= first and len(change.named) > 1:
            change.indicator = indicators[change.indicator_id]
            found.append(change)
    return found


def _sets(known: Known, lines: list[UnitLine], first: date, raised: dict[int, list[Record]]) -> Iterator[Told]:
    indicators = {one.indicator_id: one.indicator for one in known.series}
    signals = [one for one in here(known, Signal) if one.series_id in {series.pk for series in known.series}]
    of = {series.pk: series.indicator_id for series in known.series}
    for change in shared_among(lines, _values_of(known), known.today, known.fap60):
        if change.found < first or len(change.named) < 2:
            continue
        mine = [one for one in signals if of[one.series_id] == change.indicator_id and _together(one, change)]
        since = (one for one in raised[change.indicator_id] if known.day(one.created_at) >= change.found)
        answers = [*since, *(one for signal in mine for one in raised[signal.pk])]
        change.indicator = indicators[change.indicator_id]
        yield set_told(change) | {"raised": _told(answers)}


def set_told(change: SharedChange) -> Told:
    """A change of a set, without what was raised for it."""
    indicator = change.indicator
    return {
        "indicator": indicator.code,
        "title": indicator.title,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "onset": change.onset.isoformat(),
        "found": change.found.isoformat(),
        "side": change.side,
        "evidence": number(change.evidence),
        "looks": number(change.looks),
        "named": change.named,
        "judged": change.judged,
    }


def _together(signal: Signal, change: SharedChange) -> bool:
    """Both went on at one time, on the same side."""
    return signal.side == change.side and signal.onset <= change.found and signal.found >= change.onset


def _whole(known: Known, *, above: bool = False) -> list[UnitLine]:
    """Series of indicators that run nowhere else: a set tells of all its units or of none. `above`: but for those of
    parts of a unit and of units above, which are no part of any set.
    """
    told = {one.pk for one in known.series}
    every = [one for one in known.past.every(Series) if _runs(one, known.today)]
    others = (one for one in every if one.pk not in told and not (above and _no_part(known, one)))
    elsewhere = {one.indicator_id for one in others}
    return [_unit_line(one) for one in known.series if one.indicator_id not in elsewhere]


def _no_part(known: Known, series: Series) -> bool:
    return bool(series.label) or known.unit.path.startswith(known.past.by_key(Unit)[series.unit_id].path)


def _runs(series: Series, today: date) -> bool:
    return series.ended_on is None or series.ended_on > today


def _unit_line(one: Series) -> UnitLine:
    indicator = one.indicator
    return UnitLine(
        one.pk, one.indicator_id, one.unit.path, one.label, indicator.frequency, indicator.value_kind, indicator.season
    )


def _values_of(known: Known) -> Any:
    def values(keys: Sequence[int]) -> Columns:
        rows = known.book.rows
        return rows.take(np.isin(rows.series, keys))

    return values


def _weeks(known: Known, found: Iterable[Signal], events: Events, raised: dict[int, list[Record]]) -> Iterator[Told]:
    """Weeks that these signals of several units have in common, newest first."""
    series = known.past.by_key(Series)
    signals = {one.pk: one for one in found}
    for one in signals.values():
        one.series = series[one.series_id]
        one.series.indicator = known.past.by_key(Indicator)[one.series.indicator_id]
        one.series.unit = known.past.by_key(Unit)[one.series.unit_id]
    for event in events([one.shifted for one in signals.values()]):
        keys = [key for group in event for key in group.keys]
        answers = (one for key in keys for one in raised[key])
        codes = [signals[key].code for key in keys]
        yield {
            "week": event[0].week.isoformat(), "better": signals[keys[0]].better, "signals": codes,
            "raised": _told(answers),
        }  # fmt: skip
