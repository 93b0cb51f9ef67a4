"""What follows from actions: a decision is carried out when the last of those that carry it out is done."""

from pilothouse.improvement.models import Action, Purpose
from pilothouse.records.checks import the_day
from pilothouse.records.models import Record, concrete
from pilothouse.records.register import move
from pilothouse.trail.act import Act


def follow_actions(act: Act, origin: Record | None) -> None:
    """Let a record take the step that the actions "from a decision" ask of it: all done, or one open again.

    Where all were cancelled nothing follows: whoever owns the record says what became of it. Nor does it where the
    verdict on a decision is due already.
    """
    carrying = Action.objects.filter(origin=origin, purpose=Purpose.DECISION)
    if origin is None or not carrying.exists():
        return
    whole = concrete(origin).stored()  # locked: of two last actions done at once the second sees the first
    actions = list(carrying)
    waiting = any(not action.kept for action in actions)
    done = [action.done_on for action in actions if action.done_on is not None]
    if not waiting and not done:
        return
    if step := whole.followed(None if waiting else max(done), the_day(act)):
        move(act, whole, step)
