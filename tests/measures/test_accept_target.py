"""A target that is not met is borne with a reason, for a while, by whom it concerns."""

from datetime import date, timedelta

import pytest

from pilothouse.measures.operations import accept_target, end_target, set_target
from pilothouse.strategy.operations import set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import series_of

pytestmark = pytest.mark.django_db

YEAR_END, SUMMER = date(2026, 12, 31), date(2026, 6, 1)


def test_borne_until_a_day(cast: Cast) -> None:
    objective = set_objective(act(cast.leader), unit=cast.office, owner=cast.member, title="On time", due=YEAR_END)
    series = series_of(cast)
    target = set_target(act(cast.leader), series, value=80, by=YEAR_END, objective=objective)
    for person in (cast.west_owner, cast.auditor):
        with pytest.raises(NotAllowed):
            accept_target(act(person), target, reason="It costs too much", until=SUMMER)
    for given in (
        {"reason": " ", "until": SUMMER},
        {"reason": "x" * 601, "until": SUMMER},
        {"reason": "It costs too much", "until": NOW.date()},
        {"reason": "It costs too much", "until": YEAR_END + timedelta(days=1)},
    ):
        with pytest.raises(Refused):
            accept_target(act(cast.member), target, **given)  # type: ignore[arg-type]
    for person in (cast.member, cast.leader):
        made = accept_target(act(person), target, reason=" It costs too much ", until=SUMMER)
        assert (made.reason, made.until, made.by) == ("It costs too much", SUMMER, person)
    end_target(act(cast.leader), target, reason="No longer wanted")
    with pytest.raises(Refused):
        accept_target(act(cast.member), target, reason="It costs too much", until=SUMMER)
    assert verify().whole
