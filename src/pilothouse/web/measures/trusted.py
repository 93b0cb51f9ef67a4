"""The label of trust beside the numbers of a series: its mark, its words, and how lists filter and sort by it."""

from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from pilothouse.measures.models import Series
from pilothouse.measures.provenance import labelled, trust_of, trust_points
from pilothouse.measures.trust import WEAK, Label
from pilothouse.measures.wording import trust_in_words
from pilothouse.web.kit.components.marks import trust
from pilothouse.web.records.filters import Asked, Choices, Filter

_LABELS: Choices = [
    ("", gettext_lazy("any")),
    ("weak", gettext_lazy("C or D")),
    *((label.value, label.value) for label in Label),
]


def trusted(series: Series, on: date, *, told: bool = False) -> SafeString:
    """The label of a series that came with its indicator, reading and provenance; `told`: the reason in full."""
    found = trust_of(series, on)
    return trust(found.label, trust_in_words(found), f"/series/{series.pk}/#trust", told=told)


def with_points(found: Any, on: date) -> Any:
    """The same series for `labelled` and for sorting by trust."""
    return found.annotate(_points=trust_points(on))


def _narrowed(found: Any, value: str, asked: Asked) -> Any:
    labels = WEAK if value == "weak" else (Label(value),)
    return with_points(found, asked.today).filter(labelled(labels))


def trust_filter() -> Filter:
    """Series by their label of trust."""
    label = gettext_lazy("Data trust")
    return Filter("trust", label, _narrowed, _LABELS, before=gettext_lazy("with data trust"))
