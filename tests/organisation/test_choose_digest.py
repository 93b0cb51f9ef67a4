"""Everybody turns their own daily mail on or off."""

import pytest

from pilothouse.organisation.operations import choose_digest
from pilothouse.trail.act import NotAllowed
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_off_and_on_again(cast: Cast) -> None:
    assert choose_digest(act(cast.member), cast.member, wanted=False).no_digest
    assert verify().whole
    assert not choose_digest(act(cast.member), cast.member, wanted=True).no_digest


def test_nobody_for_somebody_else(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        choose_digest(act(cast.leader), cast.member, wanted=False)
