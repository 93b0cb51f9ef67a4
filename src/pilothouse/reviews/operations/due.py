"""The day of a verdict: what the numbers say is kept then, or on the first round after it, whenever somebody judges;
where that is too early, it is asked for again on the day when enough values can have come. As soon as one can be told,
also before that day, it is kept: else who may judge early could watch the numbers, and no one would know.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from pilothouse.organisation.rights import any_of, by_system, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import filled, the_day
from pilothouse.records.operations import add_note
from pilothouse.records.register import keep, stepped
from pilothouse.reviews.models import Decision, DueReading
from pilothouse.reviews.queries import (
    ASKS_ON,
    Beside,
    Early,
    beside,
    early,
    found_too_early,
    may_be_judged,
    says_now,
    verdict_reached,
)
from pilothouse.reviews.rules import Later, fault_of_later
from pilothouse.reviews.states import DECISION
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


def read_due_verdicts(act: Act) -> list[DueReading]:
    """Keep what the numbers say of every decision whose day has come and of which that is not kept yet, or say that it
    is too early; also of those whose verdict was too early and can be told by now, though it is not asked for again
    yet. One query where there is none. The act is the system person's.
    """
    today = the_day(act)
    asked, put_by = verdict_reached(today) & _UNREAD, found_too_early(today) & Q(due_reading=None)
    waiting = Decision.objects.filter(asked | put_by, series__isnull=False)
    ordered = waiting.select_related("unit", "series__indicator", "due_reading").order_by(ASKS_ON, "id")
    return [reading for decision in ordered if (reading := _read(act, decision)) is not None]


# Before "too early" was a verdict of its own, it was kept as a reading without one: looked at again once. What is told
# to be too early though its day has come is asked for again, read before or not.
_UNREAD = (
    Q(due_reading=None)
    | Q(due_reading__verdict="", asked_again_on=None)
    | Q(state__in=DECISION.life.step("ask_again").start)
)


def _read(act: Act, decision: Decision) -> DueReading | None:
    today = the_day(act)
    if not decision.awaits_verdict(today):
        return keep_due_reading(act, decision) if _can_be_told(decision, beside(decision), today) else None
    if early_on(decision, today) is not None:
        find_too_early(act, decision)
        return None
    kept = _kept(decision)
    if kept is not None and not decision.life.allows("ask_again", decision.state):
        return None
    reading = keep_due_reading(act, decision)
    return reading if kept is None else None


def _kept(decision: Decision) -> DueReading | None:
    return getattr(decision, "due_reading", None)


def early_on(decision: Decision, on: date) -> Early | None:
    """Why it is too early for the verdict on a decision; None where one can be told, and where nothing was forecast."""
    fact = beside(decision)
    return early(decision, fact, on) if fact is not None else None


def _can_be_told(decision: Decision, fact: Beside | None, on: date) -> bool:
    """Could somebody judge it on this day, and by numbers that tell, or that never will?"""
    if fact is None or decision.ended:
        return False
    waits = early(decision, fact, on)
    return waits is None and may_be_judged(decision, fact, waits, on)


@operation("decision.read", may=by_system)
def keep_due_reading(act: Act, decision: Decision) -> DueReading:
    """Keep what the numbers say when the verdict becomes due, or is first seen to be: once, and beside what is said
    when judged. One that was too early is kept as soon as it can be told, also before it is asked for again, since it
    may be judged from then on; on that day it asks for its verdict again, also where this was kept already.

    Done in the name of the system person. Values that come or are corrected later change the verdict, but not this.
    """
    today, fact = the_day(act), beside(decision)
    if fact is None or not _can_be_told(decision, fact, today):
        raise Refused("only a forecast whose verdict can be given and told is read")
    reading = _kept(decision) or _written(act, decision, fact)
    if decision.awaits_verdict(today) and decision.life.allows("ask_again", decision.state):
        stepped(act, decision, "ask_again").save()
    return reading


def _written(act: Act, decision: Decision, fact: Beside) -> DueReading:
    effect, low, high = fact.told or (None, None, None)
    reading = DueReading(
        decision=decision, at=act.at, verdict=says_now(fact, None), points=fact.measured.after_points,
        effect=effect, low=low, high=high,
    )  # fmt: skip
    reading.save()
    return reading


@operation("decision.too_early", may=by_system)
def find_too_early(act: Act, decision: Decision) -> Decision:
    """Give the verdict "too early": on its day too few values have come since the decision took effect. It is asked for
    again on the day when enough can have come, and nothing climbs until then.

    Done in the name of the system person: that it was said is no news of the decision. Refused where enough values have
    come, or never can.
    """
    today = the_day(act)
    found = early_on(decision, today)
    if found is None or not decision.awaits_verdict(today):
        raise Refused("only a verdict that is due and cannot be told yet is too early")
    _ask_again(act, decision, found.again).save()
    return decision


@operation("decision.put_off", may=any_of(owner, holds(Right.DECIDE)))
def put_off_verdict(act: Act, decision: Decision, *, note: str, until: date | None = None) -> Decision:
    """Say one's line about a verdict that is too early; it is kept as a note. It is asked for again on the day when
    enough values can have come, or `until` a later one: twice at most, and within a year of that day.
    """
    today = the_day(act)
    found = early_on(decision, today)
    if found is None or not (decision.awaits_verdict(today) or decision.too_early(today)):
        raise Refused(_("It is not too early: enough values have come, or its day has not."))
    line, day = filled(note, "note"), max(found.again, decision.asked_again_on or found.again)
    if until is not None:
        _refuse_later(decision, until, found.again)
        day, decision.put_off = until, (decision.put_off or 0) + 1
    keep(act, _ask_again(act, decision, day))
    add_note(act, decision, text=_("Too early: %s") % line)
    return decision


def _ask_again(act: Act, decision: Decision, day: date) -> Decision:
    """Not saved yet. One that is still to be carried out goes on asking for that."""
    decision.asked_again_on = day
    return stepped(act, decision, "put_off") if decision.life.allows("put_off", decision.state) else decision


def _refuse_later(decision: Decision, until: date, again: date) -> None:
    fault = fault_of_later(until, again, decision.put_off or 0)
    if fault is None:
        return
    words = {
        Later.TOO_OFTEN: _("It was put off twice already: its verdict is asked for when enough values can have come."),
        Later.NOT_LATER: _("Enough values can have come by %(day)s: choose a later day, or none."),
        Later.TOO_FAR: _("Enough values can have come by %(day)s: choose a day within a year of it."),
    }
    raise Refused(words[fault] % {"day": again.isoformat()}, "until")
