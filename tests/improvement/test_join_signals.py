"""Answering signals with an issue that is open already."""

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import close_issue, join_signals, open_issue
from pilothouse.improvement.operations.issues import change_issue
from pilothouse.improvement.queries import likely_issues, signal_and_issue
from pilothouse.improvement.rules.grounds import Ground
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal
from pilothouse.records.models import Link
from pilothouse.records.operations import link_records
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.bridge.stage import indicator
from tests.bridge.stage import line as fallen_line
from tests.cast import Cast, act
from tests.improvement.story import LATER, line, planned


def an_issue(cast: Cast) -> Issue:
    return open_issue(
        act(cast.owner), origin=planned(cast), title="Rain", owner=cast.owner, due=LATER, severity="slight"
    )


def a_signal(cast: Cast) -> Signal:
    signal: Signal = Signal.objects.get(series=line(cast))
    return signal


def two_signals(cast: Cast) -> list[Signal]:
    """One at East and one at West, of one indicator."""
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        fallen_line(cast, measured, unit)
    return list(Signal.objects.order_by("unit__code"))


def test_the_signal_is_answered_and_both_are_linked(cast: Cast) -> None:
    issue, signal = an_issue(cast), a_signal(cast)
    origin = issue.origin_id
    join_signals(act(cast.owner), issue, signals=[signal])
    signal.refresh_from_db()
    issue.refresh_from_db()
    assert (signal.state, signal.ended, issue.origin_id) == ("answered", True, origin)
    link = Link.objects.get(record=issue.pk)
    assert link.other_id == signal.pk
    assert history_of(signal)[0].name == "signal.answered"
    assert [entry.name for entry in history_of(link)] == ["issue.joined"]
    assert signal_and_issue(cast.owner, signal.code) == (signal, issue)
    assert verify().whole


def test_several_join_in_one_act_and_one_picked_twice_counts_once(cast: Cast) -> None:
    issue, (east, west) = an_issue(cast), two_signals(cast)
    join_signals(act(cast.leader), issue, signals=[west, east, east], reason="Same rain")
    assert Entry.objects.filter(name="issue.joined").values("act").distinct().count() == 1
    assert Entry.objects.filter(name="signal.answered").count() == 2
    assert list(Link.objects.filter(record=issue).order_by("other").values_list("other", "reason")) == [
        (key, "Same rain") for key in sorted([east.pk, west.pk])
    ]
    assert not Signal.objects.filter(state="open").exists()
    assert verify().whole


def test_all_or_none(cast: Cast) -> None:
    issue, (east, west) = an_issue(cast), two_signals(cast)
    explain_signal(act(cast.leader), Signal.objects.get(pk=west.pk), explanation="Fog")
    with pytest.raises((Refused, Conflict)):
        join_signals(act(cast.leader), issue, signals=[east, Signal.objects.get(pk=west.pk)])
    east.refresh_from_db()
    assert east.state == "open"
    assert not Link.objects.exists()


def test_whoever_may_not_answer_one_of_them_joins_none(cast: Cast) -> None:
    issue, (east, west) = an_issue(cast), two_signals(cast)
    with pytest.raises((NotAllowed, Refused)):
        join_signals(act(cast.member), issue, signals=[east, west])
    assert Signal.objects.filter(state="open").count() == 2


def test_a_link_made_by_hand_before_is_kept(cast: Cast) -> None:
    issue, signal = an_issue(cast), a_signal(cast)
    link_records(act(cast.owner), signal, other=issue, reason="Looks like it")
    join_signals(act(cast.owner), issue, signals=[signal])
    assert [link.reason for link in Link.objects.all()] == ["Looks like it"]


def test_refused_by_rule_when_the_signal_is_answered_already(cast: Cast) -> None:
    issue, signal = an_issue(cast), a_signal(cast)
    join_signals(act(cast.owner), issue, signals=[signal])
    with pytest.raises(Refused):
        join_signals(act(cast.owner), issue, signals=[Signal.objects.get(pk=signal.pk)])


def test_refused_with_no_signal(cast: Cast) -> None:
    with pytest.raises(Refused):
        join_signals(act(cast.owner), an_issue(cast), signals=[])


def test_an_issue_that_closed_or_changed_in_the_meantime_takes_none(cast: Cast) -> None:
    issue, signal = an_issue(cast), a_signal(cast)
    seen = Issue.objects.get(pk=issue.pk)
    change_issue(act(cast.owner), issue, title="Snow", details="", severity="slight", nature="nonconformity")
    with pytest.raises(Conflict):
        join_signals(act(cast.owner), seen, signals=[signal])
    seen = Issue.objects.get(pk=issue.pk)
    close_issue(act(cast.owner), issue, lesson="Buy umbrellas")
    with pytest.raises(Conflict):
        join_signals(act(cast.owner), seen, signals=[signal])
    with pytest.raises(Refused):
        join_signals(act(cast.owner), issue, signals=[signal])
    assert Signal.objects.get(pk=signal.pk).state == "open"


def test_a_signal_of_another_unit_is_not_there(cast: Cast) -> None:
    issue = open_issue(
        act(cast.leader), origin=planned(cast), title="Rain", owner=cast.west_owner, due=LATER, severity="slight",
        unit=cast.west,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        join_signals(act(cast.west_owner), issue, signals=[a_signal(cast)])
    assert refusal.value.field == "signals"


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        join_signals(act(cast.reader), an_issue(cast), signals=[a_signal(cast)])


def test_what_answers_the_same_week_stands_above_the_same_indicator(cast: Cast) -> None:
    series = fallen_line(cast, indicator(cast, "Departures on time"), cast.east)
    other = Signal.objects.get(series=fallen_line(cast, indicator(cast, "Bags on time"), cast.west))
    words = {"owner": cast.leader, "due": LATER, "severity": "grave"}
    storm = open_issue(act(cast.leader), origin=other, title="Storm", **words)
    alike = open_issue(act(cast.leader), origin=planned(cast), title="Slow gates", series=series, **words)
    found = likely_issues(cast.leader, Signal.objects.filter(series=series).select_related("series__indicator"))
    assert [one.issue for one in found] == [storm, alike]
    assert found[0].grounds == (Ground.ANSWERS,)
    assert Ground.INDICATOR in found[1].grounds


def test_likely_issues_share_indicator_week_and_unit(cast: Cast) -> None:
    east, west = two_signals(cast)
    an_issue(cast)
    kin = open_issue(act(cast.leader), origin=west, title="Late", owner=cast.leader, due=LATER, severity="slight")
    (found,) = likely_issues(cast.leader, Signal.objects.filter(pk=east.pk).select_related("series__indicator"))
    assert found.issue == kin
    assert found.grounds == (Ground.ANSWERS, Ground.INDICATOR)
    assert likely_issues(cast.owner, [east]) == [], "an issue at West is not there for East"
