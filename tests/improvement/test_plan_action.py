"""Planning an action."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import decline_issue, plan_action
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER, TODAY, line, opened, planned, reported


def test_planned(cast: Cast) -> None:
    issue, series = opened(cast), line(cast)
    action = planned(cast, issue, series=series)
    assert (action.state, action.owner, action.first_due, action.unit) == ("planned", cast.member, LATER, cast.east)
    assert (action.origin_id, action.series) == (issue.pk, series)
    assert history_of(action)[0].name == "action.planned"
    assert verify().whole


@pytest.mark.parametrize(("field", "value"), [("due", TODAY - timedelta(days=1)), ("purpose", "fun"), ("title", "")])
def test_refused_by_rule(cast: Cast, field: str, value: object) -> None:
    words = {"title": "Buy", "owner": cast.member, "due": LATER, "purpose": "correction", field: value}
    with pytest.raises(Refused) as refusal:
        plan_action(act(cast.owner), origin=opened(cast), **words)
    assert refusal.value.field == field


def test_nothing_is_planned_on_what_has_ended(cast: Cast) -> None:
    ended = decline_issue(act(cast.quality), reported(cast), reason="Known")
    with pytest.raises(Refused):
        planned(cast, ended)


def test_refused_by_right(cast: Cast) -> None:
    issue = opened(cast)
    words = {"origin": issue, "title": "Buy", "owner": cast.owner, "due": LATER, "purpose": "correction"}
    with pytest.raises(NotAllowed):
        plan_action(act(cast.auditor), **words)
    with pytest.raises(NotAllowed):
        plan_action(act(cast.owner), **words, unit=cast.west)
