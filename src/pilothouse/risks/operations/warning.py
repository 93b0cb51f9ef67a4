"""Trip-wires: set, the first of them with the risk; removed; and touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.models import Series, Signal
from pilothouse.organisation.rights import any_of, by_system, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day, visible
from pilothouse.records.register import keep, move, refuse_ended
from pilothouse.risks.models import Risk, Trip, Tripwire
from pilothouse.risks.operations.looking import ANSWER_WITHIN, latest_known, set_next_look
from pilothouse.risks.rules import past
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

MOST_WIRES = 12


@dataclass(frozen=True)
class Sign:
    """What a risk is to watch: a series, for a fresh change to the worse, or for a value above (`side` +1) or below
    (−1) a `level` in shown units.
    """

    series: Series
    level: float | None = None
    side: int = 0


@operation("tripwire.set", may=any_of(owner, holds(Right.DEFINE)))
def set_tripwire(act: Act, risk: Risk, *, series: Series, level: float | None = None, side: int = 0) -> Tripwire:
    """Let a risk watch a series: for a fresh change to the worse, or for a value above (`side` +1) or below (−1) a
    level in shown units. What happened before today trips nothing, but a latest value that lies beyond the line already
    warns at once. The first signs are set by whoever registers the risk (`open_risk`).
    """
    refuse_ended(risk)
    visible(act, series, "series")
    return _watch(act, risk, Sign(series, level, side))


def set_first_signs(act: Act, risk: Risk, signs: Sequence[Sign]) -> None:
    """The signs with which a risk comes onto the register, all or none, by whoever registers it (called by the
    operation that does). A refusal names the series that it is about.
    """
    for sign in signs:
        visible(act, sign.series, "signs")
    for sign in signs:
        try:
            _watch(act, risk, sign)
        except Refused as refusal:
            raise Refused(f"{sign.series}: {refusal.message}", "signs") from refusal


def _watch(act: Act, risk: Risk, sign: Sign) -> Tripwire:
    series, level, side = sign.series, sign.level, sign.side
    if over(series):
        raise Refused(_("This series gets no values any more."), "series")
    if (level is None) != (side == 0) or side not in {-1, 0, 1}:
        raise Refused(_("A line needs a value, and whether it trips above or below it."), "level")
    live = Tripwire.objects.filter(record=risk, ended_at=None)
    if live.filter(series=series, level=level, side=side).exists():
        raise Refused(_("The risk watches this already."), "series")
    if live.count() >= MOST_WIRES:
        raise Refused(_("Twelve signs are enough: remove one first."), "series")
    since, value = latest_known(series.pk)
    wire = Tripwire(record=risk, series=series, level=level, side=side, since=since, at=act.at, by_id=act.by.pk)
    wire.save()
    if level is not None and since is not None and value is not None and past(value, level, side):
        _warn(act, Trip(record=risk, wire=wire, period=since, value=value))
    return wire


def over(series: Series) -> bool:
    """Does a series get no values any more? Then no sign can show on it."""
    return series.ended_on is not None or series.indicator.ended


@operation("tripwire.removed", may=any_of(owner, holds(Right.DEFINE)))
def remove_tripwire(act: Act, risk: Risk, *, wire: Tripwire) -> Tripwire:
    """Stop watching this sign. What it has told stays with the risk."""
    if wire.record_id != risk.pk or wire.ended_at is not None:
        raise Refused(_("This sign is not watched."))
    wire.ended_at = act.at
    wire.save()
    return wire


@operation("risk.tripped", may=by_system)
def trip_risk(
    act: Act, risk: Risk, *, wire: Tripwire, period: date, value: float | None = None, signal: Signal | None = None
) -> Trip:
    """Warn the owner of a risk: a sign that it watches has shown. Done in the name of the system person.

    A risk that waits for an answer already asks no second time; the new sign is added to the question.
    """
    refuse_ended(risk)
    return _warn(act, Trip(record=risk, wire=wire, signal=signal, period=period, value=value))


def _warn(act: Act, trip: Trip) -> Trip:
    risk: Risk = trip.record
    trip.at, trip.was, trip.was_due = act.at, risk.state, risk.due
    first = risk.trips.filter(answered_at=None).order_by("id").first()
    if first is not None:
        trip.was, trip.was_due = first.was, first.was_due
    trip.save()
    if risk.state == "tripped":
        keep(act, risk)
        return trip
    set_next_look(risk, the_day(act) + ANSWER_WITHIN)
    move(act, risk, "trip")
    return trip
