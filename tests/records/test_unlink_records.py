"""A link that is taken back, with a reason."""

import pytest

from pilothouse.improvement.operations import join_signals, name_risk
from pilothouse.records.models import Link
from pilothouse.records.operations import link_records, unlink_records
from pilothouse.risks.operations import open_risk
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.bridge.stage import LATER, fallen
from tests.cast import Cast, act
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
    assert [note.text for note in (*other.notes.all(), *one.notes.all())] == [
        f"No longer linked with {one.code}: Another belt",
        f"No longer linked with {other.code}.",
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
