"""Where each value of a series came from: every row that ever stood for a period, corrections included."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from pilothouse.measures.models import Intake, Measurement, Series
from pilothouse.web.kit.pages import Page, paginate
from pilothouse.web.measures.words import amount
from pilothouse.web.shell.middleware import PilotRequest

SHOWN = 15


@dataclass(frozen=True)
class Told:
    """One row as it came in, `value` in shown units as text ("" where the row withdraws one); superseded by a later row
    of its period, or correcting.
    """

    measurement: Measurement
    value: str
    superseded: bool
    corrects: bool

    @property
    def intake(self) -> Intake:
        """How it came in."""
        return self.measurement.intake


def rows_of(series: Series) -> "QuerySet[Measurement]":
    """Every row of a series, latest period first, and within a period the latest row first."""
    same = Measurement.objects.filter(series_id=OuterRef("series_id"), period=OuterRef("period"))
    return (
        Measurement.objects.filter(series=series)
        .annotate(
            superseded=Exists(same.filter(pk__gt=OuterRef("pk"))), corrects=Exists(same.filter(pk__lt=OuterRef("pk")))
        )
        .select_related("intake__by", "intake__source")
        .order_by("-period", "-pk")
    )


def told_of(series: Series, request: PilotRequest) -> Page[Told]:
    """One page of the rows, in one query."""
    page = paginate(rows_of(series), request, SHOWN)
    items = [_told(series, row) for row in page.items]
    return Page(items, page.number, page.size, page.more, page.total, page.capped)


def brought_by(series: Series, intake: Intake) -> list[Told]:
    """The rows of a series that came in by one intake, latest period first; at most a hundred."""
    return [_told(series, row) for row in rows_of(series).filter(intake=intake)[:100]]


def _told(series: Series, row: Any) -> Told:
    indicator = series.indicator
    value = "" if row.value is None else amount(indicator, row.value * indicator.scale)
    return Told(row, value, row.superseded, row.corrects)
