"""When digests are sent, and when nothing is."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pilothouse.organisation.operations import set_mail_times
from pilothouse.organisation.rules import MailTimes, mail_times
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

TIMES = MailTimes(hour=8, quiet_from=18, quiet_until=7, weekdays=(0, 1), free=(date(2026, 12, 25),))


def test_they_are_kept(cast: Cast) -> None:
    organisation = set_mail_times(act(cast.leader), cast.organisation, times=TIMES)
    organisation.refresh_from_db()
    assert mail_times(organisation.mail_times) == TIMES
    assert verify().whole


@pytest.mark.parametrize(("field", "wrong"), [("hour", {"hour": 20}), ("weekdays", {"weekdays": ()})])
def test_times_that_never_come_are_refused(cast: Cast, field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused) as refusal:
        set_mail_times(act(cast.leader), cast.organisation, times=replace(TIMES, **wrong))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_only_those_who_look_after_the_whole(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_mail_times(act(cast.owner), cast.organisation, times=TIMES)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23T07:59", False),  # a Monday, too early
        ("2026-11-23T08:00", True),
        ("2026-11-23T18:00", False),  # quiet from six in the evening
        ("2026-11-25T09:00", False),  # a Wednesday
    ],
)
def test_when_mail_may_go_out(moment: str, opens: bool) -> None:
    assert TIMES.open_at(datetime.fromisoformat(moment)) is opens


def test_free_days_and_quiet_hours_within_a_day() -> None:
    free = datetime.fromisoformat("2026-12-25T09:00")
    assert not replace(TIMES, weekdays=tuple(range(7))).open_at(free)
    assert not replace(TIMES, quiet_from=12, quiet_until=14).open_at(datetime.fromisoformat("2026-11-23T13:00"))
