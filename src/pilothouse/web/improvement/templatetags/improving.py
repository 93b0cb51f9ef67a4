"""`{% load improving %}`: effects and choices in words."""

from collections.abc import Mapping

from django.template import Library

from pilothouse.improvement.models import Action, Severity, Verification
from pilothouse.improvement.states import ISSUE
from pilothouse.web.improvement.words import proof_words, smallest_words

register = Library()


@register.filter
def effect(proof: Verification) -> str:
    """The size of a verified effect with its range."""
    return proof_words(proof)


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
