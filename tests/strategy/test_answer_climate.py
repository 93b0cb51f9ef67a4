"""Whether climate change is relevant."""

import pytest

from pilothouse.strategy.models import ContextIssue
from pilothouse.strategy.operations import answer_climate
from pilothouse.strategy.queries import climate_answer, context_issues
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.strategy.ground import aim, of_east


def test_one_answer_holds_and_the_one_before_stays_readable(cast: Cast) -> None:
    assert climate_answer(cast.leader) is None
    given = {"unit": cast.office, "owner": cast.leader, "every": 365}
    first = answer_climate(act(cast.leader), **given, relevant=False, text="We fly little")
    second = answer_climate(act(cast.leader), **given, relevant=True, text="Storms cancel", objectives=[aim(cast)])
    found = climate_answer(cast.west_owner)
    assert found is not None
    assert (found.record.pk, found.record.relevant, len(found.objectives)) == (second.pk, True, 1)
    assert second.origin_id == first.pk
    assert ContextIssue.objects.get(pk=first.pk).ended
    assert not context_issues(cast.leader)
    assert verify().whole


def test_top_management_answers_and_gives_a_reason(cast: Cast) -> None:
    given = {"unit": cast.office, "owner": cast.leader, "every": 365, "relevant": True}
    with pytest.raises(NotAllowed):
        answer_climate(act(cast.quality), **given, text="Storms")
    with pytest.raises(NotAllowed):  # who directs East does not answer for all
        answer_climate(act(of_east(cast)), **{**given, "unit": cast.east}, text="Storms")
    with pytest.raises(Refused):
        answer_climate(act(cast.leader), **given, text=" ")
