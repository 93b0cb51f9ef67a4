"""Signals on an agenda: what several units have in common in one week is one item, and so is what units show that were
judged as one set, as on the bridge.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.measures.shared_words import shared_reason
from pilothouse.measures.together import Shared, shared_changes
from pilothouse.measures.weeks import WINDOW, monday_of, one_event, weeks_in_common
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.queries.sets import untaken
from pilothouse.reviews.rules import MOST_ANSWERED_SIGNALS, Candidate, Parts, Section

# What nobody has answered comes before what somebody has.
_UNANSWERED = 1_000.0


@dataclass(frozen=True)
class Wanted:
    """What signals bring to an agenda; `stands` names by signal the one that stands for its group."""

    candidates: list[Candidate]
    stands: Mapping[int, int]


def signals_wanted(unit: Unit, person: Person, since: date) -> Wanted:
    """Those that wait, and the strongest found since the last review; of a group the strongest that waits, else the
    strongest, with the others beside it. One query.
    """
    found = Signal.objects.seen_by(person).filter(unit__path__startswith=unit.path)
    beside = ("series__indicator", "series__unit", "unit")
    rows = [
        *found.filter(state="open").select_related(*beside),
        *found.exclude(state="open").filter(found__gt=since).select_related(*beside),
    ]
    stands: dict[int, int] = {}
    together: dict[int, list[Signal]] = {}
    by_key = {row.pk: row for row in rows}
    for event in one_event(weeks_in_common(row.shifted for row in rows)):
        keys = [key for common in event for key in common.keys]
        first, *others = sorted((by_key[key] for key in keys), key=_first)
        together[first.pk] = others
        stands |= dict.fromkeys(keys, first.pk)
    alone = [row for row in rows if stands.get(row.pk, row.pk) == row.pk]
    return Wanted(list(_candidates(alone, together)), stands)


def _first(signal: Signal) -> tuple[bool, float, int]:
    return signal.state != "open", -signal.strength, signal.pk


def _candidates(signals: Sequence[Signal], together: Mapping[int, Sequence[Signal]]) -> Iterator[Candidate]:
    answered = 0
    for signal in sorted(signals, key=_first):
        others = together.get(signal.pk, ())
        waits = signal.state == "open"
        answered += not waits
        if answered > MOST_ANSWERED_SIGNALS:
            return
        weight = signal.strength + sum(other.strength for other in others) + (_UNANSWERED if waits else 0.0)
        parts = Parts(together=tuple(other.pk for other in others))
        yield Candidate(signal.pk, Section.SIGNALS, weight, _reason(signal, waits), parts)


def _reason(signal: Signal, waits: bool) -> str:
    if waits:
        return _("unanswered since %(day)s") % {"day": date_format(signal.found, "j M Y")}
    return _("new since the last review, %(state)s") % {"state": signal.standing.label}


def sets_wanted(unit: Unit, person: Person, since: date, on: date) -> Iterator[Candidate]:
    """Units of one indicator that changed together, for which nobody raised anything: what the bridge counts as silent,
    and what was found since the last review; none where a unit that was judged lies elsewhere. Three queries.

    What is raised for an indicator answers all its sets, so that several make one item, the newest told first.
    """
    by_indicator: dict[int, list[Shared]] = {}
    for shared in shared_changes(person, untaken(min(since, monday_of(on - WINDOW)))):
        if all(series.unit.path.startswith(unit.path) for series in shared.judged):
            by_indicator.setdefault(shared.change.indicator_id, []).append(shared)
    for indicator, several in by_indicator.items():
        parts = Parts(
            named=tuple(dict.fromkeys(series.pk for shared in several for series in shared.series)),
            judged=tuple(dict.fromkeys(key for shared in several for key in shared.change.judged)),
        )
        weight = _UNANSWERED + max(shared.change.evidence for shared in several)
        reason = " ".join(shared_reason(shared, on) for shared in several)
        yield Candidate(indicator, Section.SIGNALS, weight, reason, parts)
