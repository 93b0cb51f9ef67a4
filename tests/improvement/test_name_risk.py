"""Issues are matched back to the register."""

from datetime import date, timedelta

import pytest

from pilothouse.improvement.models import Foreseen
from pilothouse.improvement.operations import name_risk, report_problem
from pilothouse.improvement.queries import hits
from pilothouse.improvement.rules.foresight import Foresight, Ground, Look, foresight, hit_rate, likely_risks
from pilothouse.records.models import Link
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import NOW, Cast, act
from tests.improvement.story import opened
from tests.risks.story import rated, risk

MINUTE = timedelta(minutes=1)


def test_the_risk_that_happened_is_linked(cast: Cast) -> None:
    issue, found = opened(cast), rated(cast)
    name_risk(act(cast.owner), issue, risk=found)
    assert (Foreseen.objects.get().risk, Link.objects.get().other_id) == (found, found.pk)


def test_another_answer_takes_its_place(cast: Cast) -> None:
    issue = opened(cast)
    name_risk(act(cast.owner), issue, risk=rated(cast))
    name_risk(act(cast.owner, later=MINUTE), issue, risk=None)
    assert (Foreseen.objects.get().risk, Link.objects.count()) == (None, 0)


def test_what_one_does_not_see_is_not_named(cast: Cast) -> None:
    hidden = risk(cast, by=act(cast.leader), unit=cast.west, owner=cast.west_owner)
    with pytest.raises(Refused):
        name_risk(act(cast.owner), opened(cast), risk=hidden)


def test_not_by_readers(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        name_risk(act(cast.reader), opened(cast), risk=None)


def test_the_register_is_asked_what_it_knew_that_day(cast: Cast) -> None:
    issue, found = opened(cast), rated(cast, 4, 3)
    [unsaid] = hits(cast.owner, NOW.date())
    assert (unsaid.foresight, [(risk.pk, grounds) for risk, grounds in unsaid.likely]) == (Foresight.UNSAID, [])
    name_risk(act(cast.owner), issue, risk=found)
    [late] = hits(cast.owner, NOW.date())
    assert (late.foresight, late.rating) == (Foresight.LATE, None)


def test_slight_issues_and_those_one_does_not_see_are_left_out(cast: Cast) -> None:
    report_problem(act(cast.member), unit=cast.east, title="Dust", severity="slight")
    opened(cast)
    assert (len(hits(cast.owner, NOW.date())), len(hits(cast.west_owner, NOW.date()))) == (1, 0)


def test_on_the_register_means_before_it_began() -> None:
    day = date(2026, 5, 1)
    asked = {None: False, day - timedelta(days=1): True, day: True}
    assert [foresight(day, said=said, registered=when) for when, said in asked.items()] == [
        Foresight.UNSAID, Foresight.FORESEEN, Foresight.LATE,
    ]  # fmt: skip
    assert foresight(day, said=True, registered=None) is Foresight.UNFORESEEN
    assert hit_rate([Foresight.FORESEEN, Foresight.UNSAID, Foresight.LATE]) == (1, 2)


def test_likely_risks_share_a_series_or_words() -> None:
    issue = Look("Tow bar broken at gate 4, no spare", frozenset([1]), frozenset([7]))
    risks = {
        1: ("Something else", Look("", frozenset([1]))),
        2: ("Broken tow bars", Look("")),
        3: ("Pushback fails", Look("", frozenset([1]), frozenset([7]))),
    }
    assert likely_risks(issue, risks) == [
        (3, (Ground.SERIES, Ground.PROCESS)),
        (2, (Ground.WORDS,)),
    ]
