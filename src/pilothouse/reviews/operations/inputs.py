"""Inputs of management review: who answers for each, and what they say where no record can tell."""

from datetime import timedelta

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds, seen
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import owned_by_someone, refuse_ended
from pilothouse.reviews.inputs import BY_KEY
from pilothouse.reviews.models import InputLook, InputOwner, InputWait, Review, Statement
from pilothouse.reviews.operations.planning import reader_of
from pilothouse.reviews.operations.reading import begun
from pilothouse.reviews.queries import live_inputs, owner_of_input
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


def answers_for_input(act: Act, arguments: Arguments) -> bool:
    """The owner of the input, where they see the unit it is said of; or whoever prepares reviews there."""
    person, unit = act.by, arguments.get("unit")
    if not isinstance(person, Person) or not isinstance(unit, Unit):
        return False
    found = owner_of_input(arguments["input"])
    owns = found is not None and found.pk == person.pk
    return person.may(Right.PREPARE, unit.path) or (owns and seen(person, [unit]))


@operation("input.owner_named", may=holds(Right.PREPARE))
def name_input_owner(act: Act, input: str, *, owner: Person) -> InputOwner:
    """Say who answers for a required input of management review: who sees to it that there is something to look at."""
    known_input(input)
    return now_answers(input, owned_by_someone(owner))


def now_answers(input: str, owner: Person) -> InputOwner:
    """Write down who answers for it from now on."""
    row = InputOwner.objects.filter(input=input).first() or InputOwner(input=input)
    row.owner = owner
    row.save()
    InputWait.objects.filter(input=input).update(owner=row.owner)
    return row


@operation("input.stated", may=answers_for_input)
def state_input(act: Act, input: str, *, unit: Unit, text: str) -> Statement:
    """Say in a few sentences what stands with an input, for a unit and all below it. Dated; a later one follows it."""
    known_input(input)
    words = text.strip()
    if not words:
        raise Refused(_("Say in a sentence or two what there is to know."), "text")
    said = Statement(input=input, unit=unit, text=words, on=the_day(act), at=act.at, by_id=act.by.pk)
    said.save()
    following = said.on + timedelta(days=BY_KEY[input].every)
    InputWait.objects.filter(input=input).update(empty=False, comes_by=following)  # nobody is asked again meanwhile
    return said


@operation("input.looked_at", may=holds(Right.PREPARE))
def look_at_input(act: Act, review: Review, *, input: str, minute: str | None = None) -> InputLook:
    """Say that the meeting looked at a required input, and what was said. What stood there at the first look is kept
    with it; a later minute replaces the earlier one, an empty one too; without one (None) the earlier stays.
    """
    known_input(input)
    refuse_ended(review)
    begun(act, review)
    look = InputLook.objects.filter(review=review, input=input).first() or _first_look(act, review, input)
    look.minute = look.minute if minute is None else minute.strip()
    look.save()
    return look


@operation("input.taken_back", may=holds(Right.PREPARE))
def take_back_input(act: Act, review: Review, *, look: InputLook) -> Review:
    """Say that the meeting has not looked at an input after all; its minute goes too, and stays in history."""
    refuse_ended(review)
    if look.review_id != review.pk:
        raise Refused(_("Nobody has looked at this yet."))
    look.delete()
    return review


def _first_look(act: Act, review: Review, input: str) -> InputLook:
    found = live_inputs(reader_of(act), the_day(act), review.since, review.unit)
    live = next(one for one in found if one.input.key == input)
    told = " ".join([*live.plain, *(f"[{words}]" for words in live.plain_missing)])
    return InputLook(review=review, input=input, told=told[:4_000], at=act.at)


def known_input(input: str) -> None:
    """Refuse what is no required input."""
    if input not in BY_KEY:
        raise Refused(_("There is no such input."))
