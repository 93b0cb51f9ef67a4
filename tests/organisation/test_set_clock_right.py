"""A clock ran ten years ahead for one act; it is set right, and writing goes on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pilothouse.cli.clock import main
from pilothouse.cli.plainly import InTheWay
from pilothouse.organisation.operations import change_organisation, set_clock_right
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_after_an_act_of_the_future_writing_goes_on_and_history_says_so(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    now, right = timezone.now(), {"name": "Three Airports", "zone": "UTC"}
    ahead = Act(by=cast.leader, at=now + timedelta(days=3_650), door="test")
    change_organisation(ahead, cast.organisation, name="Three Airports of tomorrow", zone="UTC")
    soon = Act(by=cast.leader, at=now + timedelta(minutes=1), door="test")
    with pytest.raises(Refused, match=r"goes on with \./pilot clock"):
        change_organisation(soon, cast.organisation, **right)
    assert main([]) == 1
    assert "./pilot clock --right" in capsys.readouterr().out
    with pytest.raises(InTheWay, match="what was wrong"):
        main(["--right", " "])
    assert main(["--right", "The battery of the board was empty."]) == 0
    cast.organisation.refresh_from_db()
    change_organisation(soon, cast.organisation, **right)
    report = verify()
    assert report.faults == []
    assert Entry.objects.get(name="history.clock_set_right").by == cast.system.pk
    with pytest.raises(InTheWay, match="does not stand ahead"):
        main(["--right", "Once more."])


def test_people_cannot_turn_time_back(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_clock_right(act(cast.leader, later=-timedelta(days=9), why="Why not"), cast.organisation)
