"""The page of focus: who has how much open at once, against the stated limit."""

from collections.abc import Callable

from django.test import Client

from pilothouse.bridge.graph.focus import Bearer, Load, focus
from pilothouse.improvement.operations import plan_action
from pilothouse.organisation.models import Organisation, Person
from pilothouse.reviews.operations import carry_out_decision, decide
from tests.bridge.test_graph import DUE, opened
from tests.cast import Cast, act
from tests.stage import Stage
from tests.web.strategy.test_alignment import text_of

SignIn = Callable[[Person], Client]
PAGE = "/direction/focus/"


def test_loads_add_up_and_exceed_only_a_stated_limit() -> None:
    load = Load(objectives=1, issues=2) + Load(initiatives=3, actions=3, decisions=1)
    assert (load.together, load.above(None), load.above(10), load.above(7)) == (10, 0, 0, 3)


def test_who_is_above_what_leadership_stated(stage: Stage, signed_in: SignIn) -> None:
    cast = stage.cast
    issue = opened(stage, "Lift stands still")
    for origin, purpose in ((issue, "correction"), (stage.objective, "initiative")):
        plan_action(act(cast.leader), origin=origin, title="Mend", owner=cast.member, due=DUE, purpose=purpose)
    zoe = Bearer(cast.member.pk, cast.member.name, Load(0, 1, 1, 1))
    assert focus(cast.leader).owners[0] == zoe
    assert focus(cast.west_owner).together == 1  # the objective, which is for everybody
    words = {"unit": cast.east, "choice": "Two lifts", "reason": "One breaks", "due": DUE, "title": "Buy a lift"}
    made = decide(act(cast.leader), about=stage.process, owner=cast.west_owner, actions=[], **words)
    (bearer,) = [one for one in focus(cast.leader).owners if one.key == cast.west_owner.pk]
    assert (bearer.load.decisions, bearer.load.together) == (1, 1)
    carry_out_decision(act(cast.west_owner), made)
    assert cast.west_owner.pk not in {one.key for one in focus(cast.leader).owners}
    client = signed_in(cast.leader)
    assert "No limit is stated." in text_of(client, PAGE)
    version = Organisation.objects.get().version
    wrong = client.post(PAGE, {"owner": 0, "unit": 9, "why": "Finish first", "version": version})
    assert (wrong.status_code, "Finish first" in wrong.content.decode()) == (422, True)
    stated = client.post(PAGE, {"owner": 2, "unit": 9, "why": "Finish first", "version": version})
    assert stated.headers["Location"] == PAGE
    page = text_of(client, PAGE)
    assert "above the stated limit: 1 owner, 0 units." in page
    assert "1 above 2" in page
    assert f"/records/?state=live&amp;owner={cast.member.pk}" in page
    assert "<q>Finish first</q>" in page
    assert signed_in(cast.quality).post(PAGE, {"owner": 3}).status_code == 404
    assert "State a limit" not in text_of(signed_in(cast.member), PAGE)
    table = b"".join(client.get(PAGE + "?format=csv")).decode("utf-8-sig")
    assert f"owner,{cast.member.name},0,1,1,0,1,3,2" in table


def test_where_nothing_is_open(cast: Cast, signed_in: SignIn) -> None:
    assert "Nothing is open" in text_of(signed_in(cast.leader), PAGE)
