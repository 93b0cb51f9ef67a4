"""`{% load reviewing %}`: forecasts and effects in words, and the indicators tied to an input."""

from collections.abc import Sequence
from typing import Any

from django.template import Context, Library

from pilothouse.reviews.queries import Tied
from pilothouse.reviews.queries.inputs.tied import SHOWN
from pilothouse.web.kit.components.marks import today_of
from pilothouse.web.reviews import words
from pilothouse.web.reviews.tied import FEW, tied_told

register = Library()
register.filter("forecast_words", words.forecast_of)
register.filter("effect_words", words.effect_of)
register.filter("expected_words", words.expected_of)
register.filter("matters_words", words.matters_of)
register.filter("done_words", words.done_words)
register.filter("asks", words.asks_of)
register.filter("with_links", words.with_links)


@register.inclusion_tag("reviews/input_tied.html", takes_context=True)
def tied(context: Context, several: Sequence[Tied]) -> dict[str, Any]:
    """The indicators tied to an input; with the way to untie them where the page says that its reader may. A page that
    tells of many inputs shows `few` series of each.
    """
    today = today_of(context)
    return {
        "tied": tied_told(several, today, FEW if context.get("few") else SHOWN),
        "may_tie": context.get("may_tie", False),
        "today": today,
    }
