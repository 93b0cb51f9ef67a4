"""Questions across risks."""

from datetime import timedelta

from pilothouse.risks.operations import decline_warning
from pilothouse.risks.queries import tripped
from tests.cast import NOW, Cast, act
from tests.risks.story import MINUTE, risk
from tests.risks.story import tripped as one_tripped


def test_what_waits_for_an_answer_to_a_warning(cast: Cast) -> None:
    found = one_tripped(cast)
    risk(cast, title="Nothing has shown")
    at = NOW + 5 * MINUTE
    assert [(one.pk, one.waits_since) for one in tripped(cast.owner, at)] == [(found.pk, NOW + 2 * MINUTE)]
    assert not tripped(cast.owner, NOW).exists()
    assert not tripped(cast.west_owner, at).exists()
    decline_warning(act(cast.owner, later=timedelta(hours=1)), found, reason="Holidays")
    assert not tripped(cast.owner, NOW + timedelta(hours=2)).exists()
