"""Estimates: two ranges, drawn at once, kept with the sums above."""

import pytest

from pilothouse.risks.estimates import curve_kept, drawn, estimate_of
from pilothouse.risks.models import Assessment, Portfolio
from pilothouse.risks.operations import assess_by_estimate, close_risk, reopen_risk
from pilothouse.risks.rules import LARGEST
from pilothouse.spc.loss import CHANCES
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.risks.story import SOON, risk

RANGES = {"often_low": 0.2, "often_high": 2.0, "loss_low": 100.0, "loss_high": 1_000.0}


def test_the_curve_is_kept_and_can_be_drawn_again(cast: Cast) -> None:
    found = risk(cast)
    made = assess_by_estimate(act(cast.owner), found, **RANGES, basis="Three winters")
    stored = Assessment.objects.get(pk=made.pk)
    again = drawn(estimate_of(stored))
    assert stored.curve["losses"] == pytest.approx(list(again.losses), rel=1e-5)
    assert tuple(stored.curve["chances"]) == CHANCES
    found.refresh_from_db()
    assert found.yearly == pytest.approx(estimate_of(stored).mean, rel=1e-3)


def test_sums_of_the_unit_and_above_hold_every_live_risk(cast: Cast) -> None:
    east, west = risk(cast), risk(cast, by=act(cast.leader), unit=cast.west, owner=cast.west_owner)
    for found, by in ((east, cast.owner), (west, cast.west_owner)):
        assess_by_estimate(act(by), found, **RANGES)
    counts = dict(Portfolio.objects.values_list("unit", "risks"))
    assert counts == {cast.office.pk: 2, cast.east.pk: 1, cast.west.pk: 1}
    means = {one.unit_id: curve_kept(one.curve).mean for one in Portfolio.objects.all()}
    assert means[cast.office.pk] == pytest.approx(means[cast.east.pk] + means[cast.west.pk], rel=1e-4)
    close_risk(act(cast.quality), east, reason="Gone")
    assert dict(Portfolio.objects.values_list("unit", "risks")) == {cast.office.pk: 1, cast.west.pk: 1}
    reopen_risk(act(cast.quality), east, due=SOON, reason="Not gone")
    assert Portfolio.objects.count() == 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"often_low": 0.0}, "often_low"),
        ({"often_low": float("nan")}, "often_low"),
        ({"often_low": 3.0}, "often_high"),
        ({"often_low": 40.0, "often_high": 60.0}, "often_high"),
        ({"loss_low": 1.0, "loss_high": 2_000.0}, "loss_high"),
        ({"loss_low": LARGEST, "loss_high": LARGEST * 10}, "loss_high"),
    ],
)
def test_ranges_that_say_nothing_are_refused(cast: Cast, wrong: dict[str, float], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        assess_by_estimate(act(cast.owner), risk(cast), **(RANGES | wrong))
    assert refusal.value.field == field
    assert not Portfolio.objects.exists()
