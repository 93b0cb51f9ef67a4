"""The right order of things, once: double clicks, replayed forms, steps out of turn, the same approval twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from pilothouse.improvement.models import Action, Verification
from pilothouse.organisation.models import Assignment
from pilothouse.organisation.roles import Role
from pilothouse.reviews.models import Decision
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW
from tests.stage import Stage
from tests.trust.posting import honest_answers
from tests.trust.world import client_of

pytestmark = pytest.mark.slow

SOON = (NOW + timedelta(days=20)).date().isoformat()
Post = Callable[[Client, Stage], HttpResponse]


def test_a_double_click_makes_one_decision(stage: Stage) -> None:
    client = client_of(stage.cast.leader)
    sent = {
        "title": "Twice", "reason": "Clicked twice", "owner": stage.cast.owner.pk, "due": SOON,
        "unit": stage.cast.east.pk, "direction": "up", "once": "one-and-the-same",
    }  # fmt: skip
    answers = [client.post("/reviews/decide/", sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert Decision.objects.filter(title="Twice").count() == 1
    assert verify().whole


def step(address: str, **data: object) -> Post:
    """Post this about the stage; `{issue}` in the address becomes the number of its issue."""

    def post(client: Client, stage: Stage) -> HttpResponse:
        names = ("issue", "reported", "action", "verification", "review", "decision", "signal", "objective", "process")
        codes = {name: getattr(stage, name).code for name in names}
        given = {**data, "once": f"fresh {address}"}
        people = {"owner": stage.cast.owner.pk}
        return client.post(address.format(**codes), {**people, **given})

    return post


# What comes too early, too late or from the wrong side, to people who hold every right for it.
OUT_OF_TURN = {
    "close an issue whose effect is unproved": step("/{issue}/close/", lesson="All well"),
    "close what was never accepted": step("/{reported}/close/", lesson="All well"),
    "reopen what is open": step("/{issue}/reopen/", reason="Again", due=SOON),
    "accept what is accepted": step("/{issue}/triage/", due=SOON, severity="slight", nature="idea"),
    "decline what is accepted": step("/{issue}/decline/", reason="No"),
    "do what is done": step("/{action}/complete/", outcome="Again", done_on="2026-03-02", points="8"),
    "cancel what is done": step("/{action}/cancel/", reason="No"),
    "promise the past": step("/{issue}/plan/", title="x", purpose="correction", due="2020-01-01"),
    "confirm an effect before its values are in": step("/{verification}/", verdict="better", reason="I feel so"),
    "explain what is answered": step("/{signal}/explain/", **{"explain-explanation": "Because"}),
    "judge before the day": step("/{decision}/judge/", note="Fine"),
    "close a meeting nobody attended": step("/{review}/close/", summary="All well"),
    "end an objective by a step it has not": step("/{objective}/end/", step="begin", reason="x"),
    "bring back what never left": step("/{process}/revive/"),
}


@pytest.mark.parametrize("what", OUT_OF_TURN)
def test_steps_out_of_turn_are_refused(stage: Stage, what: str) -> None:
    before = Entry.objects.count()
    status = OUT_OF_TURN[what](client_of(stage.cast.leader), stage).status_code
    assert status in {200, 302, 404, 409, 422}
    assert Entry.objects.count() == before


def test_the_same_verdict_twice(stage: Stage) -> None:
    """Two people confirm the same effect from the same page: one entry, and the second is told."""
    sent = {"verdict": "cannot_be_told", "reason": "No more values", "version": stage.verification.version}
    address = f"/{stage.verification.code}/"
    before = Entry.objects.filter(kind="improvement.verification").count()
    first = client_of(stage.cast.owner).post(address, {**sent, "once": "1"})
    second = client_of(stage.cast.leader).post(address, {**sent, "once": "2"})
    assert first.status_code == 302
    assert second.status_code in {409, 422}
    assert Verification.objects.get().state == "cannot_be_told"
    assert Entry.objects.filter(kind="improvement.verification").count() == before + 1


def test_an_old_form_changes_nothing_newer(stage: Stage) -> None:
    client, issue = client_of(stage.cast.owner), stage.issue
    issue.refresh_from_db()
    sent = {"containment": "First", "version": issue.version, "once": "1"}
    assert client.post(f"/{issue.code}/contain/", sent).status_code == 302
    late = client.post(f"/{issue.code}/contain/", {**sent, "containment": "Second", "once": "2"})
    issue.refresh_from_db()
    assert late.status_code == 409
    assert issue.containment == "First"


def test_the_last_leader_stays(stage: Stage) -> None:
    client, leader = client_of(stage.cast.leader), stage.cast.leader
    held = Assignment.objects.get(person=leader, role=Role.TOP_MANAGEMENT)
    person = f"/organisation/people/{leader.pk}/"
    for form in (f"{person}roles/{held.pk}/withdraw/", f"{person}left/", f"{person}access/withdraw/"):
        client.post(form, {"on": NOW.date().isoformat(), "version": leader.version})
    assert Assignment.objects.filter(pk=held.pk).exists()
    leader.refresh_from_db()
    assert leader.left_on is None
    assert leader.may_sign_in


def test_every_honest_form_can_be_sent_once(stage: Stage) -> None:
    """Each form carries a token that is good for one act; and what the tries above start from does work."""
    client, without, answers = client_of(stage.cast.leader), [], []
    for page, form, answer in honest_answers(client, stage):
        answers.append(answer)
        if "once" not in form.fields or not form.fields["once"].value:
            without.append(page)
    assert without == []
    assert sum(bool(answer.entries) for answer in answers) > len(answers) // 3
    assert [answer.fault for answer in answers if answer.status >= 500] == []
    assert Action.objects.count() == 1  # each was taken back
