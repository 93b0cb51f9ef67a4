"""Saying what stands with an input; and what all inputs tell of the records."""

from datetime import timedelta
from typing import Any

import pytest

from pilothouse.improvement.operations import cancel_action, name_recurrence, plan_action, report_problem
from pilothouse.measures.queries import Coverage
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.operations import answer_request, name_input_owner, state_input
from pilothouse.reviews.queries import LiveInput, live_inputs
from pilothouse.reviews.queries.inputs.facts import Facts, Tally
from pilothouse.reviews.queries.inputs.told import told_by_records
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.reviews.story import asked
from tests.risks.story import risk
from tests.stage import Stage

TODAY = NOW.date()


def live(person: Person, key: str, unit: Unit | None = None, days: int = 0) -> LiveInput:
    found = live_inputs(person, TODAY + timedelta(days=days), TODAY - timedelta(days=91), unit)
    return next(one for one in found if one.input.key == key)


def test_no_data_is_a_finding_that_a_person_mends_today(cast: Cast) -> None:
    before = live(cast.leader, "providers")
    assert before.no_data
    assert before.missing == ["no data: Quality manager brings it"]
    name_input_owner(act(cast.leader), "providers", owner=cast.owner)
    said = state_input(act(cast.owner), "providers", unit=cast.east, text=" Two carriers are late with their slots. ")
    after = live(cast.leader, "providers")
    assert (after.no_data, after.stale, after.latest, after.missing) == (False, False, TODAY, [])
    assert after.sentences == ["Two carriers are late with their slots."]
    assert live(cast.leader, "providers", days=184).stale
    with pytest.raises(NotAllowed):  # who answers for it does not see Airport West
        state_input(act(cast.owner), "providers", unit=cast.west, text="Fine there.")
    assert Entry.objects.filter(name="input.stated", key=said.pk).count() == 1
    assert verify().whole


def test_a_statement_is_read_by_who_sees_its_unit(cast: Cast) -> None:
    state_input(act(cast.quality), "providers", unit=cast.east, text="East only.")
    elsewhere = live(cast.west_owner, "providers")
    assert (elsewhere.latest, elsewhere.no_data) == (None, False), "they see none, and do not know of any"
    assert live(cast.leader, "providers", cast.west).no_data
    assert live(cast.leader, "providers", cast.east).sentences == ["East only."]


def test_refused_without_words_of_an_unknown_input_and_from_others(cast: Cast) -> None:
    for key, text in (("providers", " "), ("weather", "Rain.")):
        with pytest.raises(Refused):
            state_input(act(cast.quality), key, unit=cast.east, text=text)
    for who in (cast.owner, cast.member, cast.auditor, cast.reader, cast.west_owner):
        with pytest.raises(NotAllowed):
            state_input(act(who), "providers", unit=cast.east, text="Mine.")


def test_every_input_tells_what_the_records_say(stage: Stage) -> None:
    told = {one.input.key: one for one in live_inputs(stage.cast.leader, TODAY, TODAY - timedelta(days=91))}
    silent = {key for key, one in told.items() if one.no_data}
    assert silent == {"customers", "audits", "providers", "risks", "improvement"}
    assert told["objectives"].content.sentences == ["1 objective.", "1 in danger: 1 looks out of reach."]
    assert (told["context"].have, told["context"].wanted) == (2, 3), "an issue, an assumption, climate"
    assert told["context"].missing == ["whether climate change is relevant: nobody has answered it"]
    assert told["monitoring"].sentences == ["2 of 2 series have the value that is due by now."]
    assert told["resources"].sentences == ["Asked for: 1 waits for an answer."]
    assert told["earlier"].have == told["earlier"].wanted > 0
    west = {one.input.key: one for one in live_inputs(stage.cast.west_owner, TODAY, TODAY - timedelta(days=91))}
    assert west["nonconformities"].latest is None
    assert west["monitoring"].content.wanted == 1


def counted(of: str, state: str, **more: Any) -> Tally:
    given = {"ended": False, "count": 1, "late": 0, "ownerless": 0, "new": 0, "changed": 1, "latest": None}
    return Tally(of, state, **(given | more))


def told(key: str, *tallies: Tally) -> str:
    return " ".join(told_by_records(key, Facts(tallies, Coverage(0, 0, 0, 0), TODAY)).sentences)


def test_incidents_are_closed_and_decisions_end_as_the_others_do() -> None:
    issues = (counted(nature, "closed", ended=True) for nature in ("nonconformity", "incident"))
    assert (
        told("nonconformities", *issues) == "Since 2 Mar 2026: 2 closed. No effect of a corrective action was verified."
    )
    ended = (counted("action", "ended", ended=True), counted("decision", "better", ended=True))
    assert told("earlier", *ended) == "Decisions and actions since 2 Mar 2026: 2 ended."


def test_neither_complaints_that_come_back_nor_treatments_given_up_are_counted(cast: Cast) -> None:
    first, again, late = (
        report_problem(act(cast.member), unit=cast.east, title=title, severity="grave", nature=nature)
        for title, nature in (("Spill", "nonconformity"), ("Again", "incident"), ("Late bags", "complaint"))
    )
    for issue in (again, late):
        name_recurrence(act(cast.quality), issue, earlier=first)
    assert "1 had happened before" in live(cast.leader, "nonconformities").sentences[0]
    origin, words = risk(cast), {"owner": cast.owner, "due": TODAY + timedelta(days=30), "purpose": "treatment"}
    _kept, dropped = (plan_action(act(cast.owner), origin=origin, title=title, **words) for title in ("Buy", "Rent"))
    cancel_action(act(cast.owner), dropped, reason="Too dear")
    assert "1 treatment planned or done" in live(cast.leader, "risks").sentences[0]


def test_what_is_put_off_waits_for_no_answer_until_its_day_has_passed(cast: Cast) -> None:
    until = TODAY + timedelta(days=60)
    answer_request(act(cast.leader), asked(cast), answer="defer", reason="After the season", until=until)
    asked(cast, title="Another pusher")
    said = [live(cast.leader, "resources", days=days) for days in (0, 61)]
    assert [one.sentences for one in said] == [
        ["Asked for: 1 waits for an answer, 1 deferred."],
        ["Asked for: 2 wait for an answer."],
    ]
    assert [(one.have, one.wanted) for one in said] == [(2, 3), (2, 3)]
