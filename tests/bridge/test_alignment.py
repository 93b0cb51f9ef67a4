"""Where the chain from an objective to live work breaks."""

from datetime import date

import pytest

from pilothouse.bridge.alignment import Gap, Link, aims, aligned_share, gap_in
from pilothouse.measures.operations import define_indicator
from pilothouse.strategy.operations import set_objective
from tests.cast import Cast, act
from tests.web.strategy.aims import aims_of

WHOLE, LONELY = Link(True, True, True), Link(False, False, True)
NOT_OWNED, SILENT = Link(True, False, True), Link(True, True, False)


@pytest.mark.parametrize(
    ("owned", "links", "targeted", "carried", "gap"),
    [
        (True, [WHOLE], True, False, None),
        (False, [WHOLE], True, False, Gap.OWNER),
        (True, [], False, False, Gap.INDICATOR),
        (True, [], False, True, None),
        (True, [WHOLE], False, False, Gap.TARGET),
        (True, [WHOLE], False, True, None),
        (True, [LONELY], True, False, Gap.PROCESS),
        (True, [LONELY, WHOLE], True, False, None),
        (True, [NOT_OWNED], True, False, Gap.PROCESS_OWNER),
        (True, [SILENT], True, False, Gap.VALUES),
    ],
)
def test_gap_in(owned: bool, links: list[Link], targeted: bool, carried: bool, gap: Gap | None) -> None:
    assert gap_in(owned=owned, links=links, targeted=targeted, carried=carried) is gap


def test_an_objective_is_carried_by_one_below_that_is_measured(cast: Cast) -> None:
    found = aims_of(cast)
    top, low = aims(cast.leader)
    assert (top.objective, top.gap, top.target) == (found.top, None, None)
    assert (low.objective, low.gap, low.series, low.actions) == (found.low, None, found.series, 1)
    assert aligned_share([top, low]) == (2, 2)


def test_a_number_without_process_breaks_the_chain(cast: Cast) -> None:
    goal = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Calm", due=date(2026, 12, 1))
    define_indicator(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Noise", definition="dB", unit_of_measure="dB",
        value_kind="value", direction="down", frequency="week", objectives=[goal],
    )  # fmt: skip
    assert [aim.gap for aim in aims(cast.leader)] == [Gap.TARGET]


def test_targets_of_other_units_stay_hidden_while_the_chain_is_told(cast: Cast) -> None:
    aims_of(cast)
    _top, low = aims(cast.west_owner)
    assert low.target is None
    assert low.gap is None
    assert low.actions == 0
