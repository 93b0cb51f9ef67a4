"""`{% load measures %}`: values, periods, rules and ways in, in words."""

from datetime import date

from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator, Intake, Series, Signal
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.wording import period_in_words, upgrade_in_words, what_was_seen
from pilothouse.web.kit.components.marks import today_of
from pilothouse.web.measures import words
from pilothouse.web.measures.trusted import trusted as trusted_on

register = Library()
register.simple_tag(words.amount, name="amount")
register.simple_tag(words.judged_with, name="judged_with")
register.simple_tag(words.season_in_words, name="season")


@register.simple_tag(takes_context=True)
def period(context: Context, when: date | str, indicator: Indicator) -> str:
    """A period as people name it, by its first day or what a document holds of that."""
    begun = date.fromisoformat(when) if isinstance(when, str) else when
    return period_in_words(begun, indicator.frequency, today_of(context))


@register.simple_tag(takes_context=True)
def since(context: Context, signal: Signal, indicator: Indicator) -> str:
    """Which way it moved, and since when."""
    return words.since(indicator, signal, today_of(context), context.get("reading"))


@register.simple_tag(takes_context=True)
def trusted(context: Context, series: Series, told: bool = False) -> SafeString:
    """How far the numbers of a series can be trusted."""
    return trusted_on(series, today_of(context), told=told)


@register.simple_tag(takes_context=True)
def upgrade(context: Context, series: Series) -> str:
    """The cheapest thing to do for a better label; "" where nothing is."""
    return upgrade_in_words(trust_of(series, today_of(context)))


@register.simple_tag
def seen_words(signal: Signal, indicator: Indicator) -> str:
    """What kind of change was seen, and how rare such evidence is by chance."""
    return what_was_seen(signal, indicator)


@register.simple_tag
def route(intake: Intake) -> str:
    """By which way values came in, with the name of source or file."""
    if intake.source is not None:
        return _("source “%s”") % intake.source.name
    if intake.name:
        return f"{intake.get_route_display()}: {intake.name}"
    return str(intake.get_route_display())
