"""All targets of an objective at once: what is over counts as it came, what nobody can tell as unknown."""

from datetime import date, timedelta
from typing import Any

import pytest

from pilothouse.bridge.alignment import aims
from pilothouse.bridge.sight import sight_of
from pilothouse.bridge.together import Chance, Together, together_of
from pilothouse.measures.models import Reading, Series
from pilothouse.measures.operations import open_series, set_target
from pilothouse.web.strategy.words import together_in_words
from tests.cast import NOW, Cast, act
from tests.measures.numbers import record
from tests.web.strategy.aims import DUE, aims_of

MONDAY = NOW.date() - timedelta(days=NOW.date().weekday())
LATER = NOW.date() + timedelta(days=120)


def both(cast: Cast, *, latest: date, picture: dict[str, Any], by: date = MONDAY) -> tuple[Together | None, str]:
    """Of a target of 51 with a chance of 90 % on its date and one of 45 by MONDAY, whose reading says this."""
    found = aims_of(cast)
    west = open_series(act(cast.leader), found.series.indicator, unit=cast.west)
    record(cast.quality, west, [50.0, 51.0])
    set_target(act(cast.leader), west, value=45.0, by=by, objective=found.low)
    _read(found.series, latest, {"outlook": {"next": [0.8, 0.8], "at": [0.9, 0.9], "by": DUE.isoformat()}})
    _read(west, latest, picture)
    told = [aim.together for aim in aims(cast.leader, LATER)]
    sight = sight_of(cast.leader, found.low.number, LATER)
    assert sight is not None
    assert sight.aim is not None
    assert told == [sight.aim.together] * 2, "below the upper one, of the lower one, and on its page"
    return sight.aim.together, together_in_words(sight.aim.together).replace("\u00a0", " ")


def _read(series: Series, latest: date, picture: dict[str, Any]) -> None:
    Reading.objects.filter(series=series).update(latest_period=latest, chance=0.9, picture=picture)


def values(*came: float) -> dict[str, Any]:
    """Values from MONDAY on, of which the next one is likely to meet the target."""
    periods = [(MONDAY + timedelta(weeks=week)).isoformat() for week in range(len(came))]
    return {"periods": periods, "values": list(came), "outlook": {"next": [0.95, 0.95], "at": None}}


def test_a_target_missed_on_its_date_is_not_told_as_one_to_come(cast: Cast) -> None:
    latest = MONDAY + timedelta(weeks=2)
    told, words = both(cast, latest=latest, picture=values(40.0, 50.0, 50.0))
    assert told == Together(2, 0, 0.0, 0.0, met=0, missed=1)
    assert words == "both targets in it, each on its date: no longer possible, 1 was missed"


def test_one_that_was_met_is_told_as_met(cast: Cast) -> None:
    told, words = both(cast, latest=MONDAY, picture=values(45.0))
    assert told == Together(2, 0, pytest.approx(0.9), 0.9, met=1, missed=0)  # type: ignore[arg-type]
    assert words == "both targets in it, each on its date: 90 %, 1 met"


def test_of_a_value_that_is_not_at_hand_nothing_is_told(cast: Cast) -> None:
    picture = values(40.0) | {"periods": [(MONDAY + timedelta(weeks=30)).isoformat()]}
    told, words = both(cast, latest=MONDAY + timedelta(weeks=30), picture=picture)
    assert (told and told.unknown, words) == (
        1, "both targets in it, each on its date: at most 90 %, 1 cannot be told",
    )  # fmt: skip


def test_the_chance_of_next_time_stands_for_none_on_a_date_too_far_to_tell(cast: Cast) -> None:
    told, _words = both(cast, latest=MONDAY, picture=values(50.0), by=DUE + timedelta(days=3000))
    assert told == Together(2, 1, 0.0, 0.9)


def test_a_chance_of_nothing_on_the_date_is_no_missing_one(cast: Cast) -> None:
    picture = values(50.0) | {"outlook": {"next": [0.95, 0.95], "at": [0.0, 0.0]}}
    told, words = both(cast, latest=MONDAY, picture=picture, by=DUE)
    assert (told, words) == (Together(2, 0, 0.0, 0.0), "both targets in it, each on its date: under 5 %")


def test_what_is_over_for_all_of_them_is_a_fact() -> None:
    met, missed = Chance(1.0, 1.0, over=True), Chance(0.0, 0.0, over=True)
    assert together_in_words(together_of([met, met, met])) == "all 3 targets in it, each on its date: met"
    assert together_in_words(together_of([met, None])) == "both targets in it: cannot be told yet"
    assert together_in_words(together_of([missed, missed, None])).endswith("no longer possible, 2 were missed")
    assert together_of([met]) is None
