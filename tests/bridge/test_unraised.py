"""What several units share and nobody raised anything for: counted and settled by event, by bridge and agendas."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.helm import helm
from pilothouse.measures.looking import look_for_shared
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.reviews.queries import happened
from pilothouse.reviews.queries.signals import sets_wanted
from tests.bridge.stage import TODAY, answered, indicator, line
from tests.cast import NOW, Cast
from tests.measures.test_looking import entered


def counted(cast: Cast, days: int = 0) -> int:
    return helm(Person.objects.get(pk=cast.leader.pk), NOW + timedelta(days=days)).silence.shared


def changed(cast: Cast, *titles: str) -> None:
    """Two units of each of these indicators change in one week."""
    for turn, title in enumerate(titles):
        table = 30 + np.random.default_rng(6 + turn).standard_normal((2, 80))
        table[:, 75:] += 9.0
        entered(cast, title, [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)


def test_sets_and_weeks_of_an_event_are_one_until_something_is_raised_for_any_of_it(cast: Cast) -> None:
    changed(cast, "Taxi out", "Taxi in")
    (week,), alone = happened(cast.leader, NOW, TODAY)
    assert (len(week.sets), alone) == (2, []), "the event of One cause?"
    assert counted(cast) == 1
    (item,) = sets_wanted(cast.office, cast.quality, TODAY, TODAY)
    assert len(item.parts.judged) == 4
    assert item.reason.count("judged as one set") == 2
    assert sum(f"{title}: " in item.reason for title in ("Taxi out", "Taxi in")) == 1, "the other one by its title"
    answered(cast, Signal.objects.filter(series__indicator__title="Taxi in").earliest("pk"))
    assert counted(cast, 3) == 0
    assert not list(sets_wanted(cast.office, cast.quality, TODAY, TODAY + timedelta(days=3)))


def test_a_week_without_a_set_counts_for_five_weeks_and_not_where_it_may_be_luck(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    assert [counted(cast, days) for days in (0, 60)] == [1, 0]
    with monkeypatch.context() as often:
        often.setattr("pilothouse.reviews.queries.events.OFTEN", 0.0)
        assert counted(cast) == 0
    answered(cast, Signal.objects.earliest("pk"))
    assert counted(cast, 3) == 0


def test_more_events_ask_no_more(cast: Cast) -> None:
    asked = []
    for titles in (("Taxi out",), ("Taxi in", "Pushback"), ("Boarding", "Fuel")):
        changed(cast, *titles)
        person = Person.objects.get(pk=cast.leader.pk)
        with CaptureQueriesContext(connection) as queries:
            assert helm(person, NOW).silence.shared
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2] <= 20
