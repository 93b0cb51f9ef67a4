"""Policy, themes and objectives: where the organisation is going."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import filled, the_day
from pilothouse.records.operations import add_note
from pilothouse.records.register import keep, move, owned_by_someone, refuse_ended, register
from pilothouse.strategy.models import Objective, Policy, Theme
from pilothouse.strategy.operations.rights import directs
from pilothouse.strategy.rules import STEPS, would_circle
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Owner = Person


@operation("policy.stated", may=directs)
def state_policy(act: Act, *, unit: Unit, owner: Owner, title: str, text: str) -> Policy:
    """State the intentions of top management. What held before is replaced and stays readable."""
    before = list(Policy.objects.live().order_by("number"))
    policy = Policy(
        unit=unit,
        owner=owned_by_someone(owner),
        title=filled(title, "title"),
        text=filled(text, "text"),
        origin=before[-1] if before else None,
    )
    register(act, policy)
    for old in before:
        move(act, old, "replace")
    return policy


@operation("theme.added", may=holds(Right.DEFINE))
def add_theme(act: Act, *, unit: Unit, owner: Owner, title: str, text: str = "", position: int | None = None) -> Theme:
    """Add a strategic strand; without a position it comes last."""
    if position is None:
        last = Theme.objects.live().order_by("-position").first()
        position = last.position + 1 if last else 1
    theme = Theme(
        unit=unit,
        owner=owned_by_someone(owner),
        title=filled(title, "title"),
        text=text.strip(),
        position=position,
    )
    return register(act, theme)


@operation("theme.changed", may=any_of(owner, holds(Right.DEFINE)))
def change_theme(act: Act, theme: Theme, *, title: str, owner: Owner, text: str, position: int) -> Theme:
    """Reword a theme, give it to somebody else, or move it."""
    refuse_ended(theme)
    theme.title, theme.owner = filled(title, "title"), owned_by_someone(owner)
    theme.text, theme.position = text.strip(), position
    return keep(act, theme)


@operation("theme.ended", may=any_of(owner, holds(Right.DEFINE)))
def end_theme(act: Act, theme: Theme, *, reason: str) -> Theme:
    """Let a strand go; refused while live objectives belong to it."""
    if Objective.objects.live().filter(theme=theme).exists():
        raise Refused(_("Live objectives still belong to this theme; move or end them first."))
    ended = move(act, theme, "end")
    add_note(act, theme, text=filled(reason, "reason"))
    return ended


@operation("objective.set", may=holds(Right.DEFINE))
def set_objective(
    act: Act,
    *,
    unit: Unit,
    owner: Owner,
    title: str,
    due: date,
    why: str = "",
    theme: Theme | None = None,
    serves: Objective | None = None,
) -> Objective:
    """Set a result to be achieved by a date. Without a theme it takes that of the objective it serves."""
    _refuse_past(act, due)
    objective = Objective(
        unit=unit, owner=owned_by_someone(owner), title=filled(title, "title"), due=due, why=why.strip()
    )
    _place(objective, theme, serves)
    return register(act, objective)


@operation("objective.changed", may=any_of(owner, holds(Right.DEFINE)))
def change_objective(
    act: Act,
    objective: Objective,
    *,
    title: str,
    owner: Owner,
    due: date,
    why: str,
    theme: Theme | None,
    serves: Objective | None,
) -> Objective:
    """Change an objective. Moving its date asks for a reason (`act.why`); the first date stays for ever."""
    refuse_ended(objective)
    if due != objective.due:
        _refuse_past(act, due)
        if not act.why.strip():
            raise Refused(_("Say why the date moves."), "reason")
    objective.title, objective.owner = filled(title, "title"), owned_by_someone(owner)
    objective.due, objective.why = due, why.strip()
    _place(objective, theme, serves)
    return keep(act, objective)


@operation("objective.ended", may=any_of(owner, holds(Right.DEFINE)))
def end_objective(act: Act, objective: Objective, *, step: str, reason: str) -> Objective:
    """Say how an objective ended: "reach", "miss" or "drop". The reason stays with it as a note."""
    if step not in STEPS:
        raise Refused(_("Say whether it was reached, missed or dropped."), "step")
    if Objective.objects.live().filter(serves=objective).exists():
        raise Refused(_("Live objectives still serve this one; let them serve another, or end them first."))
    ended = move(act, objective, step)
    add_note(act, objective, text=filled(reason, "reason"))
    return ended


def _place(objective: Objective, theme: Theme | None, serves: Objective | None) -> None:
    """Put an objective into the tree. Themes and objectives are open to everyone: no right is asked here."""
    if serves is not None:
        if serves.ended and serves.pk != objective.serves_id:
            raise Refused(_("The objective to be served has ended."), "serves")
        above: dict[int, Any] = dict(Objective.objects.values_list("pk", "serves_id"))
        if objective.pk and would_circle(objective.pk, serves.pk, above):
            raise Refused(_("In the end it would serve itself."), "serves")
    if theme is not None and theme.ended and theme.pk != objective.theme_id:
        raise Refused(_("This theme has ended."), "theme")
    objective.theme = theme or (serves.theme if serves else None)
    objective.serves = serves


def _refuse_past(act: Act, due: date) -> None:
    if due < the_day(act):
        raise Refused(_("This day is over; an objective looks ahead."), "due")
