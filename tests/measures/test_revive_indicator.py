"""A retired indicator may be measured again."""

import pytest

from pilothouse.measures.operations import (
    retire_indicator,
    revive_indicator,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of

pytestmark = pytest.mark.django_db


def test_revived(cast: Cast) -> None:
    indicator = indicator_of(cast)
    with pytest.raises(Refused):
        revive_indicator(act(cast.quality), indicator)
    retire_indicator(act(cast.quality), indicator, reason="Measured elsewhere")
    assert revive_indicator(act(cast.quality), indicator).state == "live"
    assert verify().whole


def test_who_may(cast: Cast) -> None:
    indicator = retire_indicator(act(cast.quality), indicator_of(cast), reason="Measured elsewhere")
    for person in (cast.member, cast.owner):
        with pytest.raises(NotAllowed):
            revive_indicator(act(person), indicator)
