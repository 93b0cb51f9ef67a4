"""What a decision about an issue brings with it belongs to the issue's case, and keeps it open."""

import pytest

from pilothouse.improvement.models import Action, Issue
from pilothouse.improvement.operations import cancel_action, close_issue, open_issue
from pilothouse.improvement.queries import case_of, standing_of
from pilothouse.reviews.operations import PlannedAction, decide
from pilothouse.trail.act import Refused
from tests.cast import Cast, act
from tests.improvement.story import LATER, opened, planned


def decided(cast: Cast, issue: Issue) -> Action:
    decision = decide(
        act(cast.leader), unit=cast.office, owner=cast.owner, due=LATER, title="Buy it", choice="Yes", reason="Cheap",
        about=issue, actions=[PlannedAction("Order the tow bar", cast.member, LATER)],
    )  # fmt: skip
    return Action.objects.select_related("unit").get(origin=decision)


def test_it_stands_with_the_issues_own_actions(cast: Cast) -> None:
    issue = opened(cast, severity="slight")
    own, brought = planned(cast, issue), decided(cast, issue)
    case = case_of(cast.leader, issue.number)
    assert case is not None
    assert [doing.action.pk for doing in case.doings] == [own.pk, brought.pk]


def test_the_issue_closes_when_it_has_ended(cast: Cast) -> None:
    issue = opened(cast, severity="slight")
    action = decided(cast, issue)
    with pytest.raises(Refused):
        close_issue(act(cast.owner), issue, lesson="Spares")
    cancel_action(act(cast.leader), action, reason="Rented one")
    assert close_issue(act(cast.owner), issue, lesson="Spares").state == "closed"


def test_actions_of_an_issue_that_came_of_it_are_not_its_own(cast: Cast) -> None:
    issue = opened(cast, severity="slight")
    later = open_issue(act(cast.owner), origin=issue, title="No budget", owner=cast.owner, due=LATER, severity="slight")
    planned(cast, later)
    assert standing_of(issue, "x", said=False).open_actions == 0
