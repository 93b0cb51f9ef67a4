"""A link that is taken back, with a reason."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import join_signals, name_risk
from pilothouse.records.models import Link
from pilothouse.records.operations import link_records, unlink_records
from pilothouse.reviews.operations import agree_action, prepare_review
from pilothouse.reviews.queries import meeting_seen
from pilothouse.risks.models import Risk
from pilothouse.risks.operations import open_risk
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.bridge.stage import LATER, fallen
from tests.cast import Cast, act
from tests.reviews.story import planned
from tests.web.records.stage import problem


def test_either_side_takes_it_back_and_says_why(cast: Cast) -> None:
    one, other = problem(cast.member, cast.east), problem(cast.member, cast.east, "Belt slips")
    link_records(act(cast.member), one, other=other, reason="same belt")
    with pytest.raises(Refused, match="Say why"):
        unlink_records(act(cast.owner), other, other=one)
    with pytest.raises(NotAllowed):
        unlink_records(act(cast.reader, why="Wrong"), other, other=one)
    unlink_records(act(cast.owner, why="Another belt"), other, other=one)
    assert not Link.objects.exists()
    # Who sees one of the two need not see the other: no note tells its number, and the other's not why.
    assert [note.text for note in (*other.notes.all(), *one.notes.all())] == [
        "A link to another record was taken off: Another belt",
        "A link to another record was taken off.",
    ]
    assert verify().whole
    with pytest.raises(Refused, match="not linked"):
        unlink_records(act(cast.owner, why="Another belt"), other, other=one)
    link_records(act(cast.member), one, other=other)
    theirs = problem(cast.west_owner, cast.west)
    with pytest.raises(Refused, match="no such record"):
        unlink_records(act(cast.member, why="Wrong"), one, other=theirs)


def test_what_was_said_in_another_act_is_taken_back_there(cast: Cast) -> None:
    issue = problem(cast.owner, cast.east)
    risk = open_risk(act(cast.owner), unit=cast.east, title="Too few tugs", owner=cast.owner, due=LATER)
    name_risk(act(cast.owner), issue, risk=risk)
    with pytest.raises(Refused, match="foreseen"):
        unlink_records(act(cast.owner, why="Wrong"), risk, other=issue)
    signal = fallen(cast)
    join_signals(act(cast.owner), issue, signals=[signal])
    with pytest.raises(Refused, match="is answered"):
        unlink_records(act(cast.owner, why="Wrong"), issue, other=signal)
    more = fallen(cast)
    open_risk(act(cast.owner), unit=cast.east, title="Ice", owner=cast.owner, due=LATER, answers=[more])
    with pytest.raises(Refused, match="was answered with it"):
        unlink_records(act(cast.owner, why="Wrong"), more, other=Risk.objects.get(title="Ice"))


def test_what_was_agreed_in_a_meeting_stays_in_its_minutes(cast: Cast) -> None:
    review = planned(cast)
    prepare_review(act(cast.quality), review)
    action = agree_action(act(cast.quality), review, title="Buy trays", owner=cast.owner, due=LATER)
    with pytest.raises(Refused, match="stays in its minutes"):
        unlink_records(act(cast.quality, why="Never promised"), action, other=review)
    other = problem(cast.quality, cast.east)
    link_records(act(cast.quality, later=timedelta(minutes=1)), review, other=other)
    unlink_records(act(cast.quality, later=timedelta(minutes=2), why="Wrong"), review, other=other)
    (kept,) = meeting_seen(cast.leader, review.number).promises  # type: ignore[union-attr]
    assert kept.record.pk == action.pk
