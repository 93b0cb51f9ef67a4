"""What the meeting does about the records of its items themselves, and comes back from; what warned is told there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.records.models import Record
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import planning, prepare_review
from pilothouse.reviews.rules import Agenda, Candidate, Section
from pilothouse.strategy.operations import name_context_issue
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of
from tests.reviews.story import TODAY, planned
from tests.risks.story import tripped
from tests.web.reviews.stage import text_of

SignIn = Callable[[Person], Client]
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


def test_a_warning_tells_its_value_and_its_line_to_who_sees_the_series(cast: Cast, held: Held) -> None:
    items, signed = held
    page = text_of(signed(cast.owner), place(items["risk"]))
    assert "55.0\u00a0%" in page
    assert "the sign: below 60" in page
