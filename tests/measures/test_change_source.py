"""A source is changed by those who define."""

import pytest

from pilothouse.measures.models import Source
from pilothouse.measures.operations import (
    change_source,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.conftest import SQL


def test_changed(cast: Cast, source: Source) -> None:
    change_source(act(cast.owner), source, owner=cast.quality, name="Other", path="days.csv", sql=SQL, every_hours=2)
    stored = Source.objects.get()
    assert (stored.name, stored.owner, stored.every_hours) == ("Other", cast.quality, 2)
    with pytest.raises(Refused) as refusal:
        change_source(act(cast.owner), source, owner=cast.owner, name="Other", path="gone.csv", sql=SQL)
    assert refusal.value.field == "path"
    assert verify().whole


def test_who_may(cast: Cast, source: Source) -> None:
    for person in (cast.member, cast.west_owner):
        with pytest.raises(NotAllowed):
            change_source(act(person), source, owner=cast.owner, name="N", path="days.csv", sql=SQL)
