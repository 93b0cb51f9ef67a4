"""Picked rows: shown first, then done as a whole; what is not for somebody is not there."""

import re
from html import unescape
from typing import Any

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.organisation.operations import add_person, add_unit, assign_role
from pilothouse.organisation.roles import Role
from pilothouse.records.models import Record
from pilothouse.records.operations import hand_over
from pilothouse.strategy.operations import end_objective
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.web.records.stage import SignedIn, objective, problem

HAND_OVER, MOVE, TRIAGE, DECLINE = (
    "/records/hand-over/", "/records/move-date/", "/improvement/issues/triage/", "/improvement/issues/decline/",
)  # fmt: skip
EVERY = (HAND_OVER, MOVE, TRIAGE, DECLINE)


def picks(*records: Record) -> list[str]:
    return [f"{record.code}:{record.version}" for record in records]


def test_rows_have_boxes_for_those_who_could_do_something(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.member, cast.east, 'Belt "A" <stops>')
    page = signed_in(cast.quality).get("/improvement/issues/").content.decode()
    assert f'<input type="checkbox" name="pick" value="{issue.code}" form="bulk"' in page
    assert 'aria-label="Pick Belt &quot;A&quot; &lt;stops&gt;"' in page
    assert all(f'formaction="{address}"' in page for address in EVERY)
    assert 'name="pick"' not in signed_in(cast.reader).get("/improvement/issues/").content.decode()


def test_owners_may_pick_but_not_triage(cast: Cast, signed_in: SignedIn) -> None:
    hand_over(act(cast.leader), problem(cast.member, cast.east), owner=cast.member)
    page = signed_in(cast.member).get("/improvement/issues/").content.decode()
    assert f'formaction="{HAND_OVER}"' in page
    assert f'formaction="{TRIAGE}"' not in page


def test_the_preview_tells_what_will_change_and_what_cannot(cast: Cast, signed_in: SignedIn) -> None:
    ready, ended = objective(cast, "Still open"), objective(cast, "Reached long ago")
    end_objective(act(cast.leader), ended, step="reach", reason="Done.")
    before = Entry.objects.count()
    answer = signed_in(cast.leader).get(
        HAND_OVER, {"pick": [ready.code, ended.code, "OBJ-9999"], "back": "/records/?q=a"}
    )
    page = answer.content.decode()
    assert "Hand over: 1 record" in page
    assert f"{ended.code} has ended; it changes no more." in page
    assert "1 picked row is not there (any more)." in page
    assert f'value="{ready.code}:{ready.version}"' in page
    assert f'value="{ended.code}:' not in page
    assert Entry.objects.count() == before


def test_it_is_done_and_leads_back(cast: Cast, signed_in: SignedIn) -> None:
    aims = [objective(cast, "One"), objective(cast, "Two")]
    sent = {"pick": picks(*aims), "owner": cast.quality.pk, "back": "/records/?owner=me", "once": "a"}
    client = signed_in(cast.leader)
    assert client.post(HAND_OVER, sent)["Location"] == "/records/?owner=me"
    assert {record.owner for record in Record.objects.all()} == {cast.quality}
    assert Entry.objects.filter(name="record.handed_over").values("act").distinct().count() == 1
    assert client.post(HAND_OVER, sent).status_code == 302  # twice the same form: counts once
    assert Entry.objects.filter(name="record.handed_over").count() == 2


def test_dates_move_with_a_reason(cast: Cast, signed_in: SignedIn) -> None:
    aims, client = [objective(cast, "One"), objective(cast, "Two")], signed_in(cast.leader)
    refused = client.post(MOVE, {"pick": picks(*aims), "due": "2027-05-01"})
    assert refused.status_code == 422
    assert 'value="2027-05-01"' in refused.content.decode()
    client.post(MOVE, {"pick": picks(*aims), "due": "2027-05-01", "why": "The hall is late."})
    assert {str(record.due) for record in Record.objects.all()} == {"2027-05-01"}


def test_reports_are_accepted_and_declined(cast: Cast, signed_in: SignedIn) -> None:
    one, two, three = (problem(cast.member, cast.east, title) for title in ("One", "Two", "Three"))
    client = signed_in(cast.quality)
    client.post(TRIAGE, {"pick": picks(one, two), "owner": cast.owner.pk, "due": "2099-03-20"})
    client.post(DECLINE, {"pick": picks(three), "reason": "Known."})
    assert [issue.state for issue in Issue.objects.order_by("pk")] == ["open", "open", "declined"]
    held = client.get(TRIAGE, {"pick": [one.code]}).content.decode()
    assert "is not possible from there" in held
    assert "Nothing to change" in held


def test_a_number_may_be_written_in_any_way(cast: Cast, signed_in: SignedIn) -> None:
    aim = objective(cast)
    sent = {"pick": [f"obj-{aim.number}:{aim.version}"], "owner": cast.quality.pk}
    assert signed_in(cast.leader).post(HAND_OVER, sent).status_code == 302
    assert Record.objects.get(pk=aim.pk).owner == cast.quality


def test_who_was_slower_is_told_and_nothing_was_done(cast: Cast, signed_in: SignedIn) -> None:
    aims = [objective(cast, "One"), objective(cast, "Two")]
    shown = picks(*aims)
    hand_over(act(cast.leader), aims[1], owner=cast.quality)
    answer = signed_in(cast.leader).post(HAND_OVER, {"pick": shown, "owner": cast.owner.pk})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{aims[1].code} was changed by somebody else meanwhile" in page
    assert all(f'value="{pick}"' in page for pick in picks(*Record.objects.all()))
    assert not Record.objects.filter(owner=cast.owner).exists()


def test_what_one_may_not_change_is_not_there_when_sent(cast: Cast, signed_in: SignedIn) -> None:
    aim, hidden = objective(cast), problem(cast.west_owner, cast.west)
    for record in (aim, hidden):
        answer = signed_in(cast.member).post(HAND_OVER, {"pick": picks(record), "owner": cast.member.pk})
        assert answer.status_code == 404
    page = signed_in(cast.member).get(HAND_OVER, {"pick": [aim.code, hidden.code]}).content.decode()
    assert "This is not for you to do." in page
    assert hidden.title not in page
    assert not Record.objects.filter(owner=cast.member).exists()


def test_after_a_refusal_the_rows_stand_as_they_are_stored(cast: Cast, signed_in: SignedIn) -> None:
    # Grades both airports, sees neither the office nor the north; its new owner may read in one airport only.
    north = add_unit(act(cast.leader), unit=cast.office, name="Airport North", code="NTH")
    hired: Any = {"email": "x@example.org", "password": "correct horse battery"}
    grader = add_person(act(cast.leader), unit=cast.east, name="Both", role=Role.QUALITY_MANAGER, **hired)
    assign_role(act(cast.leader), grader, role=Role.QUALITY_MANAGER, unit=cast.west)
    hired["email"] = "y@example.org"
    guest = add_person(act(cast.leader), unit=north, name="Guest", role=Role.MEMBER, **hired)
    assign_role(act(cast.leader), guest, role=Role.MEMBER, unit=cast.east)
    issues = [problem(cast.member, cast.east, "Here"), problem(cast.west_owner, cast.west, "There")]
    answer = signed_in(grader).post(TRIAGE, {"pick": picks(*issues), "owner": guest.pk, "due": "2099-03-20"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{issues[1].code}: There is no such person here." in page
    assert all(f'name="pick" value="{pick}"' in page for pick in picks(*issues))
    assert "Cannot be changed" not in page
    assert {issue.state for issue in Issue.objects.all()} == {"reported"}


def test_what_was_picked_is_not_forgotten_by_an_error_nor_by_cancel(cast: Cast, signed_in: SignedIn) -> None:
    ready, ended = objective(cast, "Still open"), objective(cast, "Reached long ago")
    end_objective(act(cast.leader), ended, step="reach", reason="Done.")
    client, back = signed_in(cast.leader), "/records/?pick=OBJ-0009&q=o"
    shown = client.get(MOVE, {"pick": [ready.code, ended.code], "back": back}).content.decode()
    assert f'name="held" value="{ended.code}"' in shown
    again = f"/records/?q=o&amp;pick={ready.code}&amp;pick={ended.code}"
    refused = client.post(MOVE, {"pick": picks(ready), "held": ended.code, "back": back}).content.decode()
    for page in (shown, refused):
        assert f"{ended.code} has ended; it changes no more." in page
        assert f'href="{again}"' in page
    listed = client.get(unescape(again)).content.decode()
    assert re.findall(r'name="pick" value="([A-Z0-9-]+)"[^>]* checked', listed) == [ended.code, ready.code]
    sent = {"pick": picks(ready), "held": ended.code, "back": back, "due": "2027-05-01", "why": "Late."}
    assert client.post(MOVE, sent)["Location"] == "/records/?q=o"


@pytest.mark.parametrize("address", EVERY)
def test_hostile_picks_break_nothing(cast: Cast, signed_in: SignedIn, address: str) -> None:
    client = signed_in(cast.leader)
    assert "Nothing to change" in client.get(address).content.decode()
    for pick in ("x", "ISS-1:2:3", "ISS-\x00", "ISS-999999999", "OBJ-0001", "<b>", "ISS-0001:99999999999999999999"):
        for back in ("//evil.example", "https://evil.example", "javascript:1"):
            answer = client.get(address, {"pick": pick, "back": back})
            assert answer.status_code in {200, 404}
            assert answer.status_code == 404 or answer.context["back"] == "/records/"
            assert client.post(address, {"pick": pick, "back": back}).status_code in {404, 422}
    assert client.get(address, {"pick": [f"ISS-{number:04}" for number in range(101)]}).status_code == 404
