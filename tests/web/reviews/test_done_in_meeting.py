"""What is done from the items of a meeting is looked at, read back at its end, and stands in its minutes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import AgendaItem, Decision, Deed
from pilothouse.reviews.operations import ask_for_resource, decide, look_at, note_deeds, planning, prepare_review
from pilothouse.reviews.rules import Agenda, Candidate, Section
from pilothouse.strategy.models import ContextIssue
from pilothouse.strategy.operations import end_context
from pilothouse.web.reviews.views import deciding
from tests.cast import Cast, act
from tests.reviews.story import TODAY, planned
from tests.web.reviews.stage import decision_form, prepared, tell, text_of
from tests.web.reviews.test_item_exits import Held, address, place
from tests.web.reviews.test_item_exits import held as held

SignIn = Callable[[Person], Client]
UNTIL = TODAY + timedelta(days=60)


def looked(item: AgendaItem) -> bool:
    return AgendaItem.objects.get(pk=item.pk).looked_at


def test_what_is_taken_over_is_looked_at_promised_and_minuted(cast: Cast, held: Held) -> None:
    items, signed = held
    leader, context = signed(cast.leader), items["context"]
    assert f'href="{place(context)}"' in text_of(leader, address(context, "climbed/take")), "Cancel leads back here"
    leader.post(address(context, "climbed/take"), {"until": UNTIL.isoformat(), "version": context.record.version})
    assert looked(context)
    end = text_of(leader, "/REV-0001/close/")
    assert f"- {context.record.title}, by 1 May 2026 ({context.record.code})" in end, "it is read back as a promise"
    for path in ("/REV-0001/minutes/", place(context)):
        assert f"{cast.leader} took it over, until 1 May 2026" in text_of(leader, path)

    taken_back = leader.post(f"/REV-0001/items/{context.pk}/take-back/", {})
    assert taken_back.status_code == 302
    assert not looked(context)
    assert "took it over" in text_of(leader, place(context)), "what was done stays done"


def test_what_is_taken_over_and_finished_in_the_meeting_is_not_owed(cast: Cast, held: Held) -> None:
    items, signed = held
    leader, context = signed(cast.leader), items["context"]
    leader.post(address(context, "climbed/take"), {"until": UNTIL.isoformat(), "version": context.record.version})
    ended = act(cast.leader, later=timedelta(days=49), why="The line was given up.")
    end_context(ended, ContextIssue.objects.get(pk=context.record_id), reason=ended.why)
    note_deeds(ended, context, done=ended.id)
    end = text_of(leader, "/REV-0001/close/")
    assert f"- {context.record.title}, by 1 May 2026" not in end, "nobody owes it any more"
    assert "took it over, until 1 May 2026" in end
    assert "The line was given up." in end, "what ended it is read back"


def test_what_is_answered_is_looked_at_once_the_meeting_has_begun(cast: Cast, held: Held) -> None:
    items, signed = held
    owner, signal, risk = signed(cast.owner), items["signal"], items["risk"]
    owner.post(address(risk, "decline"), {"reason": "Known."})
    assert not looked(risk), "days before, by somebody who only takes part: it is no part of the meeting yet"
    signed(cast.quality).post(f"/REV-0001/items/{items['context'].pk}/look/", {"minute": ""})
    owner.post(address(signal, "explain"), {"explain-explanation": "The ramp was rebuilt."})
    assert looked(signal)
    assert f"{cast.owner} explained it: The ramp was rebuilt." in text_of(owner, "/REV-0001/minutes/")
    assert [deed.name for deed in Deed.objects.all()] == ["signal.explained"]


def test_a_request_deferred_and_a_decision_at_an_item(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask_for_resource(
        act(cast.owner), unit=cast.east, owner=cast.owner, title="A second tug", why="Late tows.", amount=40_000,
        due=TODAY + timedelta(days=9),
    )  # fmt: skip
    tell(cast)
    found = Agenda([Candidate(asked.pk, Section.RESOURCES, 1.0, "asked for")])
    monkeypatch.setattr(planning, "agenda_for", lambda *_given: found)
    review = planned(cast, cast.owner)
    item, leader = prepare_review(act(cast.quality), review)[0], signed_in(cast.leader)
    given = {"answer": "defer", "reason": "No money before autumn.", "until": UNTIL.isoformat()}
    leader.post(address(item, "answer"), given | {"version": asked.version})
    assert looked(item)
    said = f"{cast.leader} answered it: deferred, until 1 May 2026: No money before autumn."
    for path in ("/REV-0001/close/", "/REV-0001/minutes/"):
        assert said in text_of(leader, path)
    assert "REQ-0001" in text_of(leader, "/REV-0001/close/")


def test_a_decision_at_an_item_is_a_look_at_it(cast: Cast, signed_in: SignIn) -> None:
    _review, (item, _other) = prepared(cast)
    tell(cast)
    leader = signed_in(cast.leader)
    leader.post(f"/REV-0001/decide/?item={item.pk}", decision_form(cast))
    made = Decision.objects.get()
    assert looked(item)
    assert f"{cast.leader} decided" in text_of(leader, f"/REV-0001/?item={item.pk}")
    end = text_of(leader, "/REV-0001/close/")
    assert end.count(f"({made.code})") == 1, "it is read back once"


def test_who_decides_while_another_minutes_the_item_sees_no_conflict(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    _review, (item, _other) = prepared(cast)
    tell(cast)

    def meanwhile(*given: Any, **values: Any) -> Decision:
        made = decide(*given, **values)
        look_at(act(cast.quality), AgendaItem.objects.get(pk=item.pk), minute="Two crews.")
        return made

    monkeypatch.setattr(deciding, "decide", meanwhile)
    answer = signed_in(cast.leader).post(f"/REV-0001/decide/?item={item.pk}", decision_form(cast))
    assert answer.status_code == 302
    assert [deed.record_id for deed in Deed.objects.all()] == [Decision.objects.get().pk]
    assert AgendaItem.objects.get(pk=item.pk).minute == "Two crews.", "nothing of the other's is overwritten"


def test_nobody_from_outside_looks_for_the_meeting(cast: Cast, held: Held) -> None:
    items, signed = held
    tell_story(act(cast.leader), cast.organisation, day=TODAY + timedelta(days=49), note="A test.")
    context = items["context"]
    given = {"finding": "hold", "note": "Seen.", "version": context.record.version}
    assert signed(cast.member).post(address(context, "check"), given).status_code == 302
    assert not looked(context)
    assert not Deed.objects.exists()
