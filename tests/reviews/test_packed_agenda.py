"""What the sixth format of packs adds is what pages of the meeting tell: groups, topics, what was left out, promises,
how decisions were carried out, and what “before” rests on.
"""

import json

import numpy as np

from pilothouse.measures.looking import look_for_shared
from pilothouse.measures.models import Series
from pilothouse.measures.operations import end_series
from pilothouse.organisation.operations import note_leaving
from pilothouse.paper.opening import opened
from pilothouse.paper.records import decision
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import AgendaItem, Pack, Reading, Review
from pilothouse.reviews.operations import (
    Marked,
    add_topic,
    carry_out_decision,
    freeze_pack,
    look_at,
    mark_agenda,
    plan_review,
    prepare_review,
    take_off,
)
from pilothouse.reviews.queries import beside, checked, items_seen, meeting_seen, pre_read
from pilothouse.reviews.queries.packing.engine import facts
from pilothouse.web.measures.levels import told_of_level
from tests.cast import NOW, act
from tests.measures.test_looking import entered
from tests.stage import Stage, week


def of_the_whole(stage: Stage) -> Review:
    """A meeting about two units that changed together, with a topic, and an item that was taken off."""
    cast, by = stage.cast, act(stage.cast.quality)
    table = 30 + np.random.default_rng(6).standard_normal((2, 80))
    table[:, 76:] += 9.0
    entered(cast, "Taxi out", [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)
    review = plan_review(
        by, unit=cast.office, owner=cast.leader, title="Whole", on=NOW.date(), since=week(20), tier="month",
        attendees=[cast.owner],
    )  # fmt: skip
    prepare_review(by, review)
    add_topic(by, review, title="Snow plan", owner=cast.owner)
    said = [Marked(stage.request.pk, "", Reading.DECIDE), Marked(review.pk, "", Reading.DECIDE, topic="Snow plan")]
    mark_agenda(act(cast.leader), review, marks=said)
    take_off(act(cast.quality, why="Answered on Monday."), AgendaItem.objects.get(review=review, record=stage.issue))
    return review


def test_an_agenda_is_told_as_the_meeting_sees_it(stage: Stage) -> None:
    review, leader = of_the_whole(stage), stage.cast.leader
    pack = freeze_pack(act(stage.cast.quality), review)
    assert checked(pack).equal
    told, page = json.loads(pack.body)["review"], page_of(pack, [])
    assert [(one["title"], one["reason"]) for one in page["agenda"]] == [
        (one.title, f"brought by {one.owner}" if one.topic else one.reason) for one in items_seen(review, leader)
    ]
    (group,) = (one for one in told["agenda"] if one["together"])
    assert (group["together"], group["units"]) == (["SIG-0004"], ["EST", "WST"])
    assert [one["changed"] for one in told["agenda"] if one["judged"]] == [["EST", "WST"]]
    assert [(one["code"], one["reason"]) for one in page["off"]] == [(stage.issue.code, "Answered on Monday.")]
    asked = next(one for one in page["leader"]["needs"] if one["code"] == stage.request.code)
    assert asked["said"].startswith("asked for")
    assert [one["said"] for one in page["leader"]["needs"] if one["title"] == "Snow plan"] == [
        "1 reader wants it decided"
    ]
    meeting = meeting_seen(leader, review.number)
    assert meeting is not None
    read = pre_read(review, [one.person.pk for one in meeting.attendances], meeting.rows)
    assert json.loads(pack.body)["read_before"]["share"] == read.share


def test_decisions_say_how_they_were_carried_out_and_what_before_rests_on(stage: Stage) -> None:
    by, series = act(stage.cast.owner), stage.series
    carry_out_decision(by, stage.decision, on=NOW.date(), note="Five crews since Monday.")
    pack = freeze_pack(act(stage.cast.quality), stage.review)
    assert checked(pack).equal
    body, said = json.loads(pack.body), page_of(pack, [])
    (kept,), (one,) = body["decisions"], said["decisions"]
    assert (one["about"], one["carried"]) == (
        f"{stage.issue.code} Buffers are too short", "carried out 2 Mar 2026: Five crews since Monday.",
    )  # fmt: skip
    assert [(owed["owner"], [each["code"] for each in owed["each"]]) for owed in said["owed"]] == [
        (stage.decision.owner.name, [stage.decision.code])
    ]
    assert "level" not in facts(body)["decisions"][0]
    fact = beside(stage.decision)
    assert fact is not None
    assert one["level"] == " ".join(told_of_level(series, NOW.date(), fact.points, None, fact.measured))
    judged = kept | {"state": "as_forecast", "effect": [8.0, 2.0, 14.0], "said": "It worked."}
    judged["level"] = kept["level"] | {"verdict": "no_change", "effect": [-3.0, -9.0, 3.0]}
    assert "bad stretch" in decision(opened(pack), judged)["judged"]
    judged["level"] |= {"verdict": "better"}
    assert "bad stretch" not in decision(opened(pack), judged)["judged"]


def test_an_owner_who_has_left_and_what_matters_are_told(stage: Stage) -> None:
    cast = stage.cast
    note_leaving(act(cast.leader), cast.owner, on=NOW.date())
    pack = freeze_pack(act(cast.quality), stage.review)
    assert checked(pack).equal
    body = json.loads(pack.body)
    figure = next(one for one in body["figures"] if one["series"] == stage.series.pk)
    assert "owner_left" in figure["trust"]["weaknesses"]
    (kept,) = body["decisions"]
    assert (kept["asked_again_on"], kept["put_off"], kept["margin"]) == (None, 0, None)
    told = decision(opened(pack), kept | {"asked_again_on": "2026-07-06", "put_off": 1, "margin": 2.0})
    assert (told["matters"], told["again"]) == (
        "what matters begins at 2.0", "too early on its day, asked for again on 6 Jul 2026, put off 1 time",
    )  # fmt: skip


def test_paper_says_what_found_no_place(stage: Stage) -> None:
    body = json.loads(freeze_pack(act(stage.cast.quality), stage.review).body)
    body["review"]["unplaced"] = [{"section": "signals", "count": 5}, {"section": "resources", "count": 1}]
    assert (
        page_of(Pack(review=stage.review, body=json.dumps(body)), [])["unplaced"] == "signals: 5, resource requests: 1"
    )


def test_a_set_stays_on_the_paper_after_one_of_its_series_has_ended(stage: Stage) -> None:
    review, quality = of_the_whole(stage), act(stage.cast.quality)
    row = next(one for one in AgendaItem.objects.filter(review=review) if one.judged)
    look_at(quality, row, minute="We ask the tower.")
    end_series(quality, Series.objects.get(pk=row.judged[0]), on=NOW.date())
    pack = freeze_pack(quality, review)
    page = page_of(pack, [])
    assert "We ask the tower." in [one["minute"] for one in page["agenda"]]
    assert not page["elsewhere"]
    assert checked(pack).equal
