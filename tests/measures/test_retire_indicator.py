"""A retired indicator is measured no more."""

import pytest

from pilothouse.measures.models import Indicator
from pilothouse.measures.operations import (
    open_series,
    retire_indicator,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of

pytestmark = pytest.mark.django_db


def test_a_retired_indicator_opens_no_series(cast: Cast) -> None:
    indicator = indicator_of(cast)
    retire_indicator(act(cast.quality), indicator)
    assert Indicator.objects.get().ended
    with pytest.raises(Refused):
        open_series(act(cast.quality), indicator, unit=cast.east)
    with pytest.raises(Refused):
        retire_indicator(act(cast.quality), indicator)
    assert verify().whole


def test_who_may(cast: Cast) -> None:
    indicator = indicator_of(cast)
    for person in (cast.member, cast.owner):
        with pytest.raises(NotAllowed):
            retire_indicator(act(person), indicator)
