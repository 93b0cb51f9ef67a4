"""Many series of one indicator, opened at once; import it after Django is set up."""

from datetime import UTC, datetime

from tests.cast import Cast

from pilothouse.measures.models import Indicator, Series
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation


def act(cast: Cast) -> Act:
    """An act of this moment."""
    return Act(by=cast.leader, at=datetime.now(UTC), door="bench")


@operation("bench.series_opened", may=lambda act, arguments: True)
def open_many(act: Act, indicator: Indicator, *, cast: Cast, count: int) -> list[Series]:
    """Many parts of one indicator."""
    rows = [Series(indicator=indicator, unit=cast.east, label=f"part {index}") for index in range(count)]
    created: list[Series] = Series.objects.bulk_create(rows, batch_size=2_000)
    return created
