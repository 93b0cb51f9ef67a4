"""Units that changed together as one set: what their series showed alone, and what was raised for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from pilothouse.measures.models import SharedChange, Signal
from pilothouse.measures.together import Shared, shared_changes
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.queries.raised import is_raised


@dataclass(frozen=True)
class Taken:
    """A change of a set of units: `signals` of the indicator to the same side while it went on, and `answers`, the
    issues, risks and decisions that came out of one of them or are tied to it, or to the indicator since.
    """

    shared: Shared
    signals: list[Signal]
    answers: list[Record]


# A change of a set with the signals that belong to it.
Near = tuple[Shared, list[Signal]]


def with_signals(person: Person, among: "QuerySet[SharedChange] | None" = None) -> list[Near]:
    """Changes of sets (`among` these) as far as this person sees, and what their series showed alone; three queries."""
    found = shared_changes(person, among)
    signals = _signals_of(person, [one.change for one in found])
    return [(shared, [one for one in signals if belongs(one, shared)]) for shared in found]


def keys_of(near: Sequence[Near]) -> list[int]:
    """Keys of all that an answer to these sets may have come out of."""
    signals = {one.pk for _shared, each in near for one in each}
    return sorted(signals | {shared.change.indicator_id for shared, _each in near})


def taken(near: Sequence[Near], raised: Mapping[int, Sequence[Record]]) -> list[Taken]:
    """These sets with what was `raised`, given by the key of what it came out of."""
    return [Taken(shared, each, _answers(shared, each, raised)) for shared, each in near]


def _signals_of(person: Person, changes: Sequence[SharedChange]) -> list[Signal]:
    if not changes:
        return []
    of, since = {one.indicator_id for one in changes}, min(one.onset for one in changes)
    rows = Signal.objects.seen_by(person).filter(series__indicator__in=of, found__gte=since)
    return list(rows.select_related("unit", "owner", "series__indicator", "series__unit").defer("words").order_by("id"))


def belongs(signal: Signal, shared: Shared) -> bool:
    """Both went on at one time, from onset to alarm, on the same side."""
    change = shared.change
    together = signal.onset <= change.found and signal.found >= change.onset
    return signal.series.indicator_id == change.indicator_id and signal.side == change.side and together


def _answers(shared: Shared, signals: Sequence[Signal], raised: Mapping[int, Sequence[Record]]) -> list[Record]:
    change = shared.change
    since = [
        one for one in raised.get(change.indicator_id, ()) if timezone.localtime(one.created_at).date() >= change.found
    ]
    own = [one for signal in signals for one in raised.get(signal.pk, ())]
    return list({one.pk: one for one in sorted([*since, *own], key=lambda one: one.pk)}.values())


def untaken(since: date) -> "QuerySet[SharedChange]":
    """Changes of sets found since then for which nobody raised anything: the rule of `Taken.answers`, asked of the
    database, set by set; what was raised for another set or week of the event is asked by `happening`.
    """
    signals = Signal.objects.filter(
        series__indicator=OuterRef("indicator"), side=OuterRef("side"),
        onset__lte=OuterRef("found"), found__gte=OuterRef("onset"),
    )  # fmt: skip
    fresh = {"created_at__date__gte": OuterRef("found")}
    found: QuerySet[SharedChange] = SharedChange.objects.filter(found__gte=since)
    return found.exclude(Exists(signals.filter(is_raised("pk", {})))).exclude(is_raised("indicator", fresh))
