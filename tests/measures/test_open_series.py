"""A series is an indicator in a unit, or in a part of it, once."""

import pytest

from pilothouse.measures.models import Series
from pilothouse.measures.operations import (
    open_series,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of, series_of

pytestmark = pytest.mark.django_db


def names_since(size: int) -> list[str]:
    return list(Entry.objects.filter(seq__gte=size).order_by("seq").values_list("name", flat=True))


def test_a_series_opens_with_an_empty_reading(cast: Cast) -> None:
    size = Entry.objects.count() + 1
    series = series_of(cast)
    assert (series.place, series.reading.points) == ("EST", 0)
    assert names_since(size) == ["series.opened"]
    part = open_series(act(cast.quality), series.indicator, unit=cast.east, label=" Delta ")
    assert part.place == "EST · Delta"
    assert verify().whole


def test_one_series_each(cast: Cast) -> None:
    series = series_of(cast)
    with pytest.raises(Refused):
        open_series(act(cast.quality), series.indicator, unit=cast.east)
    with pytest.raises(Refused):
        open_series(act(cast.quality), series.indicator, unit=cast.east, label="x" * 61)
    assert Series.objects.count() == 1


def test_the_unit_s_own_definer_may_open_a_series_there_only(cast: Cast) -> None:
    indicator = indicator_of(cast)
    assert open_series(act(cast.owner), indicator, unit=cast.east)
    for person, unit in ((cast.owner, cast.west), (cast.member, cast.east)):
        with pytest.raises(NotAllowed):
            open_series(act(person), indicator, unit=unit)


def test_owning_the_indicator_does_not_show_foreign_units(cast: Cast) -> None:
    indicator = indicator_of(cast, owner=cast.owner)
    with pytest.raises(Refused) as refusal:
        open_series(act(cast.owner), indicator, unit=cast.west)
    assert refusal.value.field == "unit"
