"""What the meeting does about the records of its items themselves, and comes back from; what warned is told there."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Series, Signal, Target
from pilothouse.measures.operations import set_target
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem, Decision
from pilothouse.reviews.operations import planning, prepare_review
from pilothouse.reviews.rules import Agenda, Candidate, Section
from pilothouse.strategy.operations import name_context_issue, set_objective
from tests.bridge.stage import STEADY as STEADY_WEEKS
from tests.bridge.stage import indicator, line
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of
from tests.reviews.story import TODAY, planned
from tests.risks.story import tripped
from tests.web.reviews.stage import text_of

SignIn = Callable[[Person], Client]
YEAR_END = date(2026, 12, 31)
LATER, VERDICT = ((TODAY + timedelta(days=days)).isoformat() for days in (20, 60))
Held = tuple[dict[str, AgendaItem], Callable[[Person], Client]]


@pytest.fixture
def held(cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Held:
    """A meeting, seven weeks on, with a signal, a risk that warned and a context issue past its check."""
    record(cast.quality, series_of(cast), [*STEADY, 40.0, 41.0, 40.0])
    context = name_context_issue(
        act(cast.leader), unit=cast.office, owner=cast.member, title="A new rail line", side="outside", every=30,
        text="Carries 8 000 people a day from 2027 on.",
    )  # fmt: skip
    records: list[Record] = [Signal.objects.get(), tripped(cast), context]
    tell_story(act(cast.leader), cast.organisation, day=TODAY + timedelta(days=49), note="A test.")
    found = Agenda([Candidate(one.pk, Section.SILENT, 1.0, "waits") for one in records])
    monkeypatch.setattr(planning, "agenda_for", lambda *_given: found)
    review = planned(cast, cast.quality, cast.owner, cast.west_owner)
    prepare_review(act(cast.quality), review)
    return {item.record.kind: item for item in AgendaItem.objects.select_related("record")}, signed_in


def place(item: AgendaItem) -> str:
    return f"/REV-0001/?item={item.pk}"


def address(item: AgendaItem, verb: str) -> str:
    return f"/{item.record.code}/{verb}/?review=REV-0001&item={item.pk}"


def offered(client: Client, item: AgendaItem) -> list[str]:
    page = text_of(client, place(item)).replace("&amp;", "&")
    verbs = ("explain", "issue", "plan", "accept", "decline", "check", "climbed/take", "climbed/leave")
    return [verb for verb in verbs if f'href="{address(item, verb)}"' in page]


def test_each_is_offered_what_they_may(cast: Cast, held: Held) -> None:
    items, signed = held
    leader, owner, west = (signed(who) for who in (cast.leader, cast.owner, cast.west_owner))
    assert offered(owner, items["signal"]) == ["explain", "issue"]
    assert offered(leader, items["signal"]) == ["explain", "issue", "climbed/take", "climbed/leave"]
    assert offered(owner, items["risk"]) == ["plan", "accept", "decline"]
    assert offered(leader, items["risk"])[-2:] == ["climbed/take", "climbed/leave"]
    assert offered(leader, items["context"]) == ["check", "climbed/take", "climbed/leave"]
    assert offered(owner, items["context"]) == []
    assert "Carries 8 000 people a day" in text_of(owner, place(items["context"]))
    reader = signed(cast.auditor)
    for item in items.values():
        assert item.record.title in text_of(reader, place(item))
        assert offered(reader, item) == [], "who reads all and may do nothing about it"
    assert items["risk"].record.title not in text_of(west, "/REV-0001/")


def test_one_comes_back_to_the_item(cast: Cast, held: Held) -> None:
    items, signed = held
    client, signal, risk = signed(cast.owner), items["signal"], items["risk"]
    form = address(signal, "explain")
    assert f'action="{form}"' in text_of(client, form).replace("&amp;", "&")
    assert client.post(form, {"explain-explanation": " "}).status_code == 422
    done = client.post(form, {"explain-explanation": "The ramp was rebuilt."})
    assert done.headers["Location"] == place(signal)
    assert Signal.objects.get().explanation == "The ramp was rebuilt."
    assert offered(client, signal) == [], "it is answered"

    page = text_of(client, address(risk, "decline"))
    assert f'href="{place(risk)}"' in page, "the way back without a word"
    assert client.post(address(risk, "decline"), {"reason": "Known."}).headers["Location"] == place(risk)
    assert offered(client, risk) == []

    leader, context = signed(cast.leader), items["context"]
    until = (TODAY + timedelta(days=60)).isoformat()
    given = {"until": until, "version": context.record.version}
    taken = leader.post(address(context, "climbed/take"), given)
    assert taken.headers["Location"] == place(context)
    assert Record.objects.get(pk=context.record_id).owner_id == cast.leader.pk
    # Whoever names no meeting, or makes one up, goes where they always went.
    for query in ("", "?review=REV-0001", "?review=//example.org&item=1", "?review=REV-0001&item=1/../"):
        version = Record.objects.get(pk=context.record_id).version
        given = {"finding": "hold", "note": "Seen.", "version": version}
        checked = leader.post(f"/{context.record.code}/check/{query}", given)
        assert checked.headers["Location"] == f"/{context.record.code}/", query


def test_what_was_raised_comes_back_too(cast: Cast, held: Held) -> None:
    items, signed = held
    client = signed(cast.owner)
    soon = (TODAY + timedelta(days=70)).isoformat()
    raised = {"issue-title": "The ramp", "issue-severity": "grave", "issue-owner": cast.owner.pk, "issue-due": soon}
    assert client.post(address(items["signal"], "issue"), raised).headers["Location"] == place(items["signal"])
    assert Issue.objects.get().origin_id == items["signal"].record_id
    planned_by = {"title": "Weld it", "owner": cast.owner.pk, "due": soon, "purpose": "treatment"}
    assert client.post(address(items["risk"], "plan"), planned_by).headers["Location"] == place(items["risk"])
    assert Action.objects.get().origin_id == items["risk"].record_id


ASKS = "Asks for a decision: a target of it is out of reach without a change"


@pytest.fixture
def asking(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> AgendaItem:
    """A meeting of the central office with one item: an objective whose target no value to be expected meets."""
    aim = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=YEAR_END)
    steady = line(cast, indicator(cast), cast.east, STEADY_WEEKS)
    set_target(act(cast.leader), steady, value=95.0, by=YEAR_END, objective=aim)
    tell_story(act(cast.leader), cast.organisation, day=TODAY, note="A test.")
    found = Agenda([Candidate(aim.pk, Section.OBJECTIVES, 1.0, "seldom", plain="it looks out of reach")])
    monkeypatch.setattr(planning, "agenda_for", lambda *_given: found)
    review = planned(cast, cast.quality, cast.owner, cast.west_owner)
    prepare_review(act(cast.quality), review)
    return AgendaItem.objects.select_related("record").get()


def test_a_target_out_of_reach_asks_at_its_item_and_a_decision_there_is_of_the_meeting(
    cast: Cast, asking: AgendaItem, signed_in: SignIn
) -> None:
    leader = signed_in(cast.leader)
    form = address(asking, "unmet")
    page = text_of(leader, place(asking)).replace("&amp;", "&")
    assert ASKS in page
    assert f'href="{form}"' in page
    theirs = text_of(signed_in(cast.west_owner), place(asking)).replace("&amp;", "&")
    assert ASKS not in theirs, "whoever does not see the series is told nothing of it"
    answers = text_of(leader, form).replace("&amp;", "&")
    decide = f"/REV-0001/decide/?item={asking.pk}"
    for href in (decide, address(asking, "initiative"), place(asking)):
        assert f'href="{href}"' in answers
    series = Series.objects.get()
    given = {
        "title": "A second crew", "reason": "It is worth it", "owner": cast.owner.pk, "due": LATER,
        "unit": cast.office.pk, "series": series.pk, "direction": "up", "size": 10, "by": VERDICT, "confidence": 60,
    }  # fmt: skip
    assert leader.post(decide, given).headers["Location"] == place(asking)
    made = Decision.objects.get()
    assert (made.origin_id, made.review_id, made.series_id) == (asking.record_id, asking.review_id, series.pk)
    assert ASKS not in text_of(leader, place(asking))


@pytest.mark.parametrize("verb", ["unmet", "initiative"])
def test_what_is_borne_or_planned_there_comes_back(
    cast: Cast, asking: AgendaItem, signed_in: SignIn, verb: str
) -> None:
    leader = signed_in(cast.leader)
    borne = {"target": Target.objects.get().pk, "reason": "The runway is closed", "until": LATER}
    begun = {"title": "A second crew", "owner": cast.owner.pk, "due": LATER}
    done = leader.post(address(asking, verb), borne if verb == "unmet" else begun)
    assert done.headers["Location"] == place(asking)
    assert ASKS not in text_of(leader, place(asking))


def test_a_warning_tells_its_value_and_its_line_to_who_sees_the_series(cast: Cast, held: Held) -> None:
    items, signed = held
    page = text_of(signed(cast.owner), place(items["risk"]))
    assert "55.0\u00a0%" in page
    assert "the sign: below 60" in page
