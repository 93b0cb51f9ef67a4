"""Signs are taken away again."""

import pytest

from pilothouse.risks.operations import remove_tripwire, set_tripwire
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.risks.story import look, more_values, risk, steady


def test_a_removed_sign_warns_no_more(cast: Cast) -> None:
    found, series = risk(cast), steady(cast)
    wire = set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    remove_tripwire(act(cast.owner), found, wire=wire)
    more_values(cast, series, 55.0)
    assert look(cast) == []
    with pytest.raises(Refused):
        remove_tripwire(act(cast.owner), found, wire=wire)


def test_not_that_of_another_risk(cast: Cast) -> None:
    wire = set_tripwire(act(cast.owner), risk(cast), series=steady(cast))
    with pytest.raises(Refused):
        remove_tripwire(act(cast.owner), risk(cast), wire=wire)
