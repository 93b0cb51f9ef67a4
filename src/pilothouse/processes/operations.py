"""What owners do with processes and the hand-overs between them."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Handover, Part, Process
from pilothouse.processes.rules import Exchange, problem_of
from pilothouse.records.operations import add_note
from pilothouse.records.register import keep, move, owned_by_someone, refuse_ended, register
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation

Owner = Person


def at_an_end(act: Act, arguments: Arguments) -> bool:
    """The person answers for one of the two processes of a hand-over, or defines in its unit."""
    handover = arguments.get("handover") or arguments
    ends = [_end(handover, name) for name in ("giver", "taker")]
    person = act.by
    if not isinstance(person, Person):
        return False
    return any(end.owner_id == person.pk or person.may(Right.DEFINE, end.unit.path) for end in ends if end is not None)


def _end(handover: Handover | Arguments, name: str) -> Process | None:
    found = getattr(handover, name) if isinstance(handover, Handover) else handover.get(name)
    return found if isinstance(found, Process) else None


@operation("process.defined", may=holds(Right.DEFINE))
def define_process(
    act: Act,
    *,
    unit: Unit,
    owner: Owner,
    title: str,
    purpose: str,
    part: str = Part.CORE,
    position: int | None = None,
) -> Process:
    """Define a process with the one person answerable; without a position it comes last in its part."""
    if position is None:
        last = Process.objects.live().filter(part=part).order_by("-position").first()
        position = last.position + 1 if last else 1
    process = Process(
        unit=unit,
        owner=owned_by_someone(owner),
        title=_filled(title, "title"),
        purpose=_filled(purpose, "purpose"),
        part=_part(part),
        position=position,
    )
    return register(act, process)


@operation("process.changed", may=any_of(owner, holds(Right.DEFINE)))
def change_process(
    act: Act, process: Process, *, title: str, owner: Owner, purpose: str, part: str, position: int
) -> Process:
    """Reword a process, give it to somebody else, or move it on the map."""
    refuse_ended(process)
    process.title, process.purpose = _filled(title, "title"), _filled(purpose, "purpose")
    process.owner, process.part, process.position = owned_by_someone(owner), _part(part), position
    return keep(act, process)


@operation("process.retired", may=any_of(owner, holds(Right.DEFINE)))
def retire_process(act: Act, process: Process, *, reason: str) -> Process:
    """Take a process off the map; refused while another process relies on a hand-over with it."""
    if Handover.objects.filter(Q(giver=process) | Q(taker=process)).exists():
        raise Refused(_("Hand-overs still rest on this process; end them first."))
    retired = move(act, process, "retire")
    add_note(act, process, text=_filled(reason, "reason"))
    return retired


@operation("process.revived", may=any_of(owner, holds(Right.DEFINE)))
def revive_process(act: Act, process: Process) -> Process:
    """Put a retired process back on the map."""
    return move(act, process, "revive")


@operation("handover.agreed", may=at_an_end)
def agree_handover(
    act: Act,
    *,
    unit: Unit,
    giver: Process | None = None,
    taker: Process | None = None,
    what: str,
    agreed: str = "",
) -> Handover:
    """Agree what one process gives another. No giver or no taker means the world outside.

    Whoever answers for one end, or defines in its unit, may agree it; `unit` is where it was agreed.
    """
    for name, end in (("giver", giver), ("taker", taker)):
        if end is not None and end.ended:
            raise Refused(_("%(code)s is retired.") % {"code": end.code}, name)
    _refuse_problem(Exchange(giver.pk if giver else None, taker.pk if taker else None, what), apart_from=0)
    handover = Handover(giver=giver, taker=taker, what=what.strip(), agreed=agreed.strip())
    handover.save()
    return handover


@operation("handover.changed", may=at_an_end)
def change_handover(act: Act, handover: Handover, *, what: str, agreed: str) -> Handover:
    """Reword what is handed over and what good looks like."""
    _refuse_problem(Exchange(handover.giver_id, handover.taker_id, what), apart_from=handover.pk)
    handover.what, handover.agreed = what.strip(), agreed.strip()
    handover.save()
    return handover


@operation("handover.ended", may=at_an_end)
def end_handover(act: Act, handover: Handover) -> None:
    """End an agreement; what it was stays in the history."""
    handover.delete()


_PROBLEMS = {
    "nothing": gettext_lazy("Say what is handed over."),
    "nowhere": gettext_lazy("At least one end is a process of this organisation."),
    "itself": gettext_lazy("A process hands nothing over to itself."),
    "twice": gettext_lazy("This is agreed already."),
}


def _refuse_problem(exchange: Exchange, *, apart_from: int) -> None:
    rows = Handover.objects.exclude(pk=apart_from).filter(giver_id=exchange.giver, taker_id=exchange.taker)
    known = [Exchange(row.giver_id, row.taker_id, row.what) for row in rows]
    if problem := problem_of(exchange, known):
        message, field = problem
        raise Refused(_PROBLEMS[message], field)


def _part(part: str) -> str:
    if part not in Part.values:
        raise Refused(_("A process is leading, core or supporting."), "part")
    return part


def _filled(text: str, field: str) -> str:
    if not text.strip():
        raise Refused(_("Write something here."), field)
    return text.strip()
