"""Estimates: two ranges, drawn at once, kept with the sums above."""

from datetime import timedelta

import pytest

from pilothouse.risks.appetite import in_force
from pilothouse.risks.estimates import curve_kept, drawn, estimate_of
from pilothouse.risks.models import Assessment, Opportunity, Portfolio
from pilothouse.risks.operations import assess_by_estimate, close_risk, drop_opportunity, reopen_risk
from pilothouse.risks.queries import too_costly
from pilothouse.risks.rules import LARGEST
from pilothouse.spc.loss import CHANCES
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.risks.story import SOON, bear, chance, risk

WEEK = timedelta(days=7)
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


def test_an_opportunity_is_estimated_alike_and_enters_no_sum_of_losses(cast: Cast) -> None:
    found = chance(cast)
    assert "yearly" not in found.image()  # as history had it before there were estimates
    assess_by_estimate(act(cast.owner), risk(cast), **RANGES)
    before = list(Portfolio.objects.order_by("unit").values())
    for by, fault in ((cast.member, NotAllowed), (cast.owner, Refused)):
        with pytest.raises(fault):
            assess_by_estimate(act(by), found, **(RANGES | {"often_low": 9.0}))
    bear(cast, (1.0, 0.01))  # far less than it brings: no appetite stands against a gain
    made = assess_by_estimate(act(cast.owner), found, **RANGES, basis="Last year", look_again=SOON + WEEK)
    found.refresh_from_db()
    assert found.yearly == pytest.approx(estimate_of(made).mean, rel=1e-3)
    assert (found.state, found.due, float(found.image()["yearly"])) == ("open", SOON + WEEK, found.yearly)
    assert (made.seed, made.curve["any"] > 0) == (Assessment.objects.get(pk=made.pk).seed, True)
    told = Entry.objects.filter(name="estimate.made").values_list("kind", "key")
    assert {(Assessment.trail_kind(), made.pk), (Opportunity.trail_kind(), found.pk)} <= set(told)
    assert list(Portfolio.objects.order_by("unit").values()) == before
    assert found.pk not in too_costly(in_force())
    drop_opportunity(act(cast.owner), found, reason="The grant is gone")
    with pytest.raises(Refused):
        assess_by_estimate(act(cast.owner), found, **RANGES)


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
