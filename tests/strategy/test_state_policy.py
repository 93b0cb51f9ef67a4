"""Stating the policy."""

import pytest

from pilothouse.strategy.models import Policy
from pilothouse.strategy.operations import state_policy
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.strategy.ground import of_east


def stated(cast: Cast, title: str = "Punctual", text: str = "We leave on time.") -> Policy:
    return state_policy(act(cast.leader), unit=cast.office, owner=cast.leader, title=title, text=text)


def test_the_new_one_holds_and_the_old_one_stays_readable(cast: Cast) -> None:
    first = stated(cast)
    second = stated(cast, "Punctual and honest")
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "valid")
    assert second.origin_id == first.pk
    assert first.ended
    assert Entry.objects.filter(name="policy.stated").count() == 3
    assert verify().whole


@pytest.mark.parametrize(("title", "text", "field"), [(" ", "x", "title"), ("x", "  ", "text")])
def test_an_empty_one_is_refused_and_the_old_one_holds_on(cast: Cast, title: str, text: str, field: str) -> None:
    first = stated(cast)
    with pytest.raises(Refused) as refusal:
        stated(cast, title, text)
    assert refusal.value.field == field
    first.refresh_from_db()
    assert first.state == "valid"


def test_only_top_management_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        state_policy(act(cast.quality), unit=cast.office, owner=cast.quality, title="x", text="y")
    local = of_east(cast)
    with pytest.raises(NotAllowed):  # it would replace the policy of all
        state_policy(act(local), unit=cast.east, owner=local, title="x", text="y")
