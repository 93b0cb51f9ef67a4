"""A pack holds what was known at its cut-off, and can be made again from the history alone."""

import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.apps import apps

from pilothouse.bridge.results import now_of
from pilothouse.improvement.models import Nature, Severity
from pilothouse.improvement.operations import report_problem
from pilothouse.measures.models import Indicator, Reading
from pilothouse.measures.operations import (
    change_indicator,
    record_measurements,
    set_alarm_budget,
    set_baseline,
    set_target,
)
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Organisation, Unit
from pilothouse.paper.corrected import corrected
from pilothouse.paper.opening import opened
from pilothouse.records.models import Record
from pilothouse.records.operations import hand_over
from pilothouse.reviews.models import AgendaItem, Outcome, Pack, Review
from pilothouse.reviews.operations import cancel_review, decide, freeze_pack, keep_pack, plan_review
from pilothouse.reviews.queries import Checked, checked
from pilothouse.reviews.queries.packing.differences import differences
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.risks.operations import assess_by_matrix, decline_warning, open_risk, set_tripwire, trip_risk
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.chain import digest
from pilothouse.trail.models import Entry, traced_models
from pilothouse.trail.operation import operation
from pilothouse.trail.queries import checkpoint
from pilothouse.trail.replay import Past
from pilothouse.trail.verify import verify
from tests.cast import NOW, act
from tests.reviews.packs import by_hand, drawn_in
from tests.stage import WEEKS, Stage, week

LATER = (NOW + timedelta(days=40)).date()


def later(stage: Stage, days: int = 1) -> Act:
    return act(stage.cast.quality, later=timedelta(days=days))


def test_it_holds_the_figures_of_its_unit_with_limits_target_source_and_label(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    body = json.loads(pack.body)
    (figure,) = body["figures"]
    assert (figure["series"], figure["place"], figure["unit_of_measure"]) == (stage.series.pk, "EST", "%")
    assert len(figure["values"]) == len(figure["centre"]) == len(figure["upper"]) == WEEKS
    # Weighted by departures, and not reaching back beyond the fall.
    assert figure["now"] == pytest.approx(68, abs=1.5)
    shown = now_of(Reading.objects.get(series=stage.series))
    assert figure["now"] == pytest.approx(shown, rel=1e-5)  # the bridge says the same
    assert figure["target"]["value"] == 85.0
    assert figure["source"]["route"] == "paste"
    assert figure["trust"] == {"label": "C", "weaknesses": ["by_hand", "short_definition"]}
    assert stage.series.pk in body["changed"]["series"]
    assert [one["code"] for one in body["decisions"]] == [stage.decision.code]
    assert {one["code"] for one in body["review"]["agenda"]} >= {stage.issue.code}
    assert Entry.objects.latest("seq").name == "pack.frozen"
    assert "figures" not in Entry.objects.latest("seq").body


def test_it_tells_what_is_asked_for_at_risk_and_proven_and_who_was_against(stage: Stage) -> None:
    cast = stage.cast
    risk = open_risk(
        act(cast.owner), unit=cast.east, owner=cast.owner, title="Buffers do not hold", due=LATER,
        at_stake=[stage.process],
    )  # fmt: skip
    assess_by_matrix(act(cast.owner), risk, likelihood=5, impact=4)
    wire = set_tripwire(act(cast.owner), risk, series=stage.series)
    trip_risk(act(cast.system), risk, wire=wire, period=week(WEEKS - 1))
    decide(
        act(cast.leader), unit=cast.east, owner=cast.owner, due=LATER, title="Buy tugs", choice="Two", reason="Late",
        options="Rent them", dissent="Finance would wait",
    )  # fmt: skip
    body = json.loads(freeze_pack(act(cast.quality), stage.review).body)
    assert [(one["code"], one["amount"], one["people"]) for one in body["requests"]] == [
        (stage.request.code, 40_000, 2.5)
    ]
    (told,) = body["risks"]
    assert (told["state"], told["impact"], [one["code"] for one in told["at_stake"]]) == (
        "tripped", 4, [stage.process.code]
    )  # fmt: skip
    assert [(one["series"], one["answer"]) for one in told["trips"]] == [(stage.series.pk, "")]
    assert [(one["code"], one["action"]) for one in body["verifications"]] == [
        (stage.verification.code, stage.action.code)
    ]
    assert {"Finance would wait"} < {one["dissent"] for one in body["decisions"]}


def test_what_came_the_morning_after_the_last_meeting_is_told(stage: Stage) -> None:
    """In Tokyo that morning is the day before in Greenwich, which the formats before the third went by."""
    cast, place = stage.cast, Organisation.objects.get()
    morning = datetime.combine(NOW.date(), time(23), UTC)
    review = plan_review(
        act(cast.quality), unit=cast.east, owner=cast.owner, title="Next", on=LATER, since=NOW.date(), attendees=[]
    )
    risk = open_risk(
        act(cast.owner), unit=cast.east, owner=cast.owner, title="Buffers", due=LATER, at_stake=[stage.process]
    )
    wire = set_tripwire(act(cast.owner), risk, series=stage.series)
    trip_risk(Act(by=cast.system, at=morning, door="test"), risk, wire=wire, period=week(WEEKS - 1))
    decline_warning(later(stage), risk, reason="Known")
    cut_off, place.zone = drawn_up(review, NOW + timedelta(days=2)).cut_off, "Asia/Tokyo"
    told = [json.loads(body_of(cut_off, place, form))["risks"][0]["trips"] for form in (2, 3)]
    assert [len(trips) for trips in told] == [0, 1]


def test_it_holds_every_value_and_tells_an_old_one_that_was_corrected(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("figures", "second"):
        monkeypatch.setattr(f"pilothouse.reviews.queries.packing.{place}.SHOWN", 20)
    (figure,) = json.loads(freeze_pack(act(stage.cast.quality), stage.review).body)["figures"]
    assert (len(figure["values"]), len(figure["earlier"]["values"])) == (20, WEEKS - 20)
    row = Row(stage.series.pk, week(0), None, 100.0, 1_000.0)
    record_measurements(later(stage), unit=stage.cast.east, rows=[row], route="form", reason="Counted twice")
    body = json.loads(freeze_pack(later(stage, 2), stage.review).body)
    assert [(one["what"], one["now"]) for one in body["figures_changed"]] == [(week(0).isoformat(), 10.0)]


def test_made_again_it_is_equal_whatever_came_in_since(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    row = Row(stage.series.pk, week(WEEKS - 1), None, 100.0, 1_000.0)
    record_measurements(later(stage), unit=stage.cast.east, rows=[row], route="form", reason="Counted twice")
    set_target(later(stage), stage.series, value=70.0, by=(NOW + timedelta(days=300)).date(), objective=stage.objective)
    again = checked(Pack.objects.get(pk=pack.pk))
    assert (again.outcome, again.differences) == (Outcome.EQUAL, ())
    assert verify().faults == []


def test_the_next_one_tells_which_figures_were_changed_since(stage: Stage) -> None:
    first = freeze_pack(act(stage.cast.quality), stage.review)
    seen = json.loads(first.body)["figures"][0]
    row = Row(stage.series.pk, week(WEEKS - 1), None, 100.0, 1_000.0)
    record_measurements(later(stage), unit=stage.cast.east, rows=[row], route="form", reason="Counted twice")
    indicator = stage.indicator
    indicator.refresh_from_db()
    change_indicator(
        later(stage), indicator, title="Departures in time", definition=indicator.definition,
        unit_of_measure=indicator.unit_of_measure, value_kind=indicator.value_kind, direction=indicator.direction,
        frequency=indicator.frequency, process=indicator.process, scale=indicator.scale,
        objectives=[stage.objective],
    )  # fmt: skip
    second = freeze_pack(later(stage, 2), stage.review)
    body = json.loads(second.body)
    assert (second.number, body["before"]["digest"]) == (2, first.digest)
    told = {one["what"]: (one["was"], one["now"]) for one in body["figures_changed"]}
    assert told == {
        week(WEEKS - 1).isoformat(): (seen["values"][-1], 10.0),
        "title": (seen["title"], "Departures in time"),
    }
    assert checked(first).equal


@pytest.mark.parametrize("form", [3, 4])
def test_it_also_tells_who_answers_and_by_what_it_is_judged_since(
    stage: Stage, form: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a format that held neither limits nor budget nor edition: since when they hold is known all the same."""
    cast, indicator = stage.cast, Indicator.objects.get(pk=stage.indicator.pk)
    keep_pack(act(cast.quality), stage.review, drawn=drawn_in(stage, form))
    monkeypatch.setattr("pilothouse.reviews.queries.packing.engine.FIGURES", 99)
    hand_over(act(cast.leader, later=timedelta(hours=1)), indicator, owner=cast.quality)
    set_baseline(later(stage), stage.series, first=week(10), last=week(30), reason="New stands")
    set_alarm_budget(act(cast.leader, later=timedelta(days=1)), cast.organisation, fap60=0.1, reason="Too many")
    row = Row(stage.series.pk, week(WEEKS), None, 700.0, 1_000.0)
    record_measurements(later(stage), unit=cast.east, rows=[row], route="form")
    second = freeze_pack(later(stage, 30), stage.review)
    told = {one["what"]: (one["was"], one["now"]) for one in json.loads(second.body)["figures_changed"]}
    assert told.pop("owner") == (cast.owner.name, cast.quality.name)
    (fixed_before, fixed), (borne_before, borne) = told.pop("baseline"), told.pop("budget")
    assert (fixed["first"], fixed["reason"], borne["fap60"], borne["reason"]) == (
        week(10).isoformat(), "New stands", 0.1, "Too many"
    )  # fmt: skip
    if form == 4:
        assert (fixed_before["reason"], borne_before["fap60"]) == ("First half year", 0.15)
        assert told.pop("engine")[1].endswith(".99")
    else:
        assert (fixed_before, borne_before) == (None, None)
    assert {one["label"] for one in told.pop("trust")} == {"C", "D"}  # late by then
    assert told == {}
    assert [one["what"] for one in corrected(opened(second))][-1] == "its limits"
    assert checked(second).equal


def test_a_value_altered_from_outside_is_named(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    by_hand(
        f"UPDATE measures_measurement SET value = 0.99 WHERE series_id = {stage.series.pk}"
        f" AND period = '{week(WEEKS - 1).isoformat()}'"
    )
    again = checked(pack)
    assert again.outcome == Outcome.VALUES
    assert (f"figures[0].values[{WEEKS - 1}]", 99.0) in {(path, now) for path, _was, now in again.differences}


@pytest.mark.parametrize("body", ['{"format": 1}', "no JSON at all"])
def test_a_text_altered_from_outside_is_not_sound_whatever_digest_stands_beside_it(stage: Stage, body: str) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    pack.body, pack.digest = body, digest(body)
    assert checked(pack) == Checked(Outcome.ALTERED)


def test_a_history_altered_from_outside_is_not_sound(stage: Stage) -> None:
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    by_hand("UPDATE trail_entry SET body = replace(body, 'Buffers are too short', 'Buffers are fine')", "trail_entry")
    assert checked(pack).outcome == Outcome.ALTERED


def test_what_is_said_about_other_units_stays_there(stage: Stage) -> None:
    cast = stage.cast
    hidden = report_problem(
        act(cast.west_owner), unit=cast.west, title="Belt torn", severity=Severity.GRAVE, nature=Nature.INCIDENT
    )
    link_to_agenda(stage, hidden)
    body = freeze_pack(act(cast.quality), stage.review).body
    assert "Belt torn" not in body
    assert "the belt of the west" not in body
    assert json.loads(body)["review"]["elsewhere"] == 1


@operation("test.put_on_agenda", may=lambda act, arguments: True)
def put_on_agenda(act: Act, review: Review, record: Record) -> AgendaItem:
    item = AgendaItem(review=review, record=record, reason="grave", position=99, minute="the belt of the west")
    item.save()
    return item


def link_to_agenda(stage: Stage, record: Record) -> None:
    put_on_agenda(act(stage.cast.leader), stage.review, Record.objects.get(pk=record.pk))


def test_rows_are_replayed_as_they_stand(stage: Stage) -> None:
    kinds = traced_models(apps.get_models())
    past = Past(checkpoint().size, kinds)
    for kind in kinds:
        stored = {row.pk: row.image() for row in kind._base_manager.all()}
        assert {key: row.image() for key, row in past.by_key(kind).items()} == stored, kind


def test_only_who_prepares_reviews_freezes_them(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        freeze_pack(act(stage.cast.member), stage.review)


def test_a_cancelled_review_has_none(stage: Stage) -> None:
    cancel_review(act(stage.cast.quality, why="Strike"), stage.review)
    with pytest.raises(Refused, match="cancelled"):
        freeze_pack(act(stage.cast.quality), stage.review)


def test_other_units_stay_out(stage: Stage) -> None:
    body = freeze_pack(act(stage.cast.quality), stage.review).body
    assert Unit.objects.get(pk=stage.west_series.unit_id).name not in body


def test_differences_by_hand() -> None:
    was = {"a": [1, {"b": 2}], "c": None}
    now = {"a": [1, {"b": 3}, 4], "d": 5, "c": None}
    assert list(differences(was, now)) == [("a[1].b", 2, 3), ("a[2]", None, 4), ("d", None, 5)]
    assert list(differences(was, was)) == []
