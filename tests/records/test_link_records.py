"""Two records that belong together."""

import pytest

from pilothouse.records.models import Link
from pilothouse.records.operations import link_records
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.web.records.stage import problem


def test_once_is_enough_in_either_direction(cast: Cast) -> None:
    one, other = problem(cast.member, cast.east), problem(cast.member, cast.east, "Belt slips")
    link = link_records(act(cast.member), one, other=other, reason="same belt")
    assert link_records(act(cast.owner), other, other=one) == link
    assert Link.objects.count() == 1
    assert verify().whole


def test_not_to_itself(cast: Cast) -> None:
    issue = problem(cast.member, cast.east)
    with pytest.raises(Refused):
        link_records(act(cast.member), issue, other=issue)


def test_what_one_may_not_see_is_no_such_record(cast: Cast) -> None:
    mine, theirs = problem(cast.member, cast.east), problem(cast.west_owner, cast.west)
    with pytest.raises(Refused, match="no such record"):
        link_records(act(cast.member), mine, other=theirs)
    assert not Link.objects.exists()


def test_readers_may_not(cast: Cast) -> None:
    one, other = problem(cast.member, cast.east), problem(cast.member, cast.east, "Belt slips")
    with pytest.raises(NotAllowed):
        link_records(act(cast.reader), one, other=other)
