"""The meeting in pages: plan, pull the agenda, look, agree, close, read the minutes."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import report_problem
from pilothouse.organisation.models import Person
from pilothouse.records.operations import move_due
from pilothouse.reviews.models import AgendaItem, Attendance, Decision, InputLook, Presence, Review, TakenOff
from pilothouse.reviews.operations import close_review, freeze_pack, note_attendance, prepare_review
from pilothouse.web.reviews.words import with_links
from tests.cast import EVENING, Cast, act
from tests.reviews.story import TODAY, all_present, planned, series_of
from tests.web.reviews.stage import SOON, decision_form, prepared, tell, text_of

SignIn = Callable[[Person], Client]


@pytest.fixture
def stage(cast: Cast) -> Cast:
    tell(cast)
    return cast


def test_a_review_is_planned(stage: Cast, signed_in: SignIn) -> None:
    client = signed_in(stage.quality)
    assert "Plan a review" in text_of(client, "/reviews/")
    form = {
        "title": "Business review", "unit": stage.office.pk, "on": TODAY.isoformat(), "since": "2025-12-01",
        "owner": stage.leader.pk, "attendees": [stage.owner.pk, stage.quality.pk],
    }  # fmt: skip
    response = client.post("/reviews/plan/", form)
    assert response.headers["Location"] == "/REV-0001/"
    assert Attendance.objects.count() == 3


def test_a_template_proposes_who_when_and_the_next_one(stage: Cast, signed_in: SignIn) -> None:
    client = signed_in(stage.quality)
    form = client.get("/reviews/plan/?tier=month").context["form"]
    invited = {stage.leader.pk, stage.quality.pk, stage.owner.pk, stage.west_owner.pk}
    assert set(form.initial["attendees"]) == invited
    assert (form.initial["title"], (TODAY - form.initial["since"]).days) == ("Monthly meeting", 28)
    given = {**form.initial, "on": TODAY.isoformat(), "since": "2026-02-02", "forum": ""}
    assert client.post("/reviews/plan/", given).status_code == 302
    review = Review.objects.get()
    assert review.tier == "month"
    page = text_of(client, "/REV-0001/")
    assert "Monthly meeting, 60" in page
    places = [page.rindex(words) for words in ("What was decided before", "Other inputs", "External providers")]
    assert places == sorted(places)
    all_present(stage, review, EVENING)
    client.post("/REV-0001/close/", {"summary": "Nothing new."})
    later = client.get("/reviews/plan/?after=REV-0001").context["form"].initial
    assert (later["on"], later["since"], later["tier"]) == (TODAY + timedelta(days=28), TODAY, "month")
    assert set(later["attendees"]) == invited
    assert client.post("/reviews/plan/", given | {"tier": "fortnight"}).status_code == 422


def test_a_refusal_stands_beside_its_field(stage: Cast, signed_in: SignIn) -> None:
    form = {
        "title": "Review",
        "unit": stage.office.pk,
        "on": "2026-03-01",
        "since": "2026-03-02",
        "owner": stage.leader.pk,
    }
    response = signed_in(stage.quality).post("/reviews/plan/", form)
    assert response.status_code == 422
    assert response.context["form"].errors["since"]
    assert not Review.objects.exists()


def test_the_agenda_is_pulled(stage: Cast, signed_in: SignIn) -> None:
    prepared(stage)
    client = signed_in(stage.quality)
    assert client.post("/REV-0001/prepare/").status_code == 302
    page = text_of(client, "/REV-0001/")
    assert "Fuel spill" in page
    assert "grave, new" in page


def test_what_did_not_fit_is_counted_with_the_way_to_it(stage: Cast, signed_in: SignIn) -> None:
    review, items = prepared(stage, *(f"Spill {number}" for number in range(10)), tier="day")
    assert len(items) == 8
    client = signed_in(stage.quality)
    told = '2 more did not fit, see <a href="/improvement/issues/">serious and grave issues</a>'
    for path in ("/REV-0001/", "/REV-0001/minutes/"):
        assert told in text_of(client, path), path
    note_attendance(act(stage.quality), review, presences={stage.quality.pk: (Presence.PRESENT, None)})
    assert told in text_of(client, "/REV-0001/read/")
    note_attendance(act(stage.quality), review, presences={stage.owner.pk: (Presence.PRESENT, None)})
    for path in ("/REV-0001/", "/REV-0001/minutes/", "/REV-0001/read/"):
        assert "did not fit" not in text_of(signed_in(stage.owner), path), "counted in other eyes"


def test_looking_leads_to_the_next_item_and_at_last_to_the_end(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, second) = prepared(stage)
    client = signed_in(stage.quality)
    long = client.post(f"/REV-0001/items/{second.pk}/look/", {"minute": "Wait for it. " * 400})
    assert (long.status_code, "Wait for it. Wait for it." in long.content.decode()) == (422, True)
    assert f"/REV-0001/items/{second.pk}/look/" in long.content.decode()
    response = client.post(f"/REV-0001/items/{first.pk}/look/", {"minute": "Tray ordered."})
    assert response.headers["Location"] == f"/REV-0001/?item={second.pk}"
    response = client.post(f"/REV-0001/items/{second.pk}/look/", {"minute": ""})
    assert response.headers["Location"] == "/REV-0001/close/"
    assert list(AgendaItem.objects.values_list("looked_at", "minute")) == [(True, "Tray ordered."), (True, "")]


def test_two_minutes_at_once_lose_none(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, _second) = prepared(stage)
    path = f"/REV-0001/items/{first.pk}/look/"
    signed_in(stage.quality).post(path, {"minute": "Tray ordered.", "version": first.version})
    response = signed_in(stage.leader).post(path, {"minute": "Couplings first.", "version": first.version})
    assert response.status_code == 409
    assert "Couplings first." in response.content.decode()
    assert AgendaItem.objects.get(pk=first.pk).minute == "Tray ordered."


def test_a_line_is_shown_as_understood_and_saved_as_an_action(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, _second) = prepared(stage)
    client = signed_in(stage.quality)
    path = f"/REV-0001/capture/?item={first.pk}"
    response = client.get(f"{path}&line=east station manager to buy drip trays by 1 Apr")
    assert response.context["form"].initial["owner"] == stage.owner.pk
    assert 'value="Buy drip trays"' in response.content.decode()
    assert not Action.objects.exists()
    client.post(path, {"title": "Buy drip trays", "owner": stage.owner.pk, "due": SOON})
    assert Action.objects.get().origin_id == first.record_id


def test_what_a_line_does_not_say_is_told(stage: Cast, signed_in: SignIn) -> None:
    prepared(stage)
    client, path = signed_in(stage.quality), "/REV-0001/capture/?line="
    page = text_of(client, f"{path}Check by 31 Feb")
    assert "“31 Feb” is no day: say below by when." in page
    assert "Who does it was not understood" in page
    page = text_of(client, f"{path}East station manager to check")
    assert "By when was not understood" in page
    assert "Who does it" not in page
    page = text_of(client, f"{path}station manager to check by 3/4")
    assert "not understood" not in page, "it asks which of them is meant"


def test_a_line_that_may_mean_two_asks_and_one_that_decides_is_decided(stage: Cast, signed_in: SignIn) -> None:
    review, (first, _second) = prepared(stage)
    client = signed_in(stage.leader)
    asks = "/REV-0001/capture/?line=station manager to call by 3/4"
    page = text_of(client, asks)
    for words in ("Who is meant?", "Station manager West", "Which day is meant?", "Fri 3 Apr 2026", "another day"):
        assert words in page, words
    clicked = {"title": "Call Envoy", "who_is_meant": stage.west_owner.pk, "which_day": "2026-04-03"}
    both = client.post(asks, clicked | {"owner": stage.owner.pk, "due": "2026-05-01"})
    assert (both.status_code, 'value="Call Envoy"' in both.content.decode()) == (422, True)
    for wrong in ({"which_day": ""}, {"which_day": "other"}, {"who_is_meant": stage.leader.pk}):
        assert client.post(asks, clicked | wrong).status_code == 422, wrong
    assert client.post(asks, clicked).status_code == 302
    called = Action.objects.get()
    assert (called.title, called.owner, called.due) == ("Call Envoy", stage.west_owner, date(2026, 4, 3))
    path = f"/REV-0001/capture/?item={first.pk}&line=decide: Zoe to order trays because oil drips, by 1 Apr"
    form = client.get(path).context["form"].initial
    assert (form["title"], form["owner"], form["reason"]) == ("Order trays", stage.member.pk, "oil drips")
    given = {"title": "Order trays", "owner": stage.member.pk, "reason": "", "due": SOON}
    refused = client.post(path, given)
    assert (refused.status_code, "Say why." in refused.content.decode()) == (422, True)
    assert client.post(path, given | {"reason": "Oil drips."}).headers["Location"] == f"/REV-0001/?item={first.pk}"
    decision = Decision.objects.get()
    assert (decision.review_id, decision.origin_id, decision.reason) == (review.pk, first.record_id, "Oil drips.")
    assert client.get("/REV-0001/capture/?item=x").status_code == 404
    quality = signed_in(stage.quality)
    page = text_of(quality, path)  # who minutes and does not decide loses no word
    for words in ("do not decide in it", "To be decided: Zoe to order trays because oil drips, by 1 Apr</textarea>"):
        assert words in page, words
    assert quality.post(path, given | {"reason": "Oil drips."}).status_code == 404
    assert "decide:" not in text_of(quality, f"/REV-0001/?item={first.pk}")
    assert "“decide:" in text_of(client, f"/REV-0001/?item={first.pk}")


def test_a_look_is_taken_back_with_its_minute(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, _second) = prepared(stage)
    client = signed_in(stage.quality)
    for place in (f"items/{first.pk}", "inputs/audits"):
        client.post(f"/REV-0001/{place}/look/", {"minute": "Said of another.", "then": "stay"})
        back = client.post(f"/REV-0001/{place}/take-back/", follow=True).content.decode()
        assert "Its minute was: Said of another." in back, place
    assert not AgendaItem.objects.filter(looked_at=True).exists()
    assert not InputLook.objects.exists()


def test_an_agenda_is_arranged_by_hand(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, second) = prepared(stage)
    client, brings = signed_in(stage.quality), signed_in(stage.owner)
    assert "/REV-0001/topic/" in text_of(brings, "/REV-0001/")  # whoever takes part may bring something
    assert brings.post("/REV-0001/topic/", {"title": " "}).status_code == 422
    given = {"title": "Parking at gate 4", "owner": stage.owner.pk}
    assert brings.post("/REV-0001/topic/", given).status_code == 302
    topic = AgendaItem.objects.get(topic="Parking at gate 4")
    assert client.post(f"/REV-0001/items/{topic.pk}/move/", {"to": "up"}).status_code == 302
    page = text_of(client, f"/REV-0001/?item={topic.pk}")
    assert "Back to the usual order" in page
    places = [page.index(words) for words in ("<b>Fuel spill", "<b>Parking at gate 4", "<b>Broken tug")]
    assert places == sorted(places)
    off = f"/REV-0001/items/{first.pk}/take-off/"
    assert client.post(off, {"why": ""}).status_code == 422
    assert client.post(off, {"why": "Its owner is ill."}).status_code == 302
    for path in ("/REV-0001/", "/REV-0001/minutes/"):
        for words in ("Its owner is ill.", "Parking at gate 4"):
            assert words in text_of(client, path), (path, words)
    read = text_of(brings, "/REV-0001/read/")
    assert ("Parking at gate 4" in read, "Fuel spill" in read) == (True, False)
    marked = {f"reading_t{topic.pk}": "decide", f"text_t{topic.pk}": "Which gate?"}
    assert brings.post("/REV-0001/read/", marked).status_code == 302
    assert "Which gate?" in text_of(client, f"/REV-0001/?item={topic.pk}")
    assert client.post("/REV-0001/put-back/", {"off": "no"}).status_code == 404
    assert client.post("/REV-0001/put-back/", {"off": TakenOff.objects.get().pk}).status_code == 302
    assert AgendaItem.objects.get(record=first.record_id).position > second.position
    assert client.post("/REV-0001/usual-order/").status_code == 302
    page = text_of(client, "/REV-0001/")
    places = [page.index(words) for words in ("<b>Fuel spill", "<b>Broken tug", "<b>Parking at gate 4")]
    assert places == sorted(places)
    assert "Back to the usual order" not in page
    for path in (off, f"/REV-0001/items/{topic.pk}/move/", "/REV-0001/put-back/", "/REV-0001/usual-order/"):
        assert brings.post(path, {"why": "Mine."}).status_code == 404, path
    assert signed_in(stage.west_owner).get("/REV-0001/topic/").status_code == 404


def test_a_move_is_told_and_taken_back(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, second) = prepared(stage)
    client = signed_in(stage.quality)
    assert "Undo the move" not in text_of(client, f"/REV-0001/?item={second.pk}")
    moved = client.post(f"/REV-0001/items/{second.pk}/move/", {"to": "up"}, follow=True).content.decode()
    assert "Moved up to place 1 of 2, for everybody: Broken tug" in moved
    assert '<button type="submit" class="button button-quiet" name="to" value="down" data-key="u">' in moved
    back = client.post(f"/REV-0001/items/{second.pk}/move/", {"to": "down"}, follow=True).content.decode()
    assert "Moved down to place 2 of 2, for everybody: Broken tug" in back
    assert [item.pk for item in AgendaItem.objects.all()] == [first.pk, second.pk]


def test_one_goes_from_item_to_item_and_on_to_the_inputs(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, second) = prepared(stage, tier="week")
    client = signed_in(stage.owner)  # also who does not hold the pen

    def steps(place: str) -> dict[str, str]:
        return dict(reversed(pair) for pair in STEP.findall(text_of(client, f"/REV-0001/{place}")))

    at = [f"?item={first.pk}", f"?item={second.pk}", "?input=nonconformities", "?input=monitoring"]
    assert steps(at[0]) == {"j": at[1]}
    assert steps(at[1]) == {"k": at[0], "j": at[2]}
    assert steps(at[2]) == {"k": at[1], "j": at[3]}
    assert steps(at[3]) == {"k": at[2]}
    assert steps("?input=audits") == {}, "what the meeting does not look at stands nowhere among them"


STEP = re.compile(r'<a href="([^"]+)" data-key="([jk])">')


def test_numbers_in_a_reason_lead_to_their_records() -> None:
    assert with_links("<b> with SIG-0071, XSIG-71") == '&lt;b&gt; with <a href="/SIG-0071/">SIG-0071</a>, XSIG-71'


def test_a_decision_is_made_from_an_item(stage: Cast, signed_in: SignIn) -> None:
    series = series_of(stage)
    review, (first, _second) = prepared(stage)
    form = decision_form(
        stage, series=str(series.pk), size="3", by="2026-06-01", confidence="70", todo_1="Hire two",
        who_1=str(stage.owner.pk), when_1=SOON,
    )  # fmt: skip
    response = signed_in(stage.leader).post(f"/REV-0001/decide/?item={first.pk}", form)
    assert response.headers["Location"] == f"/REV-0001/?item={first.pk}"
    decision = Decision.objects.get()
    assert (decision.review_id, decision.origin_id, decision.confidence) == (review.pk, first.record_id, 70)
    assert Action.objects.get().origin_id == decision.pk


def test_the_end_reads_back_and_closes(stage: Cast, signed_in: SignIn) -> None:
    review, (first, _second) = prepared(stage)
    client = signed_in(stage.quality)
    client.post(
        f"/REV-0001/capture/?item={first.pk}", {"title": "Buy drip trays", "owner": stage.owner.pk, "due": SOON}
    )
    page = text_of(client, "/REV-0001/close/")
    assert "Buy drip trays" in page
    assert "Broken tug" in page  # not looked at
    assert "Station manager East\n- Buy drip trays, by 1 Apr 2026 (ACT-0001)</textarea>" in page
    refused = client.post("/REV-0001/close/", {"summary": "Trays are bought.", "version": 1})
    assert "Managing director" in refused.context["form"].non_field_errors()[0]
    all_present(stage, review, EVENING)
    assert client.post("/REV-0001/close/", {"summary": "Trays are bought.", "version": 1}).status_code == 302
    minutes = text_of(client, "/REV-0001/")
    for words in ("Trays are bought.", "Buy drip trays", "Station manager East", "not looked at"):
        assert words in minutes
    late = client.post(f"/REV-0001/items/{first.pk}/look/", {"minute": "Typed meanwhile."}, follow=True)
    assert "You wrote: Typed meanwhile." in late.content.decode()
    assert "/REV-0001/reopen/" in minutes
    assert client.post("/REV-0001/reopen/", {"why": ""}).status_code == 422
    assert client.post("/REV-0001/reopen/", {"why": "One more."}).status_code == 302
    review.refresh_from_db()
    move_due(act(stage.quality, later=EVENING, why="Snow."), review, due=TODAY + timedelta(days=2))
    early = client.get("/REV-0001/close/")
    offered = f"/REV-0001/due/?to={early.context['today'].isoformat()}"
    offered += "&closing=REV-0001"
    assert offered.replace("&", "&amp;") in early.content.decode()
    form = client.get(offered)
    assert (form.context["form"].initial["due"], form.context["back"]) == (early.context["today"], "/REV-0001/close/")
    kept = client.post("/REV-0001/close/", {"summary": "Trays came."})
    assert (kept.status_code, "Trays came." in kept.content.decode()) == (422, True)
    moved = client.post(
        offered,
        {
            "due": early.context["today"].isoformat(),
            "why": "Held today.",
            "version": form.context["form"].initial["version"],
        },
    )
    assert moved.headers["Location"] == "/REV-0001/close/"


def test_no_form_is_offered_for_what_cannot_be_reopened(stage: Cast, signed_in: SignIn) -> None:
    review, client = planned(stage), signed_in(stage.quality)

    def told(verb: str) -> str:
        response = client.get(f"/REV-0001/{verb}/", follow=True)
        assert [address for address, _status in response.redirect_chain] == ["/REV-0001/"], verb
        return response.content.decode()

    assert "“Reopen” is not possible from there" in told("reopen")
    all_present(stage, review)
    close_review(act(stage.quality), review, summary="Done.")
    assert "Reopen this meeting?" in text_of(client, "/REV-0001/reopen/")
    freeze_pack(act(stage.quality), review)
    for verb in ("reopen", "attendance"):
        assert "A pack of REV-0001 is signed or frozen since" in told(verb), verb


def test_minutes_before_the_meeting_say_what_is_planned(stage: Cast, signed_in: SignIn) -> None:
    prepared(stage)
    page = text_of(signed_in(stage.quality), "/REV-0001/minutes/")
    for words in ("Who takes part", "On the agenda", "Fuel spill", "Nothing is decided yet"):
        assert words in page, words
    for words in ("Nothing was decided", "not looked at", "Who took part", "Looked at"):
        assert words not in page, words


def test_attendance_is_noted(stage: Cast, signed_in: SignIn) -> None:
    planned(stage)
    form = {f"presence_{key}": "present" for key in (stage.leader.pk, stage.quality.pk)}
    form |= {f"presence_{stage.owner.pk}": "delegated", f"delegate_{stage.owner.pk}": str(stage.member.pk)}
    response = signed_in(stage.quality).post("/REV-0001/attendance/", form)
    assert response.status_code == 302
    assert Attendance.objects.get(person=stage.owner).delegate == stage.member


def test_a_delegate_without_a_name_is_asked_for(stage: Cast, signed_in: SignIn) -> None:
    planned(stage)
    form = {f"presence_{key}": "delegated" for key in (stage.leader.pk, stage.quality.pk, stage.owner.pk)}
    response = signed_in(stage.quality).post("/REV-0001/attendance/", form)
    assert "Say whom" in response.content.decode()


def test_a_review_is_called_off_with_a_reason(stage: Cast, signed_in: SignIn) -> None:
    planned(stage)
    client = signed_in(stage.quality)
    assert client.post("/REV-0001/cancel/", {"why": ""}).status_code == 422
    assert client.post("/REV-0001/cancel/", {"why": "Strike."}).status_code == 302
    assert Review.objects.get().state == "cancelled"


@pytest.mark.parametrize("verb", ["attendance", "close", "cancel", "decide"])
def test_who_only_attends_finds_no_forms(stage: Cast, signed_in: SignIn, verb: str) -> None:
    planned(stage)
    assert signed_in(stage.owner).get(f"/REV-0001/{verb}/").status_code == 404


def test_who_attends_reads_and_posts_nothing(stage: Cast, signed_in: SignIn) -> None:
    _review, (first, _second) = prepared(stage)
    client = signed_in(stage.owner)
    page = text_of(client, "/REV-0001/")
    assert "Fuel spill" in page
    assert "Looked at, next" not in page
    assert client.post(f"/REV-0001/items/{first.pk}/look/", {"minute": "Mine."}).status_code == 404
    assert client.post("/REV-0001/prepare/").status_code == 404


def test_the_agenda_shows_only_what_one_may_see(stage: Cast, signed_in: SignIn) -> None:
    review, items = prepared(stage)
    client = signed_in(stage.west_owner)
    assert client.get("/REV-0001/").status_code == 404
    # As soon as one attends the review is there, what belongs to the other unit is not.

    note_attendance(act(stage.quality), review, presences={stage.west_owner.pk: (Presence.PRESENT, None)})
    page = text_of(client, "/REV-0001/")
    assert "Fuel spill" not in page
    assert client.get(f"/REV-0001/capture/?item={items[0].pk}").status_code == 404


@pytest.mark.parametrize("path", ["/REV-0001/", "/REV-0001/close/", "/REV-0001/minutes/"])
def test_more_items_need_no_more_queries(stage: Cast, signed_in: SignIn, path: str) -> None:
    client = signed_in(stage.leader)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(client, path)
        return len(queries)

    review, _items = prepared(stage)
    few = counted()

    for number in range(12):
        report_problem(act(stage.member), unit=stage.east, title=f"Spill {number}", severity="grave")
    prepare_review(act(stage.quality), review)
    assert counted() <= few
