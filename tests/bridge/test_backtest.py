"""What another false-alarm budget would have done, told from the organisation's own history."""

from datetime import date

import pytest

from pilothouse.bridge import backtest as page
from pilothouse.bridge.backtest import backtest
from pilothouse.improvement.models import Severity
from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import end_series, explain_signal
from tests.cast import NOW, Cast, act
from tests.measures.numbers import STEADY, record, series_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def two_changes(cast: Cast) -> tuple[Signal, Signal]:
    """A slight change that an issue answered, and a great one that was explained."""
    slight, great = series_of(cast, title="Slight"), series_of(cast, title="Great")
    record(cast.member, slight, (*STEADY, 48.0, 47.0, 48.0, 47.0, 48.0, 47.0), first=30)
    record(cast.member, great, (*STEADY, 30.0, 30.0, 30.0, 30.0, 30.0, 30.0), first=30)
    first, second = Signal.objects.get(series=slight), Signal.objects.get(series=great)
    open_issue(
        act(cast.owner), origin=first, title="Stairs", owner=cast.owner, due=date(2026, 5, 1),
        severity=Severity.SLIGHT, details="Jam", unit=cast.east,
    )  # fmt: skip
    explain_signal(act(cast.owner), second, explanation="Strike")
    return first, second


def test_the_same_budget_misses_nothing(cast: Cast) -> None:
    slight, great = two_changes(cast)
    found = backtest(cast.quality, TODAY, now=0.15, then=0.15)
    assert (found.now, found.then) == (2, 2)
    assert [(one.signal, one.later) for one in found.acted] == [(slight, 0)]
    assert [(one.signal, one.later) for one in found.explained] == [(great, 0)]
    assert (found.missed, found.unanswered, found.kept) == ([], 0, 0)


def test_a_smaller_budget_misses_what_was_slight_and_says_so(cast: Cast) -> None:
    """A known cause is as real as one that made work; what nobody answered is counted apart. Ended series count too."""
    slight, _great = two_changes(cast)
    storm, waits = series_of(cast, title="Storm"), series_of(cast, title="Waits")
    for series in (storm, waits):
        record(cast.member, series, (*STEADY, 48.0, 47.0, 48.0, 47.0, 48.0, 47.0), first=30)
    known = Signal.objects.get(series=storm)
    explain_signal(act(cast.owner), known, explanation="The storm of 6 to 8 March")
    end_series(act(cast.owner), storm, on=TODAY)
    found = backtest(cast.quality, TODAY, now=0.15, then=0.001)
    assert [one.signal for one in found.missed] == [slight, known]
    assert (len(found.acted), len(found.explained)) == (1, 2)
    assert (found.series, found.unanswered, found.kept) == (4, 1, 0)
    assert [(year.now, year.then) for year in found.years] == [(4, 1)]


def test_it_is_bounded_and_says_of_how_many_it_speaks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    two_changes(cast)
    monkeypatch.setattr(page, "MOST_VALUES", 30)
    found = backtest(cast.quality, TODAY, now=0.15, then=0.1)
    assert (found.series, found.of, found.now) == (1, 2, 1)


def test_only_what_one_sees_is_replayed(cast: Cast) -> None:
    two_changes(cast)
    found = backtest(cast.west_owner, TODAY, now=0.15, then=0.1)
    assert (found.series, found.years, found.acted, found.explained) == (0, [], [], [])
