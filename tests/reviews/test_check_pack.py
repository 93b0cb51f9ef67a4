"""Made again: an upgrade of the engine is told apart from what somebody changed from outside."""

import json
import math
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import product
from typing import Any

import numpy as np
import pytest
from django.utils.formats import date_format

from pilothouse.cli.pack import main
from pilothouse.measures.aspects import Aspects
from pilothouse.measures.looking import UnitLine, shared_among
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.outlook import outlooks, questions_of
from pilothouse.measures.periods import days_of
from pilothouse.measures.pulls import demand_of, pulls_among
from pilothouse.measures.rules import Columns
from pilothouse.measures.shifts import level_before_change
from pilothouse.measures.standing import standing
from pilothouse.measures.stretches import Manner, book_of
from pilothouse.measures.traces import Trace
from pilothouse.measures.trust import Brought, Facts, is_defined, trust
from pilothouse.measures.watching import Findings, judge
from pilothouse.organisation.operations import change_organisation
from pilothouse.records.climbing import usual_limits
from pilothouse.reviews.models import Outcome, Pack
from pilothouse.reviews.operations import check_pack, freeze_pack, keep_pack
from pilothouse.reviews.queries import checked
from pilothouse.reviews.queries.packing import edition_of, editions, facts
from pilothouse.reviews.queries.packing.estimated import landmarks
from pilothouse.reviews.wording import said_of
from pilothouse.spc.loss import Estimate, Range, curve_of, yearly_losses
from pilothouse.trail.vault import PersonalKey
from tests.cast import act
from tests.reviews.packs import by_hand, drawn_in
from tests.stage import WEEKS, Stage, week

HERE = edition_of({"engine": editions()})


@pytest.fixture
def pack(stage: Stage) -> Pack:
    return freeze_pack(act(stage.cast.quality), stage.review)


@pytest.fixture
def upgraded(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A pack that another edition of the engine makes again."""
    computed_otherwise(monkeypatch)
    monkeypatch.setattr("pilothouse.reviews.queries.packing.engine.FIGURES", 99)
    return pack


def computed_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another engine would do: the same lines, other limits."""

    def lower(*given: Any) -> Findings:
        found = judge(*given)
        return replace(found, centre=found.centre - 0.01)

    monkeypatch.setattr("pilothouse.reviews.queries.packing.known.judge", lower)


def test_another_edition_of_the_engine_is_said_plainly(
    upgraded: Pack, stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([upgraded.review.code, "--check"]) == 3
    said = capsys.readouterr().out
    assert f"~ Whole, and judged by another edition of the engine. Made by edition {HERE} of the engine" in said
    assert "1 figure would be told otherwise today." in said
    when = date_format(week(9), "j F Y")
    named = f"{stage.indicator.code} Departures on time, EST, %, week of {when}"
    assert f"~ figures[0].centre[9] ({named}): " in said
    assert not {"✗", "engine.figures"} & set(said.split())
    kept = check_pack(act(stage.cast.member), upgraded)
    assert (kept.outcome, kept.made_by, kept.figures) == (Outcome.EDITION, HERE, 1)
    assert kept.count >= WEEKS


def test_an_edition_that_tells_every_figure_the_same_says_that(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilothouse.reviews.queries.packing.engine.FIGURES", 99)
    again = checked(pack)
    assert (again.outcome, again.differences) == (Outcome.EDITION, ())
    assert said_of(again).endswith("Every figure would be told the same today.")


@pytest.mark.parametrize("form", [1, 3])
def test_earlier_formats_kept_no_edition_and_are_whole_all_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, form: int
) -> None:
    frozen = keep_pack(act(stage.cast.quality), stage.review, drawn=drawn_in(stage, form))
    computed_otherwise(monkeypatch)
    again = checked(frozen)
    assert (again.outcome, again.made_by) == (Outcome.EDITION, "")
    assert "before packs kept by which edition" in said_of(again)


def test_what_the_same_edition_computes_otherwise_is_not_explained_away(
    pack: Pack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    computed_otherwise(monkeypatch)
    assert main([pack.review.code, "--check"]) == 1
    assert "✗ figures[0].centre[9] (IND-" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "place"),
    [
        # Another value; and the same value out of another number of departures, which moves nothing but limits.
        ("value = 0.99, numerator = 990, denominator = 1000", f"figures[0].values[{WEEKS - 1}]"),
        ("numerator = numerator / 100, denominator = denominator / 100", ""),
    ],
)
def test_no_other_edition_hides_what_was_changed_from_outside(
    upgraded: Pack, stage: Stage, change: str, place: str
) -> None:
    period = week(WEEKS - 1).isoformat()
    by_hand(f"UPDATE measures_measurement SET {change} WHERE series_id = {stage.series.pk} AND period = '{period}'")
    again = checked(upgraded)
    assert again.outcome == Outcome.VALUES
    assert again.differences[0][0].startswith(place)


def test_what_the_engine_counts_is_no_fact_and_the_pack_stays_as_it_is(pack: Pack) -> None:
    body = json.loads(pack.body)
    body["inputs"]["tallies"].append({"of": "low", "state": "open", "ended": False, "count": 3})
    body["figures_changed"] = [{"what": "trust"}, {"what": "owner"}]
    before = deepcopy(body)
    told = facts(body)
    assert body == before
    assert "low" not in {one["of"] for one in told["inputs"]["tallies"]}
    assert told["figures_changed"] == [{"what": "owner"}]
    assert {"values", "owner", "target"} <= told["figures"][0].keys()
    assert not {"centre", "p", "trust"} & told["figures"][0].keys()


def test_a_name_that_was_erased_is_no_edition(upgraded: Pack, stage: Stage) -> None:
    PersonalKey.objects.filter(subject=stage.cast.owner.pk).delete()
    again = checked(upgraded)
    assert (again.outcome, again.differences[0][2]) == (Outcome.DIFFERENT, "")


def test_an_organisation_that_moved_to_another_zone_makes_the_same_pack(stage: Stage, pack: Pack) -> None:
    change_organisation(act(stage.cast.leader), stage.cast.organisation, name="Airport", zone="Asia/Tokyo")
    assert checked(pack).equal


def test_an_edition_says_the_same_about_the_same_lines() -> None:
    """Chances, standing, label of trust, curves of estimates, sets of units, time limits, levels before a change and
    what pulls apart have no edition but FIGURES: raise it when this digest changes, or that of early warning or of
    judging (tests/spc/early, tests/measures) if it was one of these that moved.
    """
    told = blake2b(digest_size=8)
    days = [date(2024, 1, 1) + timedelta(weeks=at) for at in range(80)]
    steady = [80 + 2 * math.sin(1.7 * at) + math.cos(5.3 * at) for at in range(80)]
    for values in (steady, [one - 9 * (at > 65) for at, one in enumerate(steady)], steady[:14]):
        numbers, count = np.array(values), len(values)
        rows = Columns(
            np.full(count, 1), days_of(days[:count]), numbers, numbers, np.full(count, 100.0), np.arange(count)
        )
        book = book_of(rows, [1])
        found = judge(book, [Manner("value", "week", None, ())])
        indicator = Indicator(direction="up", frequency="week", value_kind="value", scale=1.0)
        aims = {0: (79.0, date(2026, 1, 1))}
        told.update(repr(outlooks(questions_of(book, [indicator], found.changes, aims))).encode())
        stands = standing(book, found, 0, indicator)
        told.update(f"{stands.now:.6g} {stands.since}".encode())
    for route, late, owned in product(("", "form", "file", "source"), range(4), (True, False)):
        given = Facts(Brought(route, 0.1, 0.3, late > 1), late, owned, not owned)
        told.update(repr(trust(given)).encode())
    told.update(repr([is_defined(sign * count) for sign in "aд数か가" for count in range(60)]).encode())
    told.update(repr(landmarks(curve_of(yearly_losses(Estimate(Range(0.8, 4.0), Range(150.0, 1_500.0), 7))))).encode())
    pair = [UnitLine(key, 1, f"/1/{key}/", "", "week", "value", None) for key in (2, 3)]
    values = np.array([one - 9 * (at > 65) for at, one in enumerate(steady)] * 2)
    both = Columns(
        np.repeat([2, 3], 80), np.tile(days_of(days), 2), values, values, np.full(160, 1.0), np.zeros(160, dtype=int)
    )
    sets = list(shared_among(pair, lambda _keys: both, days[-1], 0.15))
    assert sets
    for one in sets:
        told.update(f"{one.onset} {one.found} {one.evidence:.6g} {one.named}".encode())
    told.update(repr(usual_limits()).encode())
    acted = Trace(both.take(np.arange(80)), Aspects((), (), (Signal(onset=days[66], found=days[68]),), 0.15))
    level = level_before_change(Series(indicator=indicator), days[72], 6, acted)
    assert level is not None
    told.update(f"{level.onset} {level.points} {level.measured.effect:.6g} {level.measured.verdict}".encode())
    apart = [
        demand_of(key, key, up=key == 1, frequency="week", values=dict(zip(days, steady, strict=True)))
        for key in (1, 2)
    ]
    (pull,) = pulls_among(apart).found
    told.update(f"{pull.against} {pull.moves} {pull.chance:.6g}".encode())
    assert (editions(), told.hexdigest()) == ({"warning": 4, "judgement": 4, "figures": 5}, "0f79f17e92767657")
