"""The label of trust beside the numbers of a series: its mark, its words, and how lists filter and sort by it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from pilothouse.measures.gathered_series import RESTS, with_rests
from pilothouse.measures.models import Series
from pilothouse.measures.provenance import labelled, trust_of, trust_points
from pilothouse.measures.queries import not_over
from pilothouse.measures.trust import WEAK, Label, Trust
from pilothouse.measures.wording import trust_in_words
from pilothouse.organisation.models import Person
from pilothouse.trail.gathered import first_of
from pilothouse.web.kit.components.marks import trust
from pilothouse.web.records.columns import ListColumn, plain_column
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
    return with_points(found, asked.today).filter(_labels_of(value))


def _labels_of(value: str) -> Q:
    return labelled(WEAK if value == "weak" else (Label(value),))


def with_weakest(found: Any, person: Person, on: date) -> Any:
    """Indicators with what `weakest` reads: of the running series that the person sees the one that can be trusted the
    least; `_points` is what its weaknesses cost, to sort and filter by.
    """
    running = Series.objects.seen_by(person).filter(not_over(on), indicator=OuterRef("pk"))
    first = running.annotate(_points=trust_points(on)).order_by("-_points", "pk")
    return found.annotate(_weakest=first_of(first, ("id", *RESTS)), _points=Subquery(first.values("_points")[:1]))


def weakest(indicator: Any, on: date) -> Trust | None:
    """The label of the least trusted running series of an indicator that came `with_weakest`; None without a series."""
    row = indicator._weakest
    if row is None:
        return None
    return trust_of(with_rests(Series(pk=row["id"], indicator=indicator), row), on)


def weakest_column(on: date) -> ListColumn:
    """The label of indicators that came `with_weakest`, with the way to where its reason is told in full."""

    def cell(indicator: Any, today: date) -> Any:
        found = weakest(indicator, on)
        return trust(found.label, trust_in_words(found), f"/series/{indicator._weakest['id']}/#trust") if found else "–"

    def label(indicator: Any) -> str:
        found = weakest(indicator, on)
        return found.label.value if found else ""

    heading, order = gettext_lazy("Data trust of its weakest series"), ("_points", "record_id")
    return ListColumn("trust", heading, cell, label, order, filled="_points")


def reason_column(on: date) -> ListColumn:
    """For a file: why the label is no better."""

    def reason(indicator: Any) -> str:
        found = weakest(indicator, on)
        return trust_in_words(found) if found else ""

    return plain_column("trust_why", gettext_lazy("Why this trust"), reason)


def weakest_filter() -> Filter:
    """Indicators that came `with_weakest` by the label of their weakest series."""
    label, before = gettext_lazy("Data trust"), gettext_lazy("with data trust")
    return Filter(
        "trust", label, lambda found, value, asked: found.filter(_labels_of(value)), _LABELS, before, alike=True
    )


def trust_filter() -> Filter:
    """Series by their label of trust."""
    label = gettext_lazy("Data trust")
    return Filter("trust", label, _narrowed, _LABELS, before=gettext_lazy("with data trust"))
