"""`{% load improving %}`: effects and choices in words."""

from collections.abc import Mapping

from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pilothouse.improvement.models import Action, Severity, Verification
from pilothouse.improvement.states import ISSUE
from pilothouse.organisation.rights import sees
from pilothouse.web.improvement.words import proof_words, smallest_words
from pilothouse.web.kit.components.marks import today_of
from pilothouse.web.measures.trusted import trusted

register = Library()


@register.simple_tag(takes_context=True)
def effect(context: Context, proof: Verification) -> SafeString:
    """The size of a verified effect with its range, and how far its series can be trusted, for who sees that."""
    words = proof_words(proof)
    if not words or not sees(context["request"].person, proof.series):
        return format_html("{}", words)
    return format_html("{} {}", words, trusted(proof.series, today_of(context)))


@register.filter
def that_matters(record: Action | Verification) -> str:
    """The smallest effect that matters."""
    return smallest_words(record)


@register.filter
def issue_state(name: str) -> object:
    """The word of an issue's state."""
    return ISSUE.life.state(name).label


@register.filter
def severity(value: str) -> object:
    """The word of a severity."""
    return Severity(value).label


@register.filter
def named(names: Mapping[int, str], key: int) -> str:
    """The name behind a key."""
    return names.get(key, "")
