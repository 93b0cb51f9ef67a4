"""Problems paid for more than once: found anew when something happened, and only what one may see."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Issue, Repeat
from pilothouse.improvement.operations import complete_action, name_cause, plan_action, report_problem, triage_issue
from pilothouse.improvement.queries.repeated import troubles
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.improvement.rules.spreading import Mended, never_reached
from pilothouse.organisation.models import Unit
from tests.cast import NOW, Cast, act
from tests.improvement.story import LATER

SOON = NOW + timedelta(hours=1)


def told(cast: Cast, unit: Unit, title: str, details: str = "") -> Issue:
    by = cast.owner if unit == cast.east else cast.west_owner
    issue = report_problem(act(cast.leader), unit=unit, title=title, severity="slight", details=details)
    return triage_issue(act(cast.leader), issue, owner=by, due=LATER, severity="slight", nature="incident")


@pytest.fixture
def twice(cast: Cast) -> tuple[Issue, Issue]:
    """One tug, at East and at West; and something else."""
    told(cast, cast.east, "Coffee is cold")
    east = told(cast, cast.east, "Only one tug for six gates", "The second tug is in repair, aircraft wait.")
    west = told(cast, cast.west, "One tug for gates 20 to 26", "Aircraft wait: the second tug is in repair.")
    return east, west


def test_a_fix_that_never_reached_the_other_unit(cast: Cast, twice: tuple[Issue, Issue]) -> None:
    east, west = twice
    name_cause(act(cast.owner), east, text="Nobody hires a spare", root=True)
    action = plan_action(
        act(cast.owner), origin=east, title="Hire a spare tug", owner=cast.member, due=LATER, purpose="corrective"
    )
    complete_action(act(cast.member), action, done_on=NOW.date(), outcome="Hired.")
    assert look_for_repeats(SOON)
    (found,) = troubles(cast.leader)
    assert [member.issue for member in found.members] == [east, west]
    assert found.members[0].causes == ["Nobody hires a spare"]
    assert [unit.code for unit in found.missed[action.pk]] == [cast.west.code]
    plan_action(
        act(cast.west_owner), origin=west, title="Hire a spare tug too", owner=cast.west_owner, due=LATER,
        purpose="corrective",
    )  # fmt: skip
    (found,) = troubles(cast.leader)
    assert found.missed == {}


def test_what_one_may_not_see_takes_no_part(cast: Cast, twice: tuple[Issue, Issue]) -> None:
    look_for_repeats(SOON)
    assert troubles(cast.west_owner) == troubles(cast.owner) == []
    again = told(cast, cast.east, "Again only one tug for six gates", "The second tug is in repair.")
    look_for_repeats(SOON + timedelta(hours=1))
    (found,) = troubles(cast.owner)
    assert [member.issue for member in found.members] == [twice[0], again]


def test_it_looks_again_only_after_something_happened(cast: Cast, twice: tuple[Issue, Issue]) -> None:
    assert look_for_repeats(SOON)
    assert not look_for_repeats(SOON + timedelta(days=1)), "nothing happened"
    told(cast, cast.west, "Stairs jam")
    assert not look_for_repeats(SOON + timedelta(minutes=1)), "too soon"
    assert look_for_repeats(SOON + timedelta(minutes=20))


def test_what_is_older_than_a_year_or_declined_takes_no_part(cast: Cast, twice: tuple[Issue, Issue]) -> None:
    look_for_repeats(NOW + timedelta(weeks=54))
    assert not Repeat.objects.exists()


def test_an_action_above_reaches_all_below() -> None:
    all_of_it = [Mended(1, "Hire a spare tug", "/1/", True), Mended(2, "Call the shop", "/1/2/", True)]
    assert never_reached(all_of_it, ["/1/2/", "/1/3/"]) == {1: [], 2: ["/1/3/"]}
    buses = [Mended(key, "Buy a new bus", path, done=True) for key, path in ((1, "/1/2/"), (2, "/1/3/"))]
    assert never_reached(buses, ["/1/2/", "/1/3/"]) == {1: [], 2: []}, "short words are words"
