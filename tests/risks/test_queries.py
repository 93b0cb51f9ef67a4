"""Questions across risks."""

from datetime import timedelta

from pilothouse.measures.operations import open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.risks.operations import decline_warning, set_tripwire
from pilothouse.risks.queries import tripped, warnings_seen
from tests.cast import NOW, Cast, act
from tests.improvement.story import CHANGE
from tests.risks.story import KNOWN, MINUTE, look, more_values, risk, steady
from tests.risks.story import tripped as one_tripped


def test_what_waits_for_an_answer_to_a_warning(cast: Cast) -> None:
    found = one_tripped(cast)
    risk(cast, title="Nothing has shown")
    at = NOW + 5 * MINUTE
    assert [(one.pk, one.waits_since) for one in tripped(cast.owner, at)] == [(found.pk, NOW + 2 * MINUTE)]
    assert not tripped(cast.owner, NOW).exists()
    assert not tripped(cast.west_owner, at).exists()
    decline_warning(act(cast.owner, later=timedelta(hours=1)), found, reason="Holidays")
    assert not tripped(cast.owner, NOW + timedelta(hours=2)).exists()


def test_a_warning_is_told_to_who_sees_its_series_and_to_nobody_else(cast: Cast) -> None:
    """A risk of East with a sign on a series of its own and one on a series of West."""
    found, here = risk(cast), steady(cast)
    there = open_series(act(cast.leader), here.indicator, unit=cast.west)
    rows = [Row(there.pk, CHANGE + timedelta(weeks=week), 70.0) for week in range(KNOWN)]
    record_measurements(act(cast.leader), unit=cast.office, rows=rows, route="paste")
    for series in (here, there):
        set_tripwire(act(cast.leader), found, series=series, level=60.0, side=-1)
        more_values(cast, series, 55.0)
    assert len(look(cast)) == 2
    told = {who: [one.wire.series_id for one in warnings_seen(who, found.pk)] for who in (cast.leader, cast.owner)}
    assert told == {cast.leader: [here.pk, there.pk], cast.owner: [here.pk]}
