"""Who decides about a record finds the series in which it shows first, and a single one already chosen."""

import re
from collections.abc import Callable

from django.test import Client

from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Series
from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Person
from pilothouse.records.operations import link_records
from pilothouse.reviews.queries import series_around
from pilothouse.strategy.operations import set_objective
from tests.bridge.stage import STEADY, day, fallen, indicator, line
from tests.cast import Cast, act
from tests.web.reviews.stage import tell, text_of

SignIn = Callable[[Person], Client]


def measured(series: Series) -> str:
    """A series as it stands among the choices."""
    return f"{series} ({series.indicator.unit_of_measure})"


def first_group(page: str) -> list[str]:
    """The series of the forecast that stand apart and first."""
    choices = page.partition('name="series"')[2].partition("</select>")[0]
    label, rest = re.search(r'<optgroup label="([^"]+)">(.*)', choices, re.DOTALL).groups()  # type: ignore[union-attr]
    return (
        re.findall(r">\s*([^<>]+?)\s*</option>", rest.partition("</optgroup>")[0]) if label == "Where it shows" else []
    )


def chosen(page: str) -> str:
    """What is already chosen for the forecast."""
    choices = page.partition('name="series"')[2].partition("</select>")[0]
    return re.search(r"selected>\s*([^<]+?)\s*</option>", choices).group(1)  # type: ignore[union-attr]


def test_of_several_none_is_chosen_and_all_stand_first(cast: Cast, signed_in: SignIn) -> None:
    tell(cast)
    aim = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=day(200))
    signal = fallen(cast)
    line(cast, indicator(cast, "Bags on time"), cast.west, STEADY)
    words = {"owner": cast.owner, "due": day(9), "severity": "serious"}
    alone = open_issue(act(cast.quality), origin=aim, title="Belt stops", **words)
    leader = signed_in(cast.leader)
    page = text_of(leader, f"/reviews/decide/?about={alone.code}")
    assert (first_group(page), chosen(page)) == ([], "– no forecast –"), "it shows nowhere yet"
    link_records(act(cast.quality), alone, other=signal)
    page = text_of(leader, f"/reviews/decide/?about={alone.code}")
    assert first_group(page) == [measured(signal.series)], "with its unit of measure"
    assert chosen(page) == measured(signal.series), "a single one is taken for that of the forecast"
    other = line(cast, indicator(cast, "Bags lost"), cast.east, STEADY)
    set_target(act(cast.leader), other, value=75, by=day(100), objective=aim)
    page = text_of(leader, f"/reviews/decide/?about={alone.code}")
    assert first_group(page) == sorted([measured(other), measured(signal.series)])
    assert chosen(page) == "– no forecast –"
    assert page.count(f">{measured(other)}</option>") == 2, "once for the forecast, once for what it rests on"


def test_only_what_is_seen_stands_there(cast: Cast) -> None:
    aim = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=day(200))
    for unit, title in ((cast.east, "Bags on time"), (cast.west, "Bags lost")):
        series = line(cast, indicator(cast, title), unit, STEADY)
        set_target(act(cast.leader), series, value=75, by=day(100), objective=aim)
    assert [one.indicator.title for one in series_around(aim, cast.leader)] == ["Bags lost", "Bags on time"]
    assert [one.indicator.title for one in series_around(aim, cast.west_owner)] == ["Bags lost"]
