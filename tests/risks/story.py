"""Short ways to the middle of a risk's story."""

from datetime import timedelta
from typing import Any

from pilothouse.measures.models import Series
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.risks.appetite import usual
from pilothouse.risks.models import Opportunity, Risk, Trip
from pilothouse.risks.operations import (
    assess_by_matrix,
    open_opportunity,
    open_risk,
    set_appetite,
    set_tripwire,
    watch_tripwires,
)
from pilothouse.trail.act import Act
from tests.cast import NOW, Cast, act
from tests.improvement.story import AFTER_SAME, CHANGE, line

TODAY = NOW.date()
MINUTE = timedelta(minutes=1)
KNOWN = 1  # weeks of the new year that are known from the beginning
SOON = TODAY + timedelta(days=90)


def risk(cast: Cast, *, by: Act | None = None, **more: Any) -> Risk:
    """A risk of Airport East, owned by its manager."""
    given: dict[str, Any] = {
        "unit": cast.east, "title": "Tow bars run out", "owner": cast.owner, "due": SOON,
        "cause": "Two of three are worn", "consequence": "Aircraft cannot leave the stand",
    }  # fmt: skip
    return open_risk(by or act(cast.owner), **(given | more))


def rated(cast: Cast, likelihood: int = 2, impact: int = 3) -> Risk:
    """The same, rated by the usual matrix."""
    found = risk(cast)
    assess_by_matrix(act(cast.owner), found, likelihood=likelihood, impact=impact)
    return found


def chance(cast: Cast) -> Opportunity:
    """An opportunity of Airport East."""
    return open_opportunity(
        act(cast.owner), unit=cast.east, title="Electric tugs", owner=cast.owner, due=SOON, cause="A grant until June"
    )


def steady(cast: Cast) -> Series:
    """A weekly series around 70 that does not change."""
    return line(cast, AFTER_SAME[:KNOWN])


def more_values(cast: Cast, series: Series, *values: float, after: int = KNOWN) -> None:
    """The next weeks of the series."""
    rows = [Row(series.pk, CHANGE + timedelta(weeks=after + week), value) for week, value in enumerate(values)]
    record_measurements(act(cast.leader, later=MINUTE), unit=cast.office, rows=rows, route="paste")


def look(cast: Cast) -> list[Trip]:
    """The round of the worker."""
    return watch_tripwires(act(cast.system, later=2 * MINUTE))


def tripped(cast: Cast, found: Risk | None = None) -> Risk:
    """A rated risk whose sign has shown: below 60."""
    found = found or rated(cast)
    series = steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    more_values(cast, series, 55.0)
    look(cast)
    found.refresh_from_db()
    return found


def bear(
    cast: Cast, *line: tuple[float, float], beyond: frozenset[tuple[int, int]] | None = None, unit: str = ""
) -> None:
    """Leadership sets the appetite line."""
    scale = usual()
    set_appetite(
        act(cast.leader), cast.organisation, likelihood=scale.likelihood, consequence=scale.consequence,
        beyond=sorted(scale.beyond if beyond is None else beyond), unit_of_loss="", line=line, reason="Agreed",
    )  # fmt: skip
