"""What the fifth format of packs adds is what live pages say: estimates, signs, sets of units, silence, verdicts."""

import io
import json
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from pilothouse.bridge.helm import helm
from pilothouse.measures.looking import look_for_shared
from pilothouse.paper import workbook_of
from pilothouse.paper.inputs import unread_then
from pilothouse.paper.opening import opened
from pilothouse.paper.telling import page_of
from pilothouse.paper.worked import worked
from pilothouse.records.climbing import contract
from pilothouse.records.models import Record
from pilothouse.reviews.models import Pack
from pilothouse.reviews.operations import close_review, freeze_pack, plan_review
from pilothouse.reviews.queries import (
    checked,
    climbs,
    how_decisions_worked,
    unread_inputs,
    with_waits,
)
from pilothouse.reviews.unread import look_for_unread
from pilothouse.risks.models import Assessment
from pilothouse.risks.operations import (
    assess_by_estimate,
    open_opportunity,
    open_risk,
    set_appetite,
    set_tripwire,
)
from pilothouse.risks.queries import not_borne, sums_seen
from pilothouse.risks.rules import Scale
from tests.cast import NOW, act
from tests.measures.test_looking import entered
from tests.reviews.story import all_present, planned
from tests.reviews.taken import taken_by
from tests.stage import Stage

LATER = NOW + timedelta(days=60)
LINE = ((100.0, 0.1), (1_000.0, 0.01))


@pytest.fixture
def pack(stage: Stage) -> Pack:
    """Of the whole organisation, two months after the stage was set."""
    cast, by = stage.cast, act(stage.cast.owner)
    table = 30 + np.random.default_rng(6).standard_normal((2, 80))
    table[:, 76:] += 9.0
    entered(cast, "Taxi out", [(cast.east, table[0]), (cast.west, table[1])])
    review = planned(cast)
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="Customers alone.")
    set_appetite(
        act(cast.leader), cast.organisation, likelihood=["a", "b", "c"], consequence=["d", "e", "f"], beyond=[(3, 3)],
        unit_of_loss="departures", line=LINE, reason="As much as a winter",
    )  # fmt: skip
    due = (NOW + timedelta(days=20)).date()
    risk = open_risk(by, unit=cast.east, owner=cast.owner, title="Ice", due=due, at_stake=[stage.process])
    assess_by_estimate(by, risk, often_low=1.0, often_high=4.0, loss_low=50.0, loss_high=500.0, basis="Two winters")
    set_tripwire(by, risk, series=stage.series, level=60.0, side=-1)
    chance = open_opportunity(by, unit=cast.east, owner=cast.owner, title="Sell the desk", due=due)
    assess_by_estimate(by, chance, often_low=3.0, often_high=12.0, loss_low=4.0, loss_high=40.0)
    whole = plan_review(
        act(cast.leader), unit=cast.office, owner=cast.quality, title="The whole", on=LATER.date(),
        since=NOW.date() - timedelta(days=300), attendees=[cast.leader],
    )  # fmt: skip
    return freeze_pack(act(cast.quality, later=LATER - NOW), whole)


def test_it_says_what_live_pages_say(stage: Stage, pack: Pack) -> None:
    body, today = json.loads(pack.body), LATER.date()
    assert checked(pack).equal

    (risk,), (chance,) = body["risks"], body["opportunities"]
    assert [(one["series"], one["level"], one["side"]) for one in risk["wires"]] == [(stage.series.pk, 60.0, -1)]
    for told in (risk, chance):
        kept = Assessment.objects.get(record__number=int(told["code"][-4:]), record__title=told["title"])
        at = dict(zip(kept.curve["chances"], kept.curve["losses"], strict=True))
        curve = told["estimate"]["curve"]
        assert (curve["ten"], curve["hundred"]) == tuple(float(f"{at[share]:.2g}") for share in (0.1, 0.01))
        assert told["estimate"]["often"] == [kept.often_low, kept.often_high]
    assert (risk["estimate"]["crosses"], chance["yearly"] > 0) == (True, True)
    beyond = not_borne(Scale((), (), frozenset(), "departures", LINE), sums_seen(stage.cast.leader))
    assert beyond is not None
    assert (beyond.step.loss, True) in [(one["loss"], one["beyond"]) for one in body["together"]["steps"]]

    look_for_shared(LATER)
    sets = [each for one in body["events"] for each in one["sets"]]
    live = [one for one in taken_by(stage.cast.leader) if one.shared.change.indicator.title == "Taxi out"]
    assert live
    assert [(one["onset"], one["named"]) for one in sets if one["title"] == "Taxi out"] == [
        (one.shared.change.onset.isoformat(), one.shared.change.named) for one in live
    ]
    climbed = {
        (one.code, climb.wait.name): (climb.level, sorted(climb.names.split(", ")))
        for one in with_waits(Record.objects.live().select_related("unit"))
        for climb in climbs(one, contract(), today).values()
        if climb.level
    }
    assert {(one["code"], one["wait"]): (one["level"], one["to"]) for one in body["climbed"]} == climbed
    assert len(climbed) > 3

    told = opened(pack)
    with timezone.override(stage.cast.organisation.tz):
        look_for_unread(LATER)
        unread = unread_inputs(today)
        assert [(one.code, one.why, str(one.owner)) for one in unread_then(told)] == [
            (one.code, one.why, str(one.owner)) for one in unread
        ]
    assert unread
    found = how_decisions_worked(stage.cast.leader, today)
    assert sum(one["count"] for one in told.body["verdicts"]) >= found.running > 0
    assert worked(told) == "1 forecast is running."
    assert stage.reported.code in [one["code"] for one in told.body["silent"]["reported"]]


def test_it_stands_on_paper_and_formats_before_say_nothing_of_it(stage: Stage, pack: Pack) -> None:
    page = page_of(pack, [])
    (risk,), (chance,) = page["risks"], page["opportunities"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack)))
    (head, *rows), several = (book.get_sheet_by_name(name).to_python() for name in ("Risks", "Several units"))
    assert [row[head.index("Each time, highest")] for row in rows] == [500, 40]
    assert [row[0] for row in several[1:] if "Taxi out: " in row[2] and "judged as one set" in row[2]] == [
        several[1][0]
    ]
    assert risk["wires"] == [{"said": "Departures on time, EST: below 60.0 %", "rests": {"trust": "D", "note": "1"}}]
    assert "1 to 4 times a year, 50 to 500\u00a0departures each time: Two winters" in risk["estimate"]
    assert chance["curve"].startswith("a year ")
    assert page["not_borne"].startswith("What a bad year may cost lies beyond")
    assert page["trusted"].startswith("data trust D: ")
    assert several[1][3].endswith("nothing is raised for it")
    assert "several units share" not in " ".join(page["silent"]), "as the bridge it counts the last five weeks"
    assert helm(stage.cast.leader, LATER).silence.shared == 0
    body = json.loads(pack.body)
    later = {"opportunities", "together", "events", "climbed", "looked", "verdicts", "fallen"}
    pack.body = json.dumps({name: value for name, value in body.items() if name not in later} | {"format": 4})
    before = page_of(pack, [])
    assert [before[name] for name in ("opportunities", "together", "shared", "climbed")] == [None] * 4
    assert (before["worked"], before["not_borne"], before["fallen"]) == ("", "", [])
