"""Naming who answers for an input."""

import pytest

from pilothouse.reviews.inputs import INPUTS
from pilothouse.reviews.operations import name_input_owner
from pilothouse.reviews.queries import owners_of_inputs
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act


def test_an_input_is_answered_for_by_its_role_until_somebody_is_named(cast: Cast) -> None:
    owners = owners_of_inputs()
    assert {owners[key] for key in ("context", "resources")} == {cast.leader}
    assert owners["providers"] == cast.quality
    name_input_owner(act(cast.quality), "providers", owner=cast.owner)
    name_input_owner(act(cast.quality), "providers", owner=cast.member)
    assert owners_of_inputs()["providers"] == cast.member
    assert None not in owners.values()
    assert len(owners) == len(INPUTS) == 13


def test_only_of_what_there_is_and_only_by_who_prepares_reviews_everywhere(cast: Cast) -> None:
    with pytest.raises(Refused):
        name_input_owner(act(cast.quality), "weather", owner=cast.owner)
    with pytest.raises(NotAllowed):
        name_input_owner(act(cast.owner), "providers", owner=cast.owner)
