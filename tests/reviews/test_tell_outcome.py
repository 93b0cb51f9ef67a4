"""What came of a request."""

import pytest

from pilothouse.reviews.operations import answer_request, tell_outcome
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, HIGHER, TODAY, asked, enter, series_of


@pytest.mark.parametrize(("answer", "state"), [("grant", "granted_told"), ("refuse", "refused_told")])
def test_the_line_is_kept_with_what_the_numbers_show_since(cast: Cast, answer: str, state: str) -> None:
    series = series_of(cast)
    request = answer_request(act(cast.leader), asked(cast, series=series), answer=answer, reason="So be it")
    enter(cast, series, HIGHER, TODAY, AFTERWARDS)
    told = tell_outcome(act(cast.owner, later=AFTERWARDS), request, outcome="Mornings begin on time.")
    assert (told.state, told.ended) == (state, True)
    assert told.effect == pytest.approx(10.0, abs=1.0)
    assert told.low is not None
    assert verify().whole


def test_without_a_series_the_line_stands_alone(cast: Cast) -> None:
    request = answer_request(act(cast.leader), asked(cast), answer="grant", reason="So be it")
    told = tell_outcome(act(cast.leader), request, outcome="Hired.")
    assert (told.outcome, told.effect) == ("Hired.", None)


def test_nothing_is_told_before_an_answer_nor_by_others_nor_without_words(cast: Cast) -> None:
    request = asked(cast)
    with pytest.raises(Refused):
        tell_outcome(act(cast.owner), request, outcome="Hired.")
    request = answer_request(act(cast.leader), request, answer="grant", reason="So be it")
    with pytest.raises(NotAllowed):
        tell_outcome(act(cast.member), request, outcome="Hired.")
    with pytest.raises(Refused):
        tell_outcome(act(cast.owner), request, outcome=" ")
