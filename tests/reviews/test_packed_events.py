"""Packs tell what several units showed by event, as the bridge does, and of other units nothing."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pilothouse.bridge.helm import helm
from pilothouse.improvement.operations import report_problem
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import end_target, record_measurements, set_target
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.organisation.operations import add_unit
from pilothouse.paper import workbook_of
from pilothouse.paper.telling import page_of
from pilothouse.records.operations import link_records
from pilothouse.reviews.models import Pack, Review
from pilothouse.reviews.operations import freeze_pack, plan_review, tie_indicator
from pilothouse.reviews.queries import checked
from pilothouse.reviews.queries.packs import body_of, drawn_up
from tests.bridge.stage import TODAY, answered, indicator, line
from tests.bridge.test_unraised import changed, counted
from tests.cast import NOW, Cast, act
from tests.reviews.broken import DUE, goal
from tests.reviews.story import planned
from tests.stage import Stage, week

DAY = timedelta(days=1)
SAID = "that several units share, for which nothing is raised"


def frozen(cast: Cast, review: Review, later: timedelta = timedelta()) -> tuple[dict[str, Any], list[str], Pack]:
    """The body of a pack, and what its paper says of silence about several units."""
    pack = freeze_pack(act(cast.quality, later=later), review)
    return json.loads(pack.body), [one for one in page_of(pack, [])["silent"] if SAID in one], pack


def test_it_counts_and_settles_by_event_as_the_bridge_does(cast: Cast) -> None:
    changed(cast, "Taxi out", "Taxi in")
    review = planned(cast)
    body, said, pack = frozen(cast, review)
    (event,) = body["events"]
    assert (len(event["sets"]), len(event["week"]["signals"]), event["raised"]) == (2, 2, [])
    assert (counted(cast), said) == (1, [f"1 change {SAID}"])
    (row,) = (
        CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack))).get_sheet_by_name("Several units").to_python()[1:]
    )
    assert row[2].count("judged as one set") == 2
    assert row[3] == "2 unanswered; nothing is raised for it"
    issue = answered(cast, Signal.objects.filter(series__indicator__title="Taxi in").earliest("pk"))
    body, said, pack = frozen(cast, review, 3 * DAY)
    (event,) = body["events"]
    assert (counted(cast, 3), said) == (0, [])
    assert [one["code"] for one in event["raised"]] == [issue.code]
    (told,) = page_of(pack, [])["shared"]
    assert told["raised"] == f"{issue.code} {issue.title}"
    assert "nothing is raised" not in told["waiting"]
    assert checked(pack).equal


def test_the_seventh_format_is_made_again_as_it_was(cast: Cast) -> None:
    changed(cast, "Taxi out", "Taxi in")
    review = planned(cast)
    answered(cast, Signal.objects.filter(series__indicator__title="Taxi in").earliest("pk"))
    drawn = drawn_up(review, NOW + 3 * DAY)
    body = json.loads(body_of(drawn.cut_off, Organisation.objects.get(), 7))
    assert "events" not in body
    assert [bool(one["raised"]) for one in body["sets"]] == [False, True], "each set by itself"
    pack = Pack(review=review, number=9, body=json.dumps(body), cut_off=NOW)
    assert [one for one in page_of(pack, [])["silent"] if SAID in one] == [f"1 change {SAID}"]


def region_of(cast: Cast) -> tuple[Review, Series]:
    """A meeting of a region whose two units changed together."""
    region = add_unit(act(cast.leader), unit=cast.office, name="Region", code="REG")
    measured = indicator(cast)
    for name in ("ONE", "TWO"):
        series = line(cast, measured, add_unit(act(cast.leader), unit=region, name=name, code=name))
    return meeting_of(cast, region), series


def meeting_of(cast: Cast, unit: Unit) -> Review:
    return plan_review(
        act(cast.leader), unit=unit, owner=cast.quality, title="Below", on=TODAY + DAY, since=TODAY - 30 * DAY,
        attendees=[cast.leader],
    )  # fmt: skip


def test_what_is_raised_elsewhere_settles_an_event_and_tells_nothing_of_itself(cast: Cast) -> None:
    review, series = region_of(cast)
    (event,) = json.loads(drawn_up(review, NOW).body)["events"]
    assert (event["silent"], event["beyond"]) == (True, False)
    issue = report_problem(act(cast.west_owner), unit=cast.west, title="Storm", severity="grave")
    link_records(act(cast.leader), issue, other=Signal.objects.get(series=series), reason="The same cause")
    text = drawn_up(review, NOW).body
    (event,) = json.loads(text)["events"]
    assert (event["silent"], event["beyond"], event["raised"]) == (False, True, [])
    assert "Storm" not in text
    pack = freeze_pack(act(cast.quality), review)
    assert [one["raised"] for one in page_of(pack, [])["shared"] or ()] == ["something in other units"]
    assert helm(Person.objects.get(pk=cast.leader.pk), NOW).silence.shared == 0


def test_a_set_of_other_units_is_no_event_of_a_part(cast: Cast) -> None:
    changed(cast, "Taxi out")
    assert json.loads(drawn_up(meeting_of(cast, cast.east), NOW).body)["events"] == []


@pytest.mark.parametrize("of_part", [False, True])
def test_when_a_tied_indicator_last_told_is_asked_of_the_unit_and_below(stage: Stage, of_part: bool) -> None:
    cast = stage.cast
    tie_indicator(act(cast.quality), "customers", indicator=stage.indicator, reason="What they wait for")
    review = meeting_of(cast, cast.west if of_part else cast.office)
    before = tied(review, NOW)
    rows = [Row(stage.series.pk, week(39), None, 800.0, 1_000.0)]
    record_measurements(act(cast.quality, later=9 * DAY), unit=cast.east, rows=rows, route="form")
    after = tied(review, NOW + 10 * DAY)
    assert (after["latest"] == before["latest"]) is of_part, "what came to another unit is not for a part to tell"


def tied(review: Review, now: Any) -> dict[str, Any]:
    (found,) = json.loads(drawn_up(review, now).body)["inputs"]["tied"]
    return dict(found)


@pytest.mark.parametrize("of_part", [False, True])
def test_why_a_target_elsewhere_was_given_up_is_not_told_to_a_part(stage: Stage, of_part: bool) -> None:
    cast, by = stage.cast, act(stage.cast.leader)
    given = goal(stage, "Given up", timedelta())
    series = line(cast, indicator(cast, "Dust", objectives=[given]), cast.east)
    end_target(by, set_target(by, series, value=3.0, by=DUE, objective=given), reason="Nobody could reach it")
    text = drawn_up(meeting_of(cast, cast.west if of_part else cast.office), NOW).body
    (gap,) = [
        one for one in json.loads(text)["gaps"] if one["code"] == given.code and one["missing"] == "objective_given_up"
    ]
    assert ("given_up" in gap, "Nobody could reach it" in text) == (not of_part, not of_part)
