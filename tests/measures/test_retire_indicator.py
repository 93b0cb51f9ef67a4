"""A retired indicator is measured no more."""

import pytest

from pilothouse.measures.models import Indicator, Target
from pilothouse.measures.operations import open_series, retire_indicator, set_target
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of, series_of, week

pytestmark = pytest.mark.django_db


def test_a_retired_indicator_opens_no_series(cast: Cast) -> None:
    indicator = indicator_of(cast)
    retire_indicator(act(cast.quality), indicator, reason="Measured elsewhere")
    assert Indicator.objects.get().ended
    with pytest.raises(Refused):
        open_series(act(cast.quality), indicator, unit=cast.east)
    with pytest.raises(Refused):
        retire_indicator(act(cast.quality), indicator, reason="Measured elsewhere")
    assert verify().whole


def test_who_may(cast: Cast) -> None:
    indicator = indicator_of(cast)
    for person in (cast.member, cast.owner):
        with pytest.raises(NotAllowed):
            retire_indicator(act(person), indicator, reason="Measured elsewhere")


def test_it_is_asked_why_and_its_targets_end_with_the_reason(cast: Cast) -> None:
    series = series_of(cast)
    beside = open_series(act(cast.quality), series.indicator, unit=cast.west)
    for one in (series, beside):
        set_target(act(cast.quality), one, value=85.0, by=week(90))
    with pytest.raises(Refused) as refusal:
        retire_indicator(act(cast.quality), series.indicator, reason=" ")
    assert refusal.value.field == "reason"
    assert Target.objects.filter(ended_at=None).count() == 2
    retire_indicator(act(cast.quality), series.indicator, reason=" Counted by nobody ")
    assert {one.ended_why for one in Target.objects.all()} == {"Counted by nobody"}
    assert not Target.objects.filter(ended_at=None).exists()
    assert series.indicator.notes.get().text == "Counted by nobody"
    assert verify().whole


def test_its_targets_go_on_place_by_place_with_another_indicator(cast: Cast) -> None:
    series = series_of(cast)
    beside = open_series(act(cast.quality), series.indicator, unit=cast.west)
    for one, value in ((series, 85.0), (beside, 80.0)):
        set_target(act(cast.quality), one, value=value, by=week(90))
    heir, other = indicator_of(cast, title="On the minute"), indicator_of(cast, title="Delay", direction="down")
    there = open_series(act(cast.quality), heir, unit=cast.east)
    by = act(cast.quality)
    for wrong in (other, series.indicator, heir):
        with pytest.raises(Refused) as refusal:
            retire_indicator(by, series.indicator, reason="Sharper", heir=wrong)
        assert refusal.value.field == "heir"
    assert "take over the target of WST. It is not measured there" in str(refusal.value.message)
    assert Indicator.objects.get(pk=series.indicator.pk).state == "live"
    west = open_series(by, heir, unit=cast.west)
    retire_indicator(by, Indicator.objects.get(pk=series.indicator.pk), reason="Sharper", heir=heir)
    live = {one.series_id: one.value for one in Target.objects.filter(ended_at=None)}
    assert live == {there.pk: 85.0, west.pk: 80.0}
    assert {one.ended_why for one in Target.objects.exclude(ended_at=None)} == {"goes on with On the minute: Sharper"}
    assert verify().whole


def test_targets_go_over_only_where_one_may_set_them_and_no_place_unseen_is_named(cast: Cast) -> None:
    """The owner of an indicator that is measured in the west too, where they see nothing."""
    mine = indicator_of(cast, title="Mine", owner=cast.owner, unit=cast.east)
    heir = indicator_of(cast, title="Sharper", owner=cast.quality)
    west = open_series(act(cast.quality), mine, unit=cast.west)
    open_series(act(cast.quality), heir, unit=cast.west)
    set_target(act(cast.quality), west, value=85.0, by=week(90))
    with pytest.raises(Refused) as refusal:
        retire_indicator(act(cast.owner), mine, reason="Sharper", heir=heir)
    assert "WST" not in str(refusal.value.message)
    retire_indicator(act(cast.owner), Indicator.objects.get(pk=mine.pk), reason="Sharper")
    assert not Target.objects.filter(ended_at=None).exists()
