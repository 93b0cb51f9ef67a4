"""A series ends on a day, once."""

import pytest

from pilothouse.measures.models import Target
from pilothouse.measures.operations import (
    end_series,
    end_target,
    set_target,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import series_of, week

pytestmark = pytest.mark.django_db


def test_a_series_ends_once(cast: Cast) -> None:
    series = series_of(cast)
    end_series(act(cast.owner), series, on=week(3))
    with pytest.raises(Refused):
        end_series(act(cast.owner), series, on=week(4))
    with pytest.raises(NotAllowed):
        end_series(act(cast.west_owner), series, on=week(4))


def test_its_target_ends_with_it_or_goes_on_elsewhere(cast: Cast) -> None:
    series, beside, other = (
        series_of(cast), series_of(cast, unit=cast.west), series_of(cast, title="Delay", direction="down")
    )  # fmt: skip
    first = set_target(act(cast.quality), series, value=85.0, by=week(90))
    by = act(cast.quality)
    for wrong, field in (({}, "reason"), ({"reason": "Moved", "heir": other}, "heir"),
                         ({"reason": "Moved", "heir": series}, "heir")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            end_series(by, series, on=week(60), **wrong)
        assert refusal.value.field == field
    end_series(by, series, on=week(60), reason="All fly from the west", heir=beside)
    first = Target.objects.get(pk=first.pk)
    assert first.ended_why == "goes on at another series: All fly from the west"
    taken = Target.objects.get(ended_at=None)
    assert (taken.series, taken.value, taken.by) == (beside, 85.0, week(90))
    end_series(by, beside, on=week(60), reason="Nobody flies")
    assert Target.objects.filter(ended_at=None).count() == 0
    assert verify().whole


def test_a_target_is_not_given_up_before_its_series_ends(cast: Cast) -> None:
    series = series_of(cast)
    live = set_target(act(cast.quality), series, value=85.0, by=week(90))
    with pytest.raises(Refused) as refusal:
        end_series(act(cast.quality), series, on=week(80), reason="The gate is closed in autumn")
    assert refusal.value.field == "on"
    assert Target.objects.get(pk=live.pk).ended_at is None
    end_target(act(cast.quality), live, reason="Out of reach")
    assert end_series(act(cast.quality), series, on=week(80)).ended_on == week(80)
