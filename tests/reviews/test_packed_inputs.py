"""A pack holds all required inputs as they stood, whoever opened them: the same counts as live, out of the history."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from pilothouse.bridge.helm import helm
from pilothouse.improvement.models import Issue
from pilothouse.organisation.queries import the_organisation
from pilothouse.paper.inputs import inputs_then
from pilothouse.paper.opening import opened
from pilothouse.reviews.models import Pack
from pilothouse.reviews.operations import freeze_pack, state_input
from pilothouse.reviews.queries import checked, live_inputs
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.reviews.queries.packing.inputs import COUNTED
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.risks.operations import open_risk
from tests.cast import NOW, act
from tests.stage import Stage


def frozen(stage: Stage) -> Pack:
    """A pack of a meeting that has opened no input, about records of every kind."""
    cast, by = stage.cast, act(stage.cast.owner)
    open_risk(by, unit=cast.east, owner=cast.owner, title="Ice", due=NOW.date(), at_stake=[stage.process])
    state_input(act(cast.quality), "providers", unit=cast.east, text="Two of three deliver in time.")
    return freeze_pack(act(cast.quality, later=timedelta(days=30)), stage.review)


def test_they_are_those_that_live_pages_count(stage: Stage) -> None:
    pack, person, unit = frozen(stage), stage.cast.quality, stage.review.unit
    held = json.loads(pack.body)["inputs"]
    organisation = the_organisation()
    assert organisation is not None
    today = (NOW + timedelta(days=30)).date()
    with timezone.override(organisation.tz):
        facts = facts_for(person, unit, today, stage.review.since)
        live = live_inputs(person, today, stage.review.since, unit)
    told = ("of", "state", "ended", *COUNTED)
    # Formats up to the seventh count objectives of low chance, which since then are told as in danger.
    tallies = [one for one in held["tallies"] if one["of"] != "low"]
    assert sorted([*(one[name] for name in told), one["latest"]] for one in tallies) == sorted(
        [*(getattr(one, name) for name in told), one.latest and one.latest.isoformat()] for one in facts.tallies
    )
    assert len(held["tallies"]) > 15
    series = {name: getattr(facts.series, name) for name in ("running", "fresh", "late", "empty")}
    assert held["series"] | series == held["series"]
    rows = inputs_then(opened(pack))
    assert rows is not None
    assert [one["owner"] for one in rows] == [str(one.owner) for one in live]
    assert [one["stale"] for one in rows] == [one.stale for one in live]
    for row, one in zip(rows, live, strict=True):
        assert row["missing"] == "; ".join(one.missing)
        assert row["stands"].startswith(" ".join(one.sentences))
    assert "Two of three deliver in time." in {one["input"]: one for one in held["each"]}["providers"]["said"]["text"]
    assert "no data" in {one["label"]: one["missing"] for one in rows}["Customers"]
    assert checked(pack).equal

    # What is done and waits for its proof, past the day it was promised for, is nowhere overdue.
    bridge = helm(stage.cast.leader, NOW + timedelta(days=30)).silence
    assert (stage.action.state, bridge.actions, len(bridge.decisions)) == ("watched", [], 1)
    assert ", 1 overdue" in rows[0]["stands"]
    assert json.loads(pack.body)["silent"]["actions"] == []
    drawn = drawn_up(stage.review, NOW + timedelta(days=30))
    before = json.loads(body_of(drawn.cut_off, stage.cast.organisation, 4))
    assert before["silent"]["actions"] == [stage.action.code], "formats before stay as they are"
    late = {(one["of"], one["state"]): one["late"] for one in before["inputs"]["tallies"]}
    assert late["action", "watched"] == 1


def test_records_count_under_the_names_by_which_they_are_counted_live(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names() -> set[str]:
        return {one["of"] for one in json.loads(drawn_up(stage.review, NOW).body)["inputs"]["tallies"]}

    assert {"nonconformity", "incident", "action", "signal"} <= names()
    assert not {"issue", "indicator", "review"} & names(), "under these no input counts anything"
    monkeypatch.setattr(Issue, "counts_as", lambda _self: ("idea", "issue"))
    assert "idea" in names()
    assert not {"nonconformity", "incident", "issue"} & names()
