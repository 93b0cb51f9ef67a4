"""Series out of gathered rows (trail/gathered.py): enough to label their numbers. For reading, not to be saved."""

from collections.abc import Mapping
from typing import Any

from pilothouse.measures.models import Indicator, Provenance, Reading, Series
from pilothouse.organisation.models import Person
from pilothouse.trail.gathered import day, moment

_KEPT = ("route", "corrected", "gaps", "defined")
# What a label reads beside series and indicator, as paths of a series; and what it reads of these two.
RESTS = ("reading__latest_period", *(f"provenance__{name}" for name in _KEPT))
_OWN = (
    "id", "unit_id", "ended_on", "indicator__unit_of_measure", "indicator__decimals", "indicator__frequency",
    "indicator__process_id", "indicator__owner_id", "indicator__owner__left_on", "indicator__ended_at",
)  # fmt: skip
# Of a row that points to a series: what `series_beside` reads.
BESIDE = {path: path for path in (f"series__{name}" for name in (*_OWN, *RESTS))}


def series_beside(row: Mapping[str, Any]) -> Series:
    """The series beside a row that was gathered with `BESIDE`, with what its label and an amount of it need."""
    of = {name: row[f"series__{name}"] for name in (*_OWN, *RESTS)}
    key = of["indicator__owner_id"]
    indicator = Indicator(
        unit_of_measure=of["indicator__unit_of_measure"],
        decimals=of["indicator__decimals"],
        frequency=of["indicator__frequency"],
        process_id=of["indicator__process_id"],
        owner=Person(pk=key, left_on=day(of["indicator__owner__left_on"])) if key else None,
        ended_at=moment(of["indicator__ended_at"]),
    )
    series = Series(pk=of["id"], unit_id=of["unit_id"], ended_on=day(of["ended_on"]), indicator=indicator)
    return with_rests(series, of)


def with_rests(series: Series, row: Mapping[str, Any]) -> Series:
    """The series with its reading and provenance out of a gathered row that holds `RESTS`."""
    series.reading = Reading(latest_period=day(row["reading__latest_period"]))
    if row["provenance__route"]:
        kept = {name: row[f"provenance__{name}"] for name in _KEPT}
        series.provenance = Provenance(points=0, **kept | {"defined": bool(kept["defined"])})
    else:
        Series._meta.get_field("provenance").set_cached_value(series, None)  # nobody asks the database for it
    return series
