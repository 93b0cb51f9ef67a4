"""What several units share and nobody raised anything for: counted and settled by event, by bridge and agendas."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.helm import helm
from pilothouse.improvement.operations import report_problem
from pilothouse.measures.looking import look_for_shared
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_person, add_unit
from pilothouse.organisation.roles import Role
from pilothouse.records.operations import link_records
from pilothouse.reviews.queries import Occasion, happened
from pilothouse.reviews.queries.signals import sets_wanted
from tests.bridge.stage import TODAY, answered, indicator, line
from tests.cast import NOW, PASSWORD, Cast, act
from tests.measures.test_looking import entered


def counted(cast: Cast, days: int = 0, *, by: Person | None = None) -> int:
    person = Person.objects.get(pk=(by or cast.leader).pk)
    return helm(person, NOW + timedelta(days=days)).silence.shared


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
    assert item.reason.count("higher since week 5 at EST, WST") == 2
    assert item.reason.count("judged as one set") == 1  # of the other in short
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


@pytest.mark.parametrize("of_set", [False, True])
def test_what_is_raised_out_of_sight_settles_an_event_for_all_and_tells_nothing_of_itself(
    cast: Cast, of_set: bool
) -> None:
    """The head of a region with two units, which changed; somebody elsewhere has raised an issue for it."""
    region = add_unit(act(cast.leader), unit=cast.office, name="Region", code="REG")
    units = [add_unit(act(cast.leader), unit=region, name=name, code=name) for name in ("ONE", "TWO")]
    words = {"name": "Head", "email": "head@example.org", "role": Role.PROCESS_OWNER, "password": PASSWORD}
    head = add_person(act(cast.leader), unit=region, **words)
    table = 30 + np.random.default_rng(6).standard_normal((2, 80))
    table[:, 75:] += 9.0
    (first, _second) = entered(cast, "Taxi out", list(zip(units, table, strict=True)))
    look_for_shared(NOW)
    (item,) = sets_wanted(region, head, TODAY, TODAY)
    assert item.record_id == first.indicator_id
    issue = report_problem(act(cast.west_owner), unit=cast.west, title="Storm", severity="grave")
    other = first.indicator if of_set else Signal.objects.earliest("pk")
    before = _told(head)
    assert (counted(cast, by=head), before.silent, before.beyond) == (1, True, False)
    link_records(act(cast.leader), issue, other=other, reason="The same cause")
    after = _told(head)
    assert (counted(cast, by=head), after.silent, after.beyond) == (0, False, True), "else they raise it once more"
    assert not list(sets_wanted(region, head, TODAY, TODAY)), "an agenda is for many"
    assert not [*after.answers, *(after.week.answers if after.week else ()), *after.sets[0].answers]
    assert [one.pk for one in _told(cast.leader).answers] == [issue.pk], "who sees it is told what it is"
    assert not _told(cast.leader).beyond


def _told(person: Person) -> Occasion:
    weeks, others = happened(Person.objects.get(pk=person.pk), NOW, TODAY)
    (found,) = [*weeks, *others]
    return found
