"""A baseline fixes the limits, with a reason, from enough values."""

import pytest

from pilothouse.measures.models import Baseline
from pilothouse.measures.operations import (
    set_baseline,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of, week

pytestmark = pytest.mark.django_db


def test_a_baseline_is_kept_with_its_reason(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    set_baseline(
        act(cast.owner), series, first=week(0), last=week(15), reason=" The winter ", left_out=[week(4), week(3)]
    )
    baseline = Baseline.objects.get()
    assert baseline.reason == "The winter"
    assert baseline.left_out == [week(3).isoformat(), week(4).isoformat()]
    assert verify().whole


@pytest.mark.parametrize(
    ("first", "last", "reason", "left_out", "field"),
    [
        (0, 15, " ", (), "reason"),
        (0, 15, "R" * 301, (), "reason"),
        (15, 0, "R", (), "first"),
        (0, 10, "R", (), "last"),
        (0, 12, "R", (3, 4), "last"),
        (0, 15, "R", (16,), "left_out"),
        (40, 60, "R", (), "last"),
    ],
)
def test_unsound_baselines_are_refused(
    cast: Cast, first: int, last: int, reason: str, left_out: tuple[int, ...], field: str
) -> None:
    series = series_of(cast)
    record(cast.member, series, [*STEADY, 50.0])
    with pytest.raises(Refused) as refusal:
        set_baseline(
            act(cast.owner),
            series,
            first=week(first),
            last=week(last),
            reason=reason,
            left_out=[week(number) for number in left_out],
        )
    assert refusal.value.field == field
    assert not Baseline.objects.exists()


def test_a_seasonal_baseline_needs_two_seasons(cast: Cast) -> None:
    series = series_of(cast, season=10)
    record(cast.member, series, [*STEADY, *STEADY])
    with pytest.raises(Refused):
        set_baseline(act(cast.owner), series, first=week(0), last=week(18), reason="R")
    assert set_baseline(act(cast.owner), series, first=week(0), last=week(19), reason="R")


def test_who_may(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY)
    for person in (cast.member, cast.west_owner, cast.reader):
        with pytest.raises(NotAllowed):
            set_baseline(act(person), series, first=week(0), last=week(15), reason="R")
