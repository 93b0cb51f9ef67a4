"""The page of alignment: one number, every gap with what mends it; and the form that says what is served."""

from collections.abc import Callable

from django.test import Client

from pilothouse.improvement.models import Issue
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link
from pilothouse.strategy.operations import set_objective
from tests.bridge.test_graph import DUE, opened
from tests.cast import act
from tests.stage import Stage

SignIn = Callable[[Person], Client]
PAGE = "/direction/alignment/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_number_the_gaps_and_what_mends_them(stage: Stage, signed_in: SignIn) -> None:
    cast = stage.cast
    client = signed_in(cast.leader)
    assert "None: every objective can be followed down" in text_of(client, PAGE)
    goal = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Calm <b>", due=DUE)
    issue = opened(stage, "Lift stands still")
    page = text_of(client, PAGE)
    assert '<b class="figure">1 of 2</b> objectives have an unbroken chain to fresh values (50 %)' in page
    assert '<b class="figure">1 of 2</b> is worked on now (50 %)' in page
    assert "Calm &lt;b&gt;" in page
    assert f"/{goal.code}/measure/" in page
    assert f"/{issue.code}/serve/" in page
    assert "cannot be told: fewer than two have a target" in page
    # Who may not mend it is not offered the form; who does not see the work is not told of it.
    assert f"/{goal.code}/measure/" not in text_of(signed_in(cast.member), PAGE)
    assert issue.title not in text_of(signed_in(cast.west_owner), PAGE)
    for query, told in (
        ("?kind=work", issue.title), ("?unit=EAST", issue.title), ("?owner=me", goal.code),
        ("?kind=nonsense", goal.code),
    ):  # fmt: skip
        assert told in text_of(client, PAGE + query), query
    assert goal.code not in text_of(client, PAGE + "?kind=work")
    assert "Nothing matches" in text_of(client, PAGE + "?kind=process_owner")
    table = b"".join(client.get(PAGE + "?format=csv&kind=work")).decode("utf-8-sig")
    assert f"Work that serves no objective,{issue.code},Lift stands still" in table
    assert client.get(PAGE + "?format=xlsx").status_code == 200


def test_somebody_says_what_it_serves(stage: Stage, signed_in: SignIn) -> None:
    cast, issue = stage.cast, opened(stage, "Lift stands still")
    client, path = signed_in(cast.member), f"/{issue.code}/serve/"
    assert "Depart on time" in text_of(client, path)
    assert client.post(path, {"objective": "", "reason": "kept"}).status_code == 422
    answer = client.post(path, {"objective": stage.objective.pk, "reason": "Lifts hold up boarding"})
    assert answer.headers["Location"] == f"/{issue.code}/"
    assert Link.objects.get(record=issue.pk).other_id == stage.objective.pk
    assert Issue.objects.get(pk=issue.pk).version == issue.version
    assert issue.title not in text_of(client, PAGE)
    assert client.get(f"/{stage.objective.code}/serve/").status_code == 404
    assert signed_in(cast.west_owner).get(path).status_code == 404


def test_every_record_says_why(stage: Stage, signed_in: SignIn) -> None:
    client, issue = signed_in(stage.cast.member), opened(stage, "Lift stands still")
    way = '>Depart on time</a> <span class="quiet">›</span>'
    for row, words in (
        (stage.issue, "Serves"), (stage.action, "Serves"), (stage.decision, "Serves"), (stage.process, "Serves"),
        (stage.signal, "Bears on"), (stage.indicator, "Bears on"), (stage.request, "Serves"),
        (stage.assumption, "Bears on"),
    ):  # fmt: skip
        page = text_of(signed_in(stage.cast.leader), f"/{row.code}/")
        assert "Why?" in page, row.code
        assert f'{words} <a href="/{stage.objective.code}/">Depart on time</a>' in page, row.code
    assert way in text_of(client, f"/{stage.action.code}/")
    page = text_of(client, f"/{issue.code}/")
    assert "It serves no objective." in page
    assert f"/{issue.code}/serve/" in page
    assert f"/{issue.code}/serve/" not in text_of(signed_in(stage.cast.reader), f"/{issue.code}/")
    for row in (stage.theme, stage.policy, stage.review):
        page = text_of(client, f"/{row.code}/")
        assert "Why?" in page, row.code
        assert f"/{row.code}/serve/" not in page
    assert "Why?" not in text_of(client, f"/{stage.objective.code}/")
