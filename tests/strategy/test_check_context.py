"""Looking whether it still holds."""

from datetime import timedelta

import pytest

from pilothouse.strategy.models import Check
from pilothouse.strategy.operations import check_context
from pilothouse.strategy.queries import footing
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.strategy.ground import HALF, TODAY, aim, assumed


@pytest.mark.parametrize(("finding", "state"), [("hold", "holds"), ("change", "changed"), ("fall", "fallen")])
def test_a_check_leads_to_its_state_and_the_next_day(cast: Cast, finding: str, state: str) -> None:
    made = assumed(cast)
    later = HALF + timedelta(days=10)
    checked = check_context(act(cast.owner, later=later), made, finding=finding, note="Price list of May")
    assert (checked.state, checked.due) == (state, TODAY + later + HALF)
    assert checked.first_due == checked.due  # the promise to look was kept; this is another one
    row = Check.objects.get()
    assert (row.finding, row.on, row.by_id) == (finding, TODAY + later, cast.owner.pk)
    assert verify().whole


def test_what_fell_is_shown_on_every_objective_resting_on_it_until_it_stands_again(cast: Cast) -> None:
    objectives = [aim(cast), aim(cast, "Land on time")]
    made = assumed(cast, objectives=objectives)
    assert not any(ground.shaken for ground in footing(cast.leader).values())
    check_context(act(cast.owner), made, finding="fall", note="Price doubled")
    assert {key: [one.pk for one in ground.shaken] for key, ground in footing(cast.leader).items()} == {
        objective.pk: [made.pk] for objective in objectives
    }
    check_context(act(cast.owner), made, finding="hold", note="Price fell again")
    assert not any(ground.shaken for ground in footing(cast.leader).values())


def test_a_finding_is_one_of_three_with_words_and_by_who_answers(cast: Cast) -> None:
    made = assumed(cast)
    for finding, note in (("maybe", "So"), ("hold", " ")):
        with pytest.raises(Refused):
            check_context(act(cast.owner), made, finding=finding, note=note)
    with pytest.raises(NotAllowed):
        check_context(act(cast.member), made, finding="hold", note="So")
