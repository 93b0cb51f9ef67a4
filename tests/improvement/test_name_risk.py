"""Issues are matched back to the register."""

from datetime import date, timedelta

import pytest

from pilothouse.improvement.models import Foreseen
from pilothouse.improvement.operations import join_signals, name_risk, report_problem
from pilothouse.improvement.queries import hits
from pilothouse.improvement.rules.foresight import (
    Foresight,
    Ground,
    Look,
    Warned,
    ahead_of,
    foresight,
    hit_rate,
    likely_risks,
    off_since,
)
from pilothouse.measures.models import Signal
from pilothouse.records.models import Link
from pilothouse.risks.models import Risk
from pilothouse.risks.operations import close_risk, decline_warning, reopen_risk
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.improvement.story import line, opened
from tests.risks.story import rated, risk, tripped

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


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
    assert [foresight(day, registered=when) for when in (None, day - DAY, day)] == [
        Foresight.UNFORESEEN, Foresight.FORESEEN, Foresight.LATE,
    ]  # fmt: skip


def test_the_hit_rate_leaves_nothing_out() -> None:
    found = hit_rate([*Foresight, Foresight.UNSAID])
    assert (found.foreseen, found.missed, found.unknown, found.unsaid) == (1, 3, 1, 2)
    assert (found.told, found.open, found.most, found.all) == (4, 3, 4, 7)
    assert hit_rate([]).all == 0


def test_not_known_is_an_answer_of_its_own(cast: Cast) -> None:
    issue, found = opened(cast), rated(cast)
    name_risk(act(cast.owner), issue, risk=found)
    name_risk(act(cast.owner, later=MINUTE), issue, risk=None, known=False)
    [hit] = hits(cast.owner, NOW.date())
    assert (hit.foresight, hit.risk, Link.objects.count()) == (Foresight.UNKNOWN, None, 0)
    name_risk(act(cast.owner, later=2 * MINUTE), issue, risk=None)
    assert [hit.foresight for hit in hits(cast.owner, NOW.date())] == [Foresight.UNFORESEEN]
    with pytest.raises(Refused):
        name_risk(act(cast.owner), issue, risk=found, known=False)
    assert verify().whole


def test_on_the_register_means_that_it_stood_there_when_it_began(cast: Cast) -> None:
    found = tripped(cast)
    close_risk(act(cast.quality, later=30 * DAY), happened(cast, found, after=20), reason="Bought one")
    happened(cast, found, after=40)
    reopen_risk(act(cast.quality, later=50 * DAY), found, due=NOW.date() + 90 * DAY, reason="It broke")
    happened(cast, found, after=60)
    told = [(hit.foresight, hit.closed) for hit in reversed(hits(cast.owner, NOW.date() + 90 * DAY))]
    closed = NOW.date() + 30 * DAY
    assert told == [(Foresight.FORESEEN, None), (Foresight.CLOSED, closed), (Foresight.FORESEEN, None)]


def test_warned_ahead_means_before_it_began_and_not_declined(cast: Cast) -> None:
    found = tripped(cast)
    happened(cast, found, after=20)
    [hit] = hits(cast.owner, NOW.date() + 90 * DAY)
    assert (hit.warned, hit.declined) == (20, None)
    decline_warning(act(cast.owner, later=21 * DAY), found, reason="One bad week")
    [hit] = hits(cast.owner, NOW.date() + 90 * DAY)
    assert (hit.warned, hit.declined) == (None, 20)


def test_an_issue_began_with_the_earliest_signal_it_answers(cast: Cast) -> None:
    signal = Signal.objects.get(series=line(cast))
    issue = opened(cast)
    entered = [(hit.began, hit.by_signal) for hit in hits(cast.owner, NOW.date())]
    join_signals(act(cast.owner), issue, signals=[signal])
    began = [(hit.began, hit.by_signal) for hit in hits(cast.owner, NOW.date())]
    assert (entered, began) == ([(NOW.date(), False)], [(signal.onset, True)])


def happened(cast: Cast, found: Risk, *, after: int) -> Risk:
    """A serious issue some days later, of which somebody says that it was this risk."""
    on = act(cast.owner, later=after * DAY)
    name_risk(on, report_problem(on, unit=cast.east, title="Bars ran out", severity="serious"), risk=found)
    return found


def test_a_warning_that_was_declined_or_came_with_it_warns_nobody() -> None:
    day = date(2026, 5, 1)
    declined = Warned(day - 60 * DAY, declined=True)
    assert ahead_of(day, [declined, Warned(day)]) == (None, 60)
    assert ahead_of(day, [declined, Warned(day), Warned(day - 3 * DAY)]) == (3, None)


def test_what_was_closed_before_was_off_the_register() -> None:
    day = date(2026, 5, 1)
    closed, back = (day - 30 * DAY, False), (day - 10 * DAY, True)
    assert [off_since(day, moves) for moves in ([], [closed], [closed, back], [(day, False)])] == [
        None, closed[0], None, None,
    ]  # fmt: skip
    assert foresight(day, registered=day - 60 * DAY, closed=closed[0]) is Foresight.CLOSED


def test_likely_risks_share_a_series_or_words() -> None:
    issue = Look("Tow bar broken at gate 4", "No spare", frozenset([1]), frozenset([7]))
    german = Look("Schleppstange gebrochen", "An Position 4 fehlt Ersatz.")
    risks = {
        1: Look("Something else", "", frozenset([1])),
        2: Look("Broken tow bars"),
        3: Look("Pushback fails", "", frozenset([1]), frozenset([7])),
        4: Look("Gebrochene Schleppstangen ohne Ersatz", "Zu wenige Stangen."),
    }
    assert likely_risks([issue, german], risks) == [
        [(3, (Ground.SERIES, Ground.PROCESS)), (2, (Ground.WORDS,))],
        [(4, (Ground.WORDS,))],
    ]
    assert likely_risks([issue], {}) == [[]]
