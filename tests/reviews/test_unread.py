"""An input that nobody brings or looks at asks its owner, then who leads their unit; and is named on the bridge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pilothouse.bridge.helm import helm
from pilothouse.bridge.my_work import input_lines
from pilothouse.bridge.waiting import reach_of
from pilothouse.improvement.operations import report_problem
from pilothouse.mail.digest import letter_to
from pilothouse.organisation.models import Person
from pilothouse.records.climbing import contract, usual_limits
from pilothouse.reviews.models import InputWait
from pilothouse.reviews.operations import (
    close_review,
    look_at_input,
    name_input_owner,
    state_input,
)
from pilothouse.reviews.queries import UnreadInput, unread_inputs
from pilothouse.reviews.queries.inputs.unread import unread
from pilothouse.reviews.unread import look_for_unread
from pilothouse.web.bridge.sentences import silences
from tests.cast import EVENING, NOW, Cast, act
from tests.house.test_queries import signed_in
from tests.reviews.story import TODAY, all_present, planned


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def asked(person: Person, days: int) -> dict[str, bool]:
    """What of the inputs asks this person so many days later, and whether it climbed to them."""
    lines = input_lines(Person.objects.get(pk=person.pk), unread_inputs(day(days)), contract(), day(days))
    return {line.record.input.key: line.to_me for line in lines if isinstance(line.record, UnreadInput)}


@pytest.mark.parametrize(
    ("empty", "comes", "look", "days", "why"),
    [
        (True, 0, 183, 0, None),
        (True, 0, 183, 1, "empty"),
        (False, 31, 183, 31, None),
        (False, 31, 183, 32, "stale"),
        (False, 200, 183, 184, "unlooked"),
        (False, 31, 20, 40, "stale"),
        (True, None, None, 999, None),
    ],
)  # fmt: skip
def test_why_an_input_waits(empty: bool, comes: int | None, look: int | None, days: int, why: str | None) -> None:
    comes_by, look_by = (None if after is None else day(after) for after in (comes, look))
    row = InputWait(input="audits", empty=empty, comes_by=comes_by, look_by=look_by)
    found = unread(row, day(days))
    assert (found.state if found else None) == why


def test_who_answers_for_it_is_asked_then_who_leads_their_unit(cast: Cast) -> None:
    look_for_unread(NOW)
    assert unread_inputs(day(900)) == [], "leadership has never met"
    name_input_owner(act(cast.leader), "providers", owner=cast.owner)
    name_input_owner(act(cast.leader), "audits", owner=cast.owner)
    report_problem(act(cast.member), unit=cast.east, title="Belt stops", nature="incident", severity="slight")
    review = planned(cast)
    look_at_input(act(cast.quality), review, input="customers")
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="Customers alone.")
    assert look_for_unread(NOW + timedelta(hours=1))

    assert asked(cast.owner, 1) == {"providers": False, "audits": False}
    assert asked(cast.leader, 1).get("providers") is None
    assert asked(cast.member, 400) == {}
    assert "nonconformities" not in asked(cast.quality, 92), "there is one, and it is fresh"
    # East is led by its owner alone, who is passed over; top management is asked, and what is its own climbs to nobody.
    assert asked(cast.leader, 15)["providers"]
    assert "providers" not in asked(cast.quality, 15), "nothing climbs sideways"
    assert {key for key, to_me in asked(cast.leader, 400).items() if not to_me} == {
        "context", "parties", "objectives", "resources"
    }  # fmt: skip
    assert True not in asked(cast.quality, 400).values(), "nothing climbs down"
    held, waits = contract(), {one.input.key: one for one in unread_inputs(day(400))}
    climb = waits["context"].climb(held, day(400))
    assert (climb.level, climb.names, climb.next_on) == (0, "", None)
    nobody = replace(waits["context"], owner=None).climb(held, day(1))
    assert (nobody.level, nobody.names) == (1, "Managing director")
    letter = letter_to(Person.objects.get(pk=cast.owner.pk), day(1), set(), "https://pilot.example.org")
    assert letter
    assert "External providers, an input of the review (9.3.2 c 7)\n  no data" in letter.text
    assert "https://pilot.example.org/reviews/inputs/providers/" in letter.text

    told = helm(Person.objects.get(pk=cast.leader.pk), NOW + timedelta(days=15))
    said = next(words for _count, words, url in silences(told) if url == "/reviews/inputs/")
    assert said.startswith(
        "inputs of the review wait (12 without data): What was decided before (no data, Quality manager); Context ("
    )
    assert said.endswith(" …")
    assert helm(cast.owner, NOW + timedelta(days=15)).silence.inputs == []
    reached = {one.wait.name: (one.overdue, one.climbed) for one in reach_of(cast.leader, usual_limits(), day(15))}
    assert reached["input"][0] == reached["input"][1] > 5
    page = signed_in(cast.leader).get("/organisation/escalation/").content.decode()
    assert "Inputs of reviews that nobody brings or looks at" in page

    state_input(act(cast.owner, later=EVENING), "providers", unit=cast.east, text="Two carriers are late.")
    assert asked(cast.owner, 15) == {"audits": False}, "at once, without the worker"
    assert asked(cast.owner, 184 + 1) == {"audits": False, "providers": False}
    name_input_owner(act(cast.leader, later=EVENING), "audits", owner=cast.member)
    assert asked(cast.member, 15) == {"audits": False}
    kept = {row.input: row.look_by for row in InputWait.objects.all()}
    assert kept["customers"] == kept["providers"] == day(183), "looked at, or never since the first meeting"
    assert kept["audits"] == day(366)
    InputWait.objects.update(owner=None)
    reached = {one.wait.name: (one.overdue, one.climbed) for one in reach_of(cast.leader, usual_limits(), day(1))}
    assert reached["input"][0] == reached["input"][1] > 0, "at once, where nobody answers for it"
