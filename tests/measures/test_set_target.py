"""A target is a wanted value by a day; one is live."""

from datetime import date

import pytest

from pilothouse.measures.models import Reading, Target
from pilothouse.measures.operations import (
    end_series,
    end_target,
    retire_indicator,
    set_target,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import series_of

pytestmark = pytest.mark.django_db

YEAR_END = date(2026, 12, 31)


def test_a_new_target_ends_the_one_before(cast: Cast) -> None:
    series = series_of(cast)
    first = set_target(act(cast.owner), series, value=80, by=YEAR_END)
    second = set_target(act(cast.owner), series, value=90, by=YEAR_END)
    assert list(Target.objects.filter(ended_at=None)) == [second]
    with pytest.raises(Refused):
        end_target(act(cast.owner), Target.objects.get(pk=first.pk), reason="No longer wanted")
    end_target(act(cast.owner), second, reason="No longer wanted")
    assert not Target.objects.filter(ended_at=None).exists()
    assert "target" not in Reading.objects.get(series=series).picture
    assert verify().whole


def test_impossible_targets_are_refused(cast: Cast) -> None:
    share = series_of(cast, kind="proportion")
    for value in (float("inf"), float("nan"), 101.0, -1.0):
        with pytest.raises(Refused) as refusal:
            set_target(act(cast.owner), share, value=value, by=YEAR_END)
        assert refusal.value.field == "value"


def test_nothing_that_is_measured_no_more_takes_a_target(cast: Cast) -> None:
    ended, retired = series_of(cast), series_of(cast)
    end_series(act(cast.quality), ended, on=YEAR_END)
    retire_indicator(act(cast.quality), retired.indicator, reason="Counted by nobody")
    for series in (ended, retired):
        with pytest.raises(Refused):
            set_target(act(cast.quality), series, value=80, by=YEAR_END)
    assert not Target.objects.exists()


def test_who_may(cast: Cast) -> None:
    series = series_of(cast)
    for person in (cast.member, cast.west_owner, cast.reader):
        with pytest.raises(NotAllowed):
            set_target(act(person), series, value=80, by=YEAR_END)
    owned = series_of(cast, unit=cast.west, owner=cast.owner)
    assert set_target(act(cast.owner), owned, value=1, by=YEAR_END)
