"""Inputs of management review: who answers for each, and what they say where no record can tell."""

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.register import owned_by_someone
from pilothouse.reviews.inputs import BY_KEY
from pilothouse.reviews.models import InputOwner, Statement
from pilothouse.reviews.operations.planning import day_of
from pilothouse.reviews.queries import owner_of_input
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


def answers_for_input(act: Act, arguments: Arguments) -> bool:
    """The owner of the input, or whoever prepares reviews in the unit it is said of."""
    person, unit = act.by, arguments.get("unit")
    if not isinstance(person, Person) or not isinstance(unit, Unit):
        return False
    found = owner_of_input(arguments["input"])
    return person.may(Right.PREPARE, unit.path) or (found is not None and found.pk == person.pk)


@operation("input.owner_named", may=holds(Right.PREPARE))
def name_input_owner(act: Act, input: str, *, owner: Person) -> InputOwner:
    """Say who answers for a required input of management review: who sees to it that there is something to look at."""
    _known(input)
    row = InputOwner.objects.filter(input=input).first() or InputOwner(input=input)
    row.owner = owned_by_someone(owner)
    row.save()
    return row


@operation("input.stated", may=answers_for_input)
def state_input(act: Act, input: str, *, unit: Unit, text: str) -> Statement:
    """Say in a few sentences what stands with an input, for a unit and all below it. Dated; a later one follows it."""
    _known(input)
    words = text.strip()
    if not words:
        raise Refused(_("Say in a sentence or two what there is to know."), "text")
    said = Statement(input=input, unit=unit, text=words, on=day_of(act), at=act.at, by_id=act.by.pk)
    said.save()
    return said


def _known(input: str) -> None:
    if input not in BY_KEY:
        raise Refused(_("There is no such input."))
