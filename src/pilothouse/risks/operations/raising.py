"""How risks and opportunities come onto the register, and are reworded."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.measures.operations import answer_signal, tie_signals
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import ahead, answerable, filled, visible
from pilothouse.records.models import Record, concrete
from pilothouse.records.register import keep, refuse_ended, register
from pilothouse.risks.estimates import add_up_again
from pilothouse.risks.models import Opportunity, Risk, Stake
from pilothouse.risks.operations.warning import Sign, set_first_signs
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Owner = Person
AT_STAKE = frozenset({"process", "objective"})
# What may strike several risks at once.
CAUSES = frozenset({"context", "issue"})


@operation("risk.opened", may=holds(Right.IMPROVE))
def open_risk(
    act: Act,
    *,
    unit: Unit,
    title: str,
    owner: Owner,
    due: date,
    cause: str = "",
    consequence: str = "",
    at_stake: Sequence[Record] = (),
    origin: Record | None = None,
    answers: Sequence[Signal] = (),
    tied: Sequence[Record] = (),
    shared_cause: Record | None = None,
    signs: Sequence[Sign] = (),
) -> Risk:
    """Put a risk on the register: because of a cause the event (`title`) could happen, with a consequence.

    `due` is when it is looked at again. `origin` is the signal or issue that made somebody think of it; `answers` are
    open signals that have their answer in it, all or none; `tied` show the same, and are answered elsewhere, or
    are indicators of which several units changed together in the same event.
    `shared_cause` is what may strike it together with others. `signs` are the first that it watches, on series that
    who registers it sees; a line that the latest value has crossed already warns at once.
    """
    risk = Risk(unit=unit, title=filled(title, "title"), cause=cause.strip(), consequence=consequence.strip(),
                owner=answerable(act, owner, unit), due=ahead(act, due),
                shared_cause_id=_cause(act, shared_cause))  # fmt: skip
    _begin(act, risk, at_stake, origin)
    for _key, signal in sorted({signal.pk: signal for signal in answers}.items()):
        visible(act, signal, "signals")
        answer_signal(act, signal)
    tie_signals(act, risk, [*answers, *tied], _("may come to this"))
    set_first_signs(act, risk, signs)
    return risk


@operation("opportunity.opened", may=holds(Right.IMPROVE))
def open_opportunity(
    act: Act,
    *,
    unit: Unit,
    title: str,
    owner: Owner,
    due: date,
    cause: str = "",
    consequence: str = "",
    at_stake: Sequence[Record] = (),
    origin: Record | None = None,
) -> Opportunity:
    """Put an opportunity on the register: what makes it possible, what could be done, what it would bring."""
    chance = Opportunity(unit=unit, title=filled(title, "title"), cause=cause.strip(), consequence=consequence.strip(),
                         owner=answerable(act, owner, unit), due=ahead(act, due))  # fmt: skip
    _begin(act, chance, at_stake, origin)
    return chance


def _begin(act: Act, record: Risk | Opportunity, at_stake: Sequence[Record], origin: Record | None) -> None:
    visible(act, origin, "origin")
    record.origin = None if origin is None else concrete(origin)
    register(act, record)
    _stake(record, at_stake)


@operation("risk.changed", may=any_of(owner, holds(Right.IMPROVE)))
def change_risk(
    act: Act,
    risk: Risk,
    *,
    title: str,
    cause: str,
    consequence: str,
    at_stake: Sequence[Record],
    shared_cause: Record | None = None,
) -> Risk:
    """Reword a risk, or say which processes and objectives it endangers, and which cause it shares with others (None:
    it shares none). Where that is another one than before, what a year may cost is added up anew.
    """
    before = risk.shared_cause_id
    if shared_cause is None or shared_cause.pk != before:
        risk.shared_cause_id = _cause(act, shared_cause)
    _reword(act, risk, title, cause, consequence, at_stake)
    if risk.shared_cause_id != before and risk.yearly is not None:
        add_up_again(risk.unit, act.at)
    return risk


def _cause(act: Act, record: Record | None) -> int | None:
    """The key of a cause that risks may share; refused for anything else."""
    if record is None:
        return None
    visible(act, record, "shared_cause")
    if record.kind not in CAUSES:
        raise Refused(_("What strikes several risks is a context issue or a problem."), "shared_cause")
    return record.pk


@operation("opportunity.changed", may=any_of(owner, holds(Right.IMPROVE)))
def change_opportunity(
    act: Act, opportunity: Opportunity, *, title: str, cause: str, consequence: str, at_stake: Sequence[Record]
) -> Opportunity:
    """Reword an opportunity, or say which processes and objectives it would help."""
    _reword(act, opportunity, title, cause, consequence, at_stake)
    return opportunity


def _reword(
    act: Act, record: Risk | Opportunity, title: str, cause: str, consequence: str, at_stake: Sequence[Record]
) -> None:
    refuse_ended(record)
    record.title, record.cause, record.consequence = filled(title, "title"), cause.strip(), consequence.strip()
    keep(act, record)
    _stake(record, at_stake)


def _stake(record: Record, at_stake: Sequence[Record]) -> None:
    """Keep exactly these at stake."""
    if any(one.kind not in AT_STAKE for one in at_stake):
        raise Refused(_("At stake are processes and objectives."), "at_stake")
    wanted = {one.pk for one in at_stake}
    known = {stake.at_stake_id: stake for stake in Stake.objects.filter(record=record)}
    for key in sorted(known.keys() - wanted):
        known[key].delete()
    for key in sorted(wanted - known.keys()):
        Stake(record_id=record.pk, at_stake_id=key).save()
