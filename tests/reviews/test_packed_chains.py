"""Chains of alignment and tied indicators in packs: walked in the past as pages walk live rows, and held as facts."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pilothouse.bridge.graph.purpose import ties_of
from pilothouse.bridge.graph.rules import STRAIGHT, Way
from pilothouse.measures.operations import retire_indicator, set_target
from pilothouse.organisation.models import Organisation
from pilothouse.paper import workbook_of
from pilothouse.paper.inputs import inputs_as_they_stood
from pilothouse.paper.opening import opened
from pilothouse.paper.telling import page_of
from pilothouse.records.models import Record
from pilothouse.reviews.models import Pack
from pilothouse.reviews.operations import freeze_pack, plan_review, tie_indicator
from pilothouse.reviews.queries import checked, live_inputs
from pilothouse.reviews.queries.packing import facts, known_at
from pilothouse.reviews.queries.packing.serving import Ways
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.trail.queries import checkpoint
from tests.bridge.stage import indicator, line
from tests.cast import NOW, act
from tests.remembered import remembered
from tests.reviews.broken import DUE, goal, leave_gaps
from tests.stage import Stage, week


def broken(stage: Stage) -> Pack:
    """A pack of a unit, where chains are broken and an indicator tells about customers."""
    cast = stage.cast
    leave_gaps(stage)
    tie_indicator(act(cast.quality), "customers", indicator=stage.indicator, reason="What they wait for")
    return freeze_pack(act(cast.quality), stage.review)


@pytest.fixture
def pack(stage: Stage) -> Pack:
    return remembered("packed chains", broken, stage)


def test_every_record_leads_in_the_past_to_the_objectives_it_leads_to_now(pack: Pack, stage: Stage) -> None:
    ways = Ways(known_at(checkpoint().size, stage.review.unit_id, NOW.date()))
    found = 0
    for record in Record.objects.all():
        ties: Any = Record.objects.annotate(ties=ties_of(record.pk)).get(pk=record.pk).ties or ()
        straight = {tie[2] for tie in ties if Way(tie[1]) in STRAIGHT}
        assert (ways.straight(record.pk), ways.every(record.pk)) == (straight, {tie[2] for tie in ties}), record
        found += bool(straight)
    assert found > 10


def test_a_pack_of_a_unit_tells_all_chains_and_the_gaps_of_its_own(pack: Pack, stage: Stage) -> None:
    cast, body = stage.cast, json.loads(pack.body)
    west = plan_review(
        act(cast.leader), unit=cast.west, owner=cast.quality, title="West", on=NOW.date() + timedelta(days=1),
        since=NOW.date() - timedelta(days=30), attendees=[cast.leader],
    )  # fmt: skip
    other = json.loads(drawn_up(west, NOW).body)
    assert [one["breaks"] for one in other["objectives"]] == [one["breaks"] for one in body["objectives"]]
    kinds = [{one["missing"] for one in told["gaps"]} for told in (body, other)]
    assert {"work", "indicator_process", "process_indicator", "against"} <= kinds[0]
    assert not {"work", "indicator_process", "process_indicator"} & kinds[1]
    apart = [one["pull"] for told in (body, other) for one in told["gaps"] if "pull" in one]
    assert "Fast, EST" in {one[side] for one in apart for side in ("one", "other")}
    assert not [one for one in other["gaps"] if "pull" in one and "EST" in str(one["pull"])]
    assert [one["series"][0]["series"] for told in (body, other) for one in told["inputs"]["tied"]] == [
        stage.series.pk,
        stage.west_series.pk,
    ]


def test_paper_and_workbook_say_it_in_the_same_words(pack: Pack, stage: Stage) -> None:
    page, sheets = page_of(pack, []), CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack)))
    every = len(page["objectives"])
    whole = sum(one["chain"].startswith("chain unbroken") for one in page["objectives"])
    assert page["aligned"]["shares"][0].startswith(f"{whole} of {every} objectives have an unbroken chain")
    assert f"{every} objectives: {whole} with an unbroken chain" in page["leader"]["aims"]
    rows = sheets.get_sheet_by_name("Gaps").to_python()[1:]
    lines = [(group["head"], one["code"], one["said"]) for group in page["aligned"]["groups"] for one in group["lines"]]
    assert lines == [(row[0], row[1], row[4]) for row in rows]
    assert {row[1] for row in rows} >= {one["code"] for one in json.loads(pack.body)["gaps"]}
    (customers,) = [one for one in page["inputs"] if one["label"] == "Customers"]
    ((line,),) = [one["lines"] for one in customers["tied"]]
    assert (line["place"], line["late"], customers["missing"]) == ("EST", "", "")
    assert line["rests"]["trust"] in "ABCD"
    assert line["spark"].startswith("<svg")
    (told,) = sheets.get_sheet_by_name("Tied indicators").to_python()[1:]
    assert told[:6] == [
        "Customers",
        "9.3.2 c 1",
        stage.indicator.code,
        stage.indicator.title,
        "What they wait for",
        "EST",
    ]
    assert f"{told[7]:.1f} %" == line["value"]


def test_what_no_engine_computes_of_it_is_a_fact(pack: Pack) -> None:
    body = json.loads(pack.body)
    told = facts(body)
    assert {"breaks", "acted"} <= told["objectives"][0].keys()
    assert not {"alone", "idle"} & told["objectives"][0].keys()
    assert {one["missing"] for one in body["gaps"]} - {one["missing"] for one in told["gaps"]} == {
        "objective_work",
        "against",
    }
    assert "pulls" not in told


@pytest.mark.parametrize("form", range(1, 7))
def test_earlier_formats_hold_neither_and_say_nothing_of_it(pack: Pack, stage: Stage, form: int) -> None:
    drawn = drawn_up(stage.review, NOW)
    body = json.loads(body_of(drawn.cut_off, Organisation.objects.get(), form))
    assert "gaps" not in body
    assert "tied" not in body.get("inputs", {})
    assert "breaks" not in body["objectives"][0]
    page = page_of(Pack(review=stage.review, number=9, body=json.dumps(body), cut_off=NOW), [])
    assert page["aligned"] is None
    assert {one["chain"] for one in page["objectives"]} == {""}


def test_it_is_made_again_equal(pack: Pack) -> None:
    assert checked(pack).equal


def test_a_retired_indicator_has_told_until_it_was_retired(stage: Stage) -> None:
    quality, unit = act(stage.cast.quality), stage.review.unit
    tie_indicator(quality, "customers", indicator=stage.indicator, reason="What they wait for")
    retire_indicator(quality, stage.indicator, reason="The survey is bought no more.")
    (live,) = [
        one for one in live_inputs(stage.cast.leader, NOW.date(), week(20), unit) if one.input.key == "customers"
    ]
    assert live.latest is not None
    told = opened(freeze_pack(quality, stage.review))
    (kept,) = [one for one in inputs_as_they_stood(told) if one.input.key == "customers"]
    assert (kept.latest, kept.no_data, kept.missing) == (live.latest, live.no_data, live.missing)


def test_what_is_in_danger_while_nobody_works_on_it_is_a_gap_also_where_its_target_is_met(stage: Stage) -> None:
    """Of six values two met it, so that it may be out of reach; their mean does, and no chance can be told."""
    cast, by = stage.cast, act(stage.cast.leader)
    aim = goal(stage, "Seldom met", timedelta())
    series = line(cast, indicator(cast, "Dust", objectives=[aim]), cast.east, (10.0, 10.0, 10.0, 10.0, 60.0, 60.0))
    set_target(by, series, value=20.0, by=DUE, objective=aim)

    def told(form: int) -> tuple[bool, bool]:
        cut_off = drawn_up(stage.review, NOW).cut_off
        body = json.loads(body_of(cut_off, Organisation.objects.get(), form))
        gaps = [(one["code"], one["missing"]) for one in body["gaps"]]
        (mine,) = [one for one in body["objectives"] if one["code"] == aim.code]
        assert (mine["acted"], mine["alone"]) == (False, False)
        return mine["idle"], (aim.code, "objective_work") in gaps

    assert (told(7), told(8)) == ((False, False), (True, True))
