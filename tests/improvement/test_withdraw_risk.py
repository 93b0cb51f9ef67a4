"""What was said about the register is taken back."""

import pytest

from pilothouse.improvement.models import Foreseen
from pilothouse.improvement.operations import name_risk, withdraw_risk
from pilothouse.records.models import Link
from pilothouse.records.operations import link_records
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.improvement.story import opened
from tests.risks.story import risk


def test_it_is_open_again(cast: Cast) -> None:
    issue = opened(cast)
    name_risk(act(cast.owner), issue, risk=risk(cast))
    withdraw_risk(act(cast.owner), issue)
    assert not Foreseen.objects.exists()
    assert not Link.objects.exists()
    with pytest.raises(Refused):
        withdraw_risk(act(cast.owner), issue)


def test_a_link_made_by_hand_stays(cast: Cast) -> None:
    issue, found = opened(cast), risk(cast)
    link_records(act(cast.owner), issue, other=found, reason="seen together")
    name_risk(act(cast.owner), issue, risk=found)
    issue.refresh_from_db()
    assert Link.objects.get().reason == "seen together"
