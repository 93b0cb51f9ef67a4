"""A target is given up once, by whom it concerns."""

from datetime import date

import pytest

from pilothouse.measures.models import Target
from pilothouse.measures.operations import (
    end_target,
    set_target,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import series_of

pytestmark = pytest.mark.django_db

YEAR_END = date(2026, 12, 31)


def test_given_up(cast: Cast) -> None:
    target = set_target(act(cast.owner), series_of(cast), value=80, by=YEAR_END)
    for person in (cast.member, cast.west_owner):
        with pytest.raises(NotAllowed):
            end_target(act(person), target, reason="No")
    for empty in ("", "  ", "x" * 601):
        with pytest.raises(Refused) as refusal:
            end_target(act(cast.owner), target, reason=empty)
        assert refusal.value.field == "reason"
    end_target(act(cast.owner), target, reason=" Nobody flies there ")
    assert Target.objects.get().ended_why == "Nobody flies there"
    assert Target.objects.get().ended_at == act(cast.owner).at
    with pytest.raises(Refused):
        end_target(act(cast.owner), target, reason="Again")
    assert verify().whole
