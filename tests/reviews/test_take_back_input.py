"""Taking back that an input was looked at."""

import pytest

from pilothouse.reviews.models import InputLook
from pilothouse.reviews.operations import look_at_input, take_back_input
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import planned


def test_taken_back_by_who_minutes_that_meeting(cast: Cast) -> None:
    review, other = planned(cast), planned(cast)
    look = look_at_input(act(cast.quality), review, input="audits", minute="Said of another input.")
    with pytest.raises(NotAllowed):
        take_back_input(act(cast.owner), review, look=look)
    with pytest.raises(Refused):
        take_back_input(act(cast.quality), other, look=look)
    take_back_input(act(cast.quality), review, look=look)
    assert not InputLook.objects.exists()
    assert verify().whole
