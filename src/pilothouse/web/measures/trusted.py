"""The label of trust beside the numbers of a series: its mark, its words, and how lists filter and sort by it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from pilothouse.measures.models import Provenance, Reading, Series
from pilothouse.measures.provenance import labelled, trust_of, trust_points
from pilothouse.measures.trust import WEAK, Label, Trust
from pilothouse.measures.wording import trust_in_words
from pilothouse.organisation.models import Person
from pilothouse.trail.gathered import day, first_of
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
    labels = WEAK if value == "weak" else (Label(value),)
    return with_points(found, asked.today).filter(labelled(labels))


_RESTS = ("route", "corrected", "gaps", "defined")


def with_weakest(found: Any, person: Person, on: date) -> Any:
    """Indicators with what `weakest` reads: of the running series that the person sees the one trusted the least."""
    running = Series.objects.seen_by(person).filter(indicator=OuterRef("pk"), ended_on=None)
    running = running.annotate(_points=trust_points(on))
    fields = ("id", "reading__latest_period", *(f"provenance__{name}" for name in _RESTS))
    return found.annotate(_weakest=first_of(running.order_by("-_points", "pk"), fields))


def weakest(indicator: Any, on: date) -> Trust | None:
    """The label of the least trusted running series of an indicator that came `with_weakest`; None without a series."""
    row = indicator._weakest
    if row is None:
        return None
    series = Series(pk=row["id"], indicator=indicator)
    series.reading = Reading(latest_period=day(row["reading__latest_period"]))
    if row["provenance__route"]:
        kept = {name: row[f"provenance__{name}"] for name in _RESTS}
        series.provenance = Provenance(points=0, **kept | {"defined": bool(kept["defined"])})
    return trust_of(series, on)


def weakest_columns(on: date) -> tuple[ListColumn, ...]:
    """For a file of indicators that came `with_weakest`: the label and its reason."""

    def label(indicator: Any) -> str:
        found = weakest(indicator, on)
        return found.label.value if found else ""

    def reason(indicator: Any) -> str:
        found = weakest(indicator, on)
        return trust_in_words(found) if found else ""

    return (
        plain_column("trust", gettext_lazy("Data trust of its weakest series"), label),
        plain_column("trust_why", gettext_lazy("Why this trust"), reason),
    )


def trust_filter() -> Filter:
    """Series by their label of trust."""
    label = gettext_lazy("Data trust")
    return Filter("trust", label, _narrowed, _LABELS, before=gettext_lazy("with data trust"))
