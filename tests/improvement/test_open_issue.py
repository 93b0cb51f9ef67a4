"""Opening an issue out of another record."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Signal
from pilothouse.records.models import Link
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER, TODAY, line, planned
from tests.improvement.test_join_signals import two_signals


def test_out_of_a_signal_it_answers_the_signal(cast: Cast) -> None:
    series = line(cast)
    signal = Signal.objects.filter(series=series, ended_at=None).first()
    assert signal is not None
    issue = open_issue(
        act(cast.owner), origin=signal, title="Better since January", owner=cast.owner, due=LATER, severity="slight"
    )
    signal.refresh_from_db()
    assert (signal.state, signal.ended) == ("answered", True)
    assert (issue.series_id, issue.origin_id, issue.state) == (series.pk, signal.pk, "open")
    assert [entry.name for entry in history_of(issue)] == ["issue.opened"]
    assert history_of(signal)[0].name == "signal.answered"
    assert verify().whole


def test_out_of_any_record(cast: Cast) -> None:
    action = planned(cast)
    issue = open_issue(
        act(cast.owner), origin=action, title="No budget", owner=cast.member, due=LATER, severity="slight"
    )
    assert (issue.origin_id, issue.unit, issue.series) == (action.pk, cast.east, None)


def test_refused_by_rule(cast: Cast) -> None:
    action = planned(cast)
    with pytest.raises(Refused) as refusal:
        open_issue(
            act(cast.owner),
            origin=action,
            title="No budget",
            owner=cast.member,
            due=TODAY - timedelta(days=1),
            severity="slight",
        )
    assert refusal.value.field == "due"


def test_nobody_unseen_is_made_answerable(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        open_issue(
            act(cast.owner),
            origin=planned(cast),
            title="No budget",
            owner=cast.west_owner,
            due=LATER,
            severity="slight",
        )
    assert refusal.value.field == "owner"


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_issue(
            act(cast.west_owner), origin=planned(cast), title="No", owner=cast.owner, due=LATER, severity="slight"
        )


def test_one_issue_answers_several_signals_or_none(cast: Cast) -> None:
    east, west = two_signals(cast)
    values = {"title": "Late", "owner": cast.leader, "due": LATER, "severity": "slight", "unit": cast.office}
    issue = open_issue(act(cast.leader), origin=east, also=[east, west], **values)
    assert not Signal.objects.filter(state="open").exists()
    assert (issue.unit, issue.origin_id) == (cast.office, east.pk)
    assert list(Link.objects.values_list("record", "other")) == [(issue.pk, west.pk)]
    with pytest.raises(Refused):
        open_issue(act(cast.leader), origin=issue, also=[Signal.objects.get(pk=west.pk)], **values)
    assert Issue.objects.count() == 1
