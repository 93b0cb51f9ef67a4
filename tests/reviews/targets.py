"""A line of one number with a target of an objective, for tests of what its chances lead to."""

from collections.abc import Sequence
from datetime import date

from pilothouse.measures.models import Series
from pilothouse.measures.operations import define_indicator, open_series, record_measurements, set_target
from pilothouse.measures.periods import periods_back
from pilothouse.measures.rules import Row
from pilothouse.strategy.models import Objective
from tests.cast import act
from tests.stage import Stage


def aimed_at(
    stage: Stage,
    objective: Objective,
    values: Sequence[float],
    target: float,
    *,
    frequency: str,
    last: date,
    by: date,
    season: int | None = None,
) -> Series:
    """A series of the east that is to rise, with these values up to the period `last`."""
    leader, cast, many = act(stage.cast.leader), stage.cast, len(values)
    indicator = define_indicator(
        leader, unit=cast.east, owner=cast.owner, title=f"Each {frequency}", definition="x", unit_of_measure="u",
        value_kind="value", direction="up", frequency=frequency, season=season, process=stage.process,
    )  # fmt: skip
    series = open_series(leader, indicator, unit=cast.east)
    set_target(leader, series, value=target, by=by, objective=objective)
    rows = [
        Row(series.pk, periods_back(last, frequency, many - 1 - at), round(float(value), 3))
        for at, value in enumerate(values)
    ]
    record_measurements(leader, unit=cast.east, rows=rows, route="file")
    return series
