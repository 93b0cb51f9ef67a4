"""Signs that a risk watches."""

import pytest

from pilothouse.measures.models import Reading
from pilothouse.risks.operations import set_tripwire
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.risks.story import risk, steady


def test_it_remembers_from_where_it_watches(cast: Cast) -> None:
    series = steady(cast)
    wire = set_tripwire(act(cast.owner), risk(cast), series=series, level=60.0, side=-1)
    assert (wire.series, wire.since) == (series, Reading.objects.get().latest_period)


@pytest.mark.parametrize(("level", "side"), [(60.0, 0), (None, 1), (60.0, 2)])
def test_a_line_has_a_side(cast: Cast, level: float | None, side: int) -> None:
    with pytest.raises(Refused):
        set_tripwire(act(cast.owner), risk(cast), series=steady(cast), level=level, side=side)


def test_once_is_enough(cast: Cast) -> None:
    found, series = risk(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series)
    with pytest.raises(Refused, match="already"):
        set_tripwire(act(cast.owner), found, series=series)


def test_not_on_series_one_does_not_see(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_tripwire(act(cast.west_owner), risk(cast), series=steady(cast))
