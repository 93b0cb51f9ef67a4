"""A meeting looks at a required input."""

import pytest

from pilothouse.reviews.models import InputLook
from pilothouse.reviews.operations import cancel_review, look_at_input, state_input
from pilothouse.reviews.queries import strip
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import planned


def test_what_stood_there_is_kept_with_the_look(cast: Cast) -> None:
    review = planned(cast, tier="quarter")
    state_input(act(cast.quality), "providers", unit=cast.office, text="Two carriers are late.")
    look_at_input(act(cast.quality), review, input="providers", minute="Talk to both. ")
    state_input(act(cast.quality), "providers", unit=cast.office, text="They are on time again.")
    look_at_input(act(cast.quality), review, input="providers")
    look_at_input(act(cast.quality), review, input="audits")
    kept = {look.input: (look.told, look.minute) for look in InputLook.objects.all()}
    assert kept["providers"] == ("Two carriers are late.", "Talk to both.")
    assert kept["audits"] == ("[no data: Quality manager brings it]", "")
    now = strip(cast.leader, review)
    assert (now.reviews, now.looked_here) == ([review], 2)
    cells = [row.cells[0] for row in now.rows]  # while the meeting is not over nothing is passed over
    assert not any(cell.passed_over for cell in cells)
    assert any(cell.waits for cell in cells)
    assert verify().whole


def test_refused_of_no_input_after_the_end_and_from_who_does_not_minute(cast: Cast) -> None:
    review = planned(cast)
    with pytest.raises(Refused):
        look_at_input(act(cast.quality), review, input="weather")
    with pytest.raises(NotAllowed):
        look_at_input(act(cast.owner), review, input="audits")
    cancel_review(act(cast.quality, why="Strike."), review)
    with pytest.raises(Refused):
        look_at_input(act(cast.quality), review, input="audits")
