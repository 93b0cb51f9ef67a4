"""Signals on an agenda: what several units have in common in one week is one item, as on the bridge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.measures.weeks import weeks_in_common
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.rules import MOST_ANSWERED_SIGNALS, Candidate, Section

# So many of the others are named, and of the units.
_NAMED = 4
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


def signals_wanted(unit: Unit, person: Person, since: date, zone: tzinfo) -> Wanted:
    """Those that wait, and the strongest raised since the last review; of a group the strongest that waits, else the
    strongest, with the others named. One query.
    """
    found = Signal.objects.seen_by(person).filter(unit__path__startswith=unit.path)
    rows = [
        *found.filter(state="open").select_related("series__indicator", "unit"),
        *_answered_since(found, unit, since, zone).select_related("series__indicator", "unit"),
    ]
    stands: dict[int, int] = {}
    together: dict[int, list[Signal]] = {}
    by_key = {row.pk: row for row in rows}
    for common in weeks_in_common(row.shifted for row in rows):
        first, *others = sorted((by_key[key] for key in common.keys), key=_first)
        together[first.pk] = others
        stands |= dict.fromkeys(common.keys, first.pk)
    alone = sorted((row for row in rows if stands.get(row.pk, row.pk) == row.pk), key=_first)
    left = max(sum(row.state != "open" for row in alone) - MOST_ANSWERED_SIGNALS, 0)
    return Wanted(list(_candidates(alone[: len(alone) - left], together, zone)), stands, left)


def _answered_since(found: "QuerySet[Signal]", unit: Unit, since: date, zone: tzinfo) -> "QuerySet[Signal]":
    """Answered ones that were raised on the day of the last review or later, whenever their change began; but for what
    that review looked at, as nobody can tell from its day alone what came after it.
    """
    looked = AgendaItem.objects.filter(record=OuterRef("pk"), looked_at=True, review__unit=unit, review__due=since)
    return found.exclude(state="open").filter(~Exists(looked), created_at__gte=datetime.combine(since, time.min, zone))


def _first(signal: Signal) -> tuple[bool, float, int]:
    return signal.state != "open", -signal.strength, signal.pk


def _candidates(
    signals: Sequence[Signal], together: Mapping[int, Sequence[Signal]], zone: tzinfo
) -> Iterator[Candidate]:
    for signal in signals:
        others = together.get(signal.pk, ())
        waits = _UNANSWERED if signal.state == "open" else 0.0
        weight = signal.strength + sum(other.strength for other in others) + waits
        yield Candidate(signal.pk, Section.SIGNALS, weight, _reason(signal, zone) + _told(signal, others))


def _reason(signal: Signal, zone: tzinfo) -> str:
    if signal.state == "open":  # nobody was silent before it was raised
        return _("unanswered since %(day)s") % {"day": date_format(signal.created_at.astimezone(zone), "j M Y")}
    return _("new since the last review, %(state)s") % {"state": signal.standing.label}


def _told(signal: Signal, others: Sequence[Signal]) -> str:
    """ "; one cause? In one week with SIG-0071, SIG-0072 and 3 more, at EWR and LGA"; nothing for one alone."""
    if not others:
        return ""
    named = _some([one.code for one in others])
    units = _some(sorted({one.unit.code for one in (signal, *others)}))
    return _("; one cause? In one week with %(named)s (%(units)s)") % {"named": named, "units": units}


def _some(names: Sequence[str]) -> str:
    """ "EWR, JFK and 5 more"."""
    told = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return _("%(named)s and %(more)d more") % {"named": told, "more": more} if more > 0 else told
