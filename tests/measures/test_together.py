"""What chance does in the year that lies behind is asked of all that ran in it."""

from collections import Counter
from datetime import timedelta

from pilothouse.bridge.coverage import coverage_of
from pilothouse.measures.operations import end_series, open_series, retire_indicator
from pilothouse.measures.together import luck_of
from pilothouse.measures.weeks import YEAR
from tests.cast import NOW, Cast, act
from tests.measures.numbers import indicator_of


def test_what_has_ended_made_its_false_signals_like_the_rest(cast: Cast) -> None:
    today = NOW.date()
    both = indicator_of(cast, title="On time"), indicator_of(cast, title="Complaints")
    series = [open_series(act(cast.quality), one, unit=unit) for one in both for unit in (cast.east, cast.west)]
    before = luck_of(cast.leader, today).places
    assert Counter(coverage_of(cast.leader, today).places) == Counter(before)
    assert len(before) == 4

    retire_indicator(act(cast.quality), both[0], reason="Nobody asks.")
    end_series(act(cast.quality), series[2], on=today)
    for day, ran in ((today, 4), (today + YEAR - timedelta(days=1), 4), (today + YEAR + timedelta(days=1), 1)):
        coverage = coverage_of(cast.leader, day)
        assert Counter(luck_of(cast.leader, day).places) == Counter(coverage.places), day
        assert (len(coverage.places), len(coverage.rows)) == (ran, 1)
    assert {place.unit for place in coverage_of(cast.owner, today).places} == {cast.east.path}
