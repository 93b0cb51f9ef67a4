"""Inputs of management review that indicators tell about: tied by who answers for an input, or says who does."""

from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator
from pilothouse.organisation.queries import system_person
from pilothouse.organisation.rights import any_of, holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day, uncut, visible
from pilothouse.reviews.models import InputFeed, InputWait
from pilothouse.reviews.operations.inputs import known_input
from pilothouse.reviews.queries import live_inputs, owner_of_input
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation


def answers_for_it(act: Act, arguments: Arguments) -> bool:
    """The owner of the input."""
    found = owner_of_input(arguments["input"])
    return found is not None and found.pk == act.by.pk


@operation("input.indicator_tied", may=any_of(answers_for_it, holds(Right.PREPARE)))
def tie_indicator(act: Act, input: str, *, indicator: Indicator, reason: str = "") -> InputFeed:
    """Say that an indicator tells about a required input of management review, and what it tells of it: fresh values
    are data of the input from now on, and a series without them is a finding.
    """
    known_input(input)
    visible(act, indicator, "indicator")
    if indicator.ended:
        raise Refused(_("It is retired: nothing new will come."), "indicator")
    if InputFeed.objects.filter(input=input, indicator=indicator).exists():
        raise Refused(_("It is tied to this input already."), "indicator")
    told = uncut(reason, "reason")
    feed = InputFeed(input=input, indicator=indicator, reason=told, on=the_day(act), by_id=act.by.pk)
    feed.save()
    _asked_no_more(act, input)
    return feed


@operation("input.indicator_untied", may=any_of(answers_for_it, holds(Right.PREPARE)))
def untie_indicator(act: Act, input: str, *, indicator: Indicator) -> InputFeed:
    """Say that an indicator tells no longer about a required input; that it did stays in history."""
    known_input(input)
    feed: InputFeed | None = InputFeed.objects.filter(input=input, indicator=indicator).first()
    if feed is None:
        raise Refused(_("It is not tied to this input."), "indicator")
    feed.delete()
    return feed


def _asked_no_more(act: Act, input: str) -> None:
    """Nobody is asked for what has come; the worker works out anew all else."""
    today = the_day(act)
    live = next(one for one in live_inputs(system_person(), today, today) if one.input.key == input)
    if live.wanted_by is not None:
        InputWait.objects.filter(input=input).update(empty=False, comes_by=live.wanted_by)
