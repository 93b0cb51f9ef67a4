"""Screen and paper say the same of one moment: a pack frozen now holds what bridge, agenda and inputs show now."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from pilothouse.bridge.alignment import aims, share_of
from pilothouse.bridge.graph.gaps import alignment
from pilothouse.bridge.graph.wording import pulls_told
from pilothouse.bridge.helm import Helm, helm
from pilothouse.measures import luck
from pilothouse.measures.chains import Missing
from pilothouse.measures.looking import look_for_shared
from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import note_leaving
from pilothouse.paper.aims import dangers_in, in_danger
from pilothouse.paper.aligned import gap_said, pulls_said
from pilothouse.paper.inputs import inputs_as_they_stood
from pilothouse.paper.opening import opened
from pilothouse.paper.telling import page_of
from pilothouse.reviews.danger_wording import danger_said
from pilothouse.reviews.models import AgendaItem, Pack, Review
from pilothouse.reviews.operations import (
    carry_out_decision,
    close_review,
    freeze_pack,
    judge_decision,
    leave_input,
    plan_review,
    prepare_review,
    promise_input,
    tie_indicator,
)
from pilothouse.reviews.queries import checked, items_seen, live_inputs
from pilothouse.reviews.queries.inputs import tied_indicators
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.reviews.queries.packing.inputs import COUNTED
from pilothouse.reviews.queries.packs import drawn_up
from pilothouse.reviews.rules import VERDICTS
from pilothouse.reviews.unread import look_for_unread
from pilothouse.reviews.wording import inputs_waiting
from pilothouse.web.bridge.sentences import silences
from pilothouse.web.strategy.gap_words import said_of
from tests.cast import NOW, Cast, act
from tests.measures.test_looking import entered
from tests.remembered import remembered
from tests.reviews.broken import leave_gaps
from tests.reviews.story import all_present, planned
from tests.stage import Stage

AFTER = timedelta(days=120)
THEN = NOW + AFTER


@dataclass
class Moment:
    """One review of the whole, and the pack frozen of it while the pages show what they show."""

    cast: Cast
    review: Review
    pack: Pack

    @property
    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.pack.body)
        return found

    @property
    def page(self) -> dict[str, Any]:
        return page_of(self.pack, [])

    @property
    def bridge(self) -> Helm:
        return helm(Person.objects.get(pk=self.cast.leader.pk), THEN)


def acted(stage: Stage) -> Moment:
    """Inputs promised and left, a verdict on what was said to be carried out too late, an owner who left, three pairs
    of units that changed together before the last meeting and were entered after it, and targets that are easily met,
    out of reach, and unknown.
    """
    cast = stage.cast
    held = planned(cast)
    all_present(cast, held)
    close_review(act(cast.quality), held, summary="So it stands.")
    carry_out_decision(act(cast.owner, later=timedelta(days=110)), stage.decision, on=NOW.date() + timedelta(days=60))
    judge_decision(act(cast.leader, later=timedelta(days=111)), stage.decision, note="So it went.", untellable=True)
    note_leaving(act(cast.leader, later=AFTER), cast.member, on=THEN.date())
    for place, title in enumerate(("Taxi out", "Taxi in", "Pushback")):
        table = 30 + np.random.default_rng(6 + place).standard_normal((2, 80))
        table[:, 75:] += 9.0
        entered(cast, title, [(cast.east, table[0]), (cast.west, table[1])], later=AFTER)
    (young,) = entered(cast, "De-icing", [(cast.east, np.array([30.0, 31.0]))], later=AFTER)
    for series, wanted in ((young, 20.0), (stage.series, 60.0), (stage.west_series, 99.0)):
        set_target(
            act(cast.leader, later=AFTER), series, value=wanted, by=date(2026, 12, 31), objective=stage.objective
        )  # fmt: skip
    leave_gaps(stage, AFTER)
    tie_indicator(act(cast.quality, later=AFTER), "customers", indicator=stage.indicator, reason="What they wait for")
    tie_indicator(act(cast.quality, later=AFTER), "monitoring", indicator=young.indicator)
    look_for_shared(THEN)
    look_for_unread(THEN)
    promise_input(act(cast.quality, later=AFTER), "audits", until=THEN.date() + timedelta(days=9))
    leave_input(act(cast.leader, later=AFTER), "providers", reason="The contract is out.")
    review = plan_review(
        act(cast.leader, later=AFTER), unit=cast.office, owner=cast.quality, title="The whole", on=THEN.date(),
        since=THEN.date() - timedelta(days=5), attendees=[cast.leader],
    )  # fmt: skip
    prepare_review(act(cast.quality, later=AFTER), review)
    return Moment(cast, review, freeze_pack(act(cast.quality, later=AFTER), review))


@pytest.fixture
def moment(stage: Stage) -> Moment:
    return remembered("screen and paper", acted, stage)


def inputs_on_screen(moment: Moment) -> Any:
    waiting = moment.bridge.silence.inputs
    return f"{len(waiting)} {inputs_waiting(waiting, len(waiting))}"


def inputs_on_paper(moment: Moment) -> Any:
    return next(one for one in moment.page["silent"] if "input" in one)


def sets_on_screen(moment: Moment) -> Any:
    """How many events are silent, in the same words, and the series of their sets."""
    rows = AgendaItem.objects.filter(review=moment.review)
    words = [f"{count} {words}" for count, words, _url in silences(moment.bridge) if "several units share" in words]
    return words, sorted(key for row in rows for key in row.judged)


def sets_on_paper(moment: Moment) -> Any:
    silent = [each for one in moment.body["events"] if one["silent"] for each in one["sets"]]
    words = [one for one in moment.page["silent"] if "several units share" in one]
    return words, sorted({key for one in silent for key in one["judged"]})


def weeks_on_screen(moment: Moment) -> Any:
    """Groups of signals on the agenda, by their codes."""
    groups = (
        [part.record for part in one.parts]
        for one in items_seen(moment.review, moment.cast.leader)
        if len(one.parts) > 1 and not one.named
    )
    return sorted(sorted(one.code for one in group) for group in groups)


def weeks_on_paper(moment: Moment) -> Any:
    told = {one["code"] for one in moment.body["signals"]}
    weeks = [[each["code"] for each in one["week"]["signals"]] for one in moment.body["events"] if one["week"]]
    return sorted(sorted(codes) for codes in weeks if told.issuperset(codes))


def verdicts_on_screen(moment: Moment) -> Any:
    worked = moment.bridge.worked
    return worked.judged, worked.uncarried


def verdicts_on_paper(moment: Moment) -> Any:
    told = [one for one in moment.body["verdicts"] if one["state"] in VERDICTS]
    return tuple(sum(one["count"] for one in told if one["carried"] is in_time) for in_time in (True, False))


def tallies_on_screen(moment: Moment) -> Any:
    facts = facts_for(moment.cast.leader, moment.review.unit, THEN.date(), moment.review.since)
    return sorted((one.of, one.state, *(getattr(one, name) for name in COUNTED)) for one in facts.tallies)


def tallies_on_paper(moment: Moment) -> Any:
    # Formats up to the seventh count objectives of low chance, which since then are told as in danger.
    held = [one for one in moment.body["inputs"]["tallies"] if one["of"] != "low"]
    return sorted((one["of"], one["state"], *(one[name] for name in COUNTED)) for one in held)


def aims_on_screen(moment: Moment) -> Any:
    """Of each objective how many targets it has, and the series of the one least likely to be met."""
    return sorted((aim.objective.code, aim.targets, aim.series and aim.series.pk) for aim in moment.bridge.aims)


def aims_on_paper(moment: Moment) -> Any:
    return sorted((one["code"], one["targets"], one["weakest"]) for one in moment.body["objectives"])


def dangers_on_screen(moment: Moment) -> Any:
    """How many objectives are in danger, and why: on the bridge and, in the same words, beside the input."""
    found = moment.bridge.danger
    assert found.count
    facts = facts_for(moment.cast.leader, moment.review.unit, THEN.date(), moment.review.since)
    return found, facts.in_danger, danger_said(found)


def dangers_on_paper(moment: Moment) -> Any:
    told = opened(moment.pack)
    found = dangers_in(told)
    assert found
    assert len(in_danger(told)) == found.count
    (words,) = [one for one in inputs_as_they_stood(told) if one.input.key == "objectives"]
    return found, found, " ".join(words.sentences).partition(". ")[2].removesuffix(".")


def chains_on_screen(moment: Moment) -> Any:
    """Of each objective where its chain breaks, whether somebody works on it, and whether it misses its target while
    nobody does; and how many hold.
    """
    found = aims(moment.cast.leader, THEN.date())
    told = share_of(found)
    each = sorted((one.objective.code, [str(gap) for gap in one.breaks], one.acted, one.left_alone) for one in found)
    return each, (told.every, told.whole, told.acted, told.alone)


def chains_on_paper(moment: Moment) -> Any:
    every = moment.body["objectives"]
    each = sorted((one["code"], one["breaks"], one["acted"], one["alone"]) for one in every)
    whole, acted, alone = (sum(map(bool, found)) for found in (
        [not one["breaks"] for one in every], [one["acted"] for one in every], [one["alone"] for one in every]
    ))  # fmt: skip
    return each, (len(every), whole, acted, alone)


def gaps_on_screen(moment: Moment) -> Any:
    found = alignment(moment.cast.leader, THEN.date())
    holes = [(str(one.missing), one.record.code, one.other and one.other.code, said_of(one, found.series))
             for one in found.holes]  # fmt: skip
    return sorted(holes, key=str), pulls_told(len(found.pulls.found), found.pulls.compared, found.pulls.untold)


def gaps_on_paper(moment: Moment) -> Any:
    told = opened(moment.pack)
    holes = [(one["missing"], one["code"], one["other"]["code"] if "other" in one else None, gap_said(one))
             for one in told.body["gaps"]]  # fmt: skip
    return sorted(holes, key=str), pulls_said(told)


def tied_on_screen(moment: Moment) -> Any:
    """By input each tied indicator with its lines: where, how fresh, whether a signal waits; and what is missing."""
    person, today, review = moment.cast.leader, THEN.date(), moment.review
    found = tied_indicators(person, today, review.unit, whole=True)
    lines = {
        key: [(one.indicator.code, one.feed.reason, [_line(each) for each in one.series]) for one in several]
        for key, several in found.items()
    }
    return lines, [one.missing for one in live_inputs(person, today, review.since, review.unit)]


def _line(one: Any) -> Any:
    signal = one.signal.code if one.signal else None
    return one.series.pk, one.came and one.came.isoformat(), one.late, signal


def tied_on_paper(moment: Moment) -> Any:
    lines: dict[str, list[Any]] = {}
    for one in moment.body["inputs"]["tied"]:
        each = [(line["series"], line["came"], line["late"], line["signal"]) for line in one["series"]]
        lines.setdefault(one["input"], []).append((one["indicator"], one["reason"], each))
    return lines, [live.missing for live in inputs_as_they_stood(opened(moment.pack))]


def danger_on_screen(moment: Moment) -> Any:
    """Objectives on the agenda, those of which a chance is told apart."""
    rows = AgendaItem.objects.filter(review=moment.review, record__kind="objective").select_related("record")
    return sorted((row.record.code, row.plain == "its target looks out of reach") for row in rows)


def danger_on_paper(moment: Moment) -> Any:
    return sorted((one["code"], one["tone"] == "needs") for one in moment.page["leader"]["danger"])


Told = Callable[[Moment], Any]


@pytest.mark.parametrize(
    ("screen", "paper"),
    [
        (sets_on_screen, sets_on_paper),
        (weeks_on_screen, weeks_on_paper),
        (inputs_on_screen, inputs_on_paper),
        (verdicts_on_screen, verdicts_on_paper),
        (tallies_on_screen, tallies_on_paper),
        (aims_on_screen, aims_on_paper),
        (dangers_on_screen, dangers_on_paper),
        (chains_on_screen, chains_on_paper),
        (danger_on_screen, danger_on_paper),
        (gaps_on_screen, gaps_on_paper),
        (tied_on_screen, tied_on_paper),
    ],
)
def test_a_pack_says_what_pages_say(moment: Moment, screen: Told, paper: Told) -> None:
    assert checked(moment.pack).equal
    with timezone.override(moment.cast.organisation.tz):
        assert paper(moment) == screen(moment)


def test_every_kind_of_gap_is_there_to_be_told(moment: Moment) -> None:
    kinds = {one["missing"] for one in moment.body["gaps"]}
    assert kinds == set(Missing) - {Missing.OBJECTIVE_OWNER, Missing.OBJECTIVE_ENDED, Missing.PROCESS_OWNER}


def test_sets_of_one_event_are_one_on_the_bridge_and_on_the_agenda(moment: Moment) -> None:
    judged = [row.judged for row in AgendaItem.objects.filter(review=moment.review) if row.judged]
    assert (moment.bridge.silence.shared, [len(one) for one in judged]) == (1, [6])


def test_weeks_that_may_be_luck_are_no_weeks_in_common(moment: Moment, monkeypatch: pytest.MonkeyPatch) -> None:
    def weeks() -> Any:
        return [one["week"] for one in json.loads(drawn_up(moment.review, THEN).body)["events"] if one["week"]]

    assert weeks()
    monkeypatch.setattr(luck, "OFTEN", 0.0)
    assert weeks() == []
