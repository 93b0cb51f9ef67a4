"""One target tells of an objective everywhere, on chart, form and paper: the one that puts it in danger."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from django.test import Client

from pilothouse.bridge.alignment import aims
from pilothouse.measures.models import Reading, Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.paper.agenda import agenda
from pilothouse.paper.leader import page_one
from pilothouse.paper.opening import Told, opened
from pilothouse.paper.resting import rests
from pilothouse.paper.tables import objectives
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import AgendaItem, Pack
from pilothouse.reviews.operations import freeze_pack, prepare_review
from pilothouse.reviews.queries import items_seen, series_behind
from pilothouse.reviews.queries.items import items_among
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from tests.cast import NOW, act
from tests.reviews.targets import aimed_at
from tests.reviews.test_target_in_time import BY, LAST, RISING
from tests.stage import Stage

TODAY = NOW.date()


@pytest.fixture
def objective(stage: Stage) -> Objective:
    return set_objective(act(stage.cast.leader), unit=stage.cast.office, owner=stage.cast.owner, title="Up", due=BY)


@pytest.fixture
def coming(stage: Stage, objective: Objective) -> Series:
    """Its next value misses the target, which its date may bring: the least chance next, and in no danger."""
    return aimed_at(stage, objective, RISING.tolist(), 29.5, frequency="month", last=LAST, by=BY)


@pytest.fixture
def stuck(stage: Stage, objective: Objective, coming: Series) -> Series:
    """It stays where it is, next time and on its date: what puts the objective in danger."""
    noise = np.random.default_rng(5).normal(10, 1, 60).tolist()
    found = aimed_at(stage, objective, noise, 11.2, frequency="week", last=date(2026, 2, 23), by=BY)
    least = {one.series_id: one.least_chance or 0.0 for one in Reading.objects.filter(series__in=(coming, found))}
    assert least[coming.pk] < least[found.pk] < 0.25
    return found


def test_chart_and_form_show_what_the_bridge_shows(
    stage: Stage, stuck: Series, objective: Objective, signed_in: Callable[[Person], Client]
) -> None:
    leader = stage.cast.leader
    aim = next(one for one in aims(leader, TODAY) if one.objective == objective)
    assert aim.series == series_behind(objective, leader, TODAY) == stuck
    prepare_review(act(stage.cast.quality), stage.review)
    item = next(one for one in items_seen(stage.review, leader) if one.record.pk == objective.pk)
    assert item.series == stuck
    assert str(stuck) in item.reason
    tell_story(act(leader), stage.cast.organisation, day=TODAY, note="A test.")
    for address in (f"/{stage.review.code}/decide/?item={item.pk}", f"/reviews/decide/?about={objective.code}"):
        page = signed_in(leader).get(address)
        assert page.context["form"].initial["series"] == stuck.pk


def test_an_agenda_shows_the_series_that_its_reason_tells_of(stage: Stage, stuck: Series, objective: Objective) -> None:
    prepare_review(act(stage.cast.quality), stage.review)
    Reading.objects.filter(series=stuck).update(chance=0.9, picture={})
    item = next(one for one in items_seen(stage.review, stage.cast.leader) if one.record.pk == objective.pk)
    assert item.series == stuck
    row = AgendaItem.objects.get(pk=item.pk)
    row.behind = []  # as of a row from before it was kept
    (old,) = items_among([row], stage.cast.leader)
    assert old.series not in (stuck, None)


def test_a_target_whose_day_has_passed_puts_nothing_in_danger(
    stage: Stage, stuck: Series, objective: Objective
) -> None:
    assert series_behind(objective, stage.cast.leader, BY) == stuck
    assert series_behind(objective, stage.cast.leader, BY + timedelta(days=1)) != stuck


def _told(pack: Pack, stuck: Series) -> Told:
    """The pack, with a letter of trust that only this series has, and no chance of it."""
    body = json.loads(pack.body)
    figure = next(one for one in body["figures"] if one["series"] == stuck.pk)
    figure["trust"]["label"] = "A"
    figure["target"] |= {"next": None, "at": None}
    figure["target"]["value"] = 99.0
    pack.body = json.dumps(body)
    return opened(pack)


def test_workbook_agenda_and_page_one_tell_of_the_same_target(
    stage: Stage, stuck: Series, objective: Objective
) -> None:
    prepare_review(act(stage.cast.quality), stage.review)
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    told = _told(pack, stuck)
    figure = told.figures[stuck.pk]
    row = next(one for one in objectives(told) if one[0] == objective.code)
    assert row[4:7] == [f"{figure['title']}, {figure['place']}", figure["now"], 99.0]
    item = next(one for one in agenda(told)["agenda"] if one["code"] == objective.code)
    assert item["rests"] == rests(told, stuck.pk)
    assert item["rests"]["trust"] == "A"
    first = page_one(told, page_of(pack, []))
    assert "of 1 nobody can tell a chance" in first["aims"]
    assert first["told_of"] == len(told.body["objectives"]) - 1
