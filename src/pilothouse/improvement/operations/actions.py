"""Planning actions and doing them."""

import math
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Action, Issue, Purpose, Verification
from pilothouse.improvement.operations.following import follow_actions
from pilothouse.improvement.rules.effects import FEWEST, MOST, told_by
from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import (
    ahead,
    answerable,
    filled,
    may_in,
    one_of,
    the_day,
    unit_named,
    visible,
)
from pilothouse.records.models import Record, concrete
from pilothouse.records.operations import add_note
from pilothouse.records.register import keep, move, refuse_ended, register
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.risks.operations import pursue_opportunity, treat_risk
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Owner = Person


@operation("action.planned", may=any_of(owner, holds(Right.IMPROVE)))
def plan_action(
    act: Act,
    *,
    origin: Record,
    title: str,
    owner: Owner,
    due: date,
    purpose: str,
    details: str = "",
    series: Series | None = None,
    smallest: float | None = None,
    unit: Unit | None = None,
) -> Action:
    """Plan a task with one owner and a due date. With a series, its effect will be verified on that series; `smallest`
    is the smallest effect that matters then, in shown units. Out of a risk it answers its warnings, and the risk is
    treated; an opportunity is pursued.
    """
    source = concrete(origin)
    if isinstance(source, Issue | Risk | Opportunity):
        refuse_ended(source)
    place = unit_named(unit, source)
    if unit is not None and unit != source.unit:
        may_in(act, Right.READ, unit)
    visible(act, series, "series")
    action = Action(
        origin=source,
        unit=place,
        title=filled(title, "title"),
        details=details.strip(),
        owner=answerable(act, owner, place),
        due=ahead(act, due),
        purpose=one_of(purpose, Purpose.values, "purpose"),
        series=series,
        smallest=_that_matters(smallest, series),
    )
    register(act, action)
    if isinstance(source, Risk):
        treat_risk(act, source, due=due)
    if isinstance(source, Opportunity):
        pursue_opportunity(act, source, due=due)
    follow_actions(act, source)
    return action


def _that_matters(smallest: float | None, series: Series | None) -> float | None:
    """The smallest effect that matters; refused without a series on which it would show."""
    if smallest is None:
        return None
    if not (math.isfinite(smallest) and smallest > 0):
        raise Refused(_("The smallest effect that matters is more than nothing."), "smallest")
    if series is None:
        raise Refused(_("Say on which series the effect will show."), "series")
    return smallest


@operation("action.changed", may=any_of(owner, holds(Right.IMPROVE)))
def change_action(
    act: Act,
    action: Action,
    *,
    title: str,
    details: str,
    purpose: str,
    series: Series | None = None,
    smallest: float | None = None,
) -> Action:
    """Reword an action that is still to be done, or say on which series its effect will show and how much matters."""
    if action.state != action.life.first:
        raise Refused(_("Only what is still to be done can be reworded."))
    visible(act, series, "series", action.series)
    action.title, action.details = filled(title, "title"), details.strip()
    action.purpose, action.series = one_of(purpose, Purpose.values, "purpose"), series
    action.smallest = _that_matters(smallest, series)
    keep(act, action)
    follow_actions(act, action.origin)
    return action


@operation("action.completed", may=any_of(owner, holds(Right.IMPROVE)))
def complete_action(act: Act, action: Action, *, outcome: str, done_on: date | None = None, points: int = 8) -> Action:
    """Say that it is done and what was done.

    An action with a series is not over: a verification waits for `points` new values after `done_on`.
    """
    today = the_day(act)
    day = done_on or today
    if day > today:
        raise Refused(_("What is done was done today or before."), "done_on")
    action.outcome, action.done_on = filled(outcome, "outcome"), day
    if action.first_done_on is None:  # later times, after its effect failed, keep no promise and break none
        action.first_done_on, action.due_when_done = day, action.due
    if action.series is not None and not FEWEST <= points <= MOST:
        raise Refused(_("A change shows in %(few)d to %(many)d values.") % {"few": FEWEST, "many": MOST}, "points")
    move(act, action, "complete" if action.series is None else "watch")
    if action.series is not None:
        _expect_effect(act, action, action.series, points)
    follow_actions(act, action.origin)
    return action


def _expect_effect(act: Act, action: Action, series: Series, points: int) -> None:
    changed_on = action.done_on or the_day(act)
    title = _("Effect of: %s") % action.title
    verification = Verification(
        origin=action,
        unit=action.unit,
        owner=_judge_of(action),
        title=title if len(title) <= 200 else f"{title[:199]}…",
        due=max(told_by(changed_on, series.indicator.frequency, points), the_day(act)),
        series=series,
        changed_on=changed_on,
        points=points,
        smallest=action.smallest,
    )
    register(act, verification)


def _judge_of(action: Action) -> Person | None:
    """Who confirms: the owner of what the action came from, not the one who did it, where they differ."""
    origin = action.origin
    asked = origin.owner if origin is not None else None
    return asked if asked is not None and asked.left_on is None else action.owner


@operation("action.cancelled", may=any_of(owner, holds(Right.IMPROVE)))
def cancel_action(act: Act, action: Action, *, reason: str) -> Action:
    """Give up an action, with the reason."""
    text = _("Cancelled: %s") % filled(reason, "reason")
    cancelled = move(act, action, "cancel")
    add_note(act, action, text=text)
    follow_actions(act, action.origin)
    return cancelled
