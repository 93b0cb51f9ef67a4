"""A monthly meeting from its template to the read-back: called, read in silence, held, decided, closed."""

from datetime import timedelta

from django.test import Client

from pilothouse.improvement.models import Action
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import AgendaItem, Decision, Review
from pilothouse.reviews.queries import inputs_opened_before, last_looks, strip
from pilothouse.trail.verify import verify
from tests.cast import NOW, act
from tests.stage import Stage
from tests.web.test_matrix import BACKEND

TODAY = NOW.date()
LATER = TODAY + timedelta(days=30)  # what was promised for the 22nd is overdue


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person.account, backend=BACKEND)  # type: ignore[attr-defined]
    return client


def call(stage: Stage, chair: Client) -> str:
    """The quality manager calls it by the template, and pulls its agenda."""
    form = chair.get("/reviews/plan/?tier=month").context["form"].initial
    given = {**form, "unit": stage.cast.office.pk, "since": TODAY.isoformat(), "forum": ""}
    answer = chair.post("/reviews/plan/", given)
    path = answer.headers["Location"]
    chair.post(f"{path}prepare/")
    return str(path)


def test_a_monthly_meeting_from_agenda_to_read_back(stage: Stage) -> None:
    cast = stage.cast
    tell_story(act(cast.leader), cast.organisation, day=LATER, note="A test.")
    chair, leader, owner = client_of(cast.quality), client_of(cast.leader), client_of(cast.owner)
    path = call(stage, chair)
    review = Review.objects.latest("id")
    items = list(AgendaItem.objects.filter(review=review).order_by("position").select_related("record"))
    assert "climbed to Managing director" in items[0].reason
    first = next(item for item in items if item.record.unit_id == cast.east.pk)
    key = first.record_id
    owner.post(f"{path}read/", {f"reading_r{key}": "decide", f"text_r{key}": "Enough said."})
    assert "Enough said." in chair.get(f"{path}?item={first.pk}").content.decode()
    due = (LATER + timedelta(days=30)).isoformat()
    line = f"{path}capture/?item={first.pk}&line=decide: keep a spare crew because mornings slip by {due}"
    read = leader.get(line).context["form"].initial
    leader.post(line, {"title": read["title"], "reason": read["reason"], "owner": read["owner"], "due": due})
    decision = Decision.objects.latest("id")
    assert (decision.title, decision.reason, decision.review_id) == ("Keep a spare crew", "mornings slip", review.pk)
    line = f"{path}capture/?input=providers&line=station manager west to call the caterer by {due}"
    read = chair.get(line).context["form"].initial
    chair.post(line, {"title": read["title"], "owner": read["owner"], "due": read["due"]})
    action = Action.objects.latest("id")
    assert (action.owner, action.title) == (cast.west_owner, "Call the caterer")
    after = ""
    for item in items:
        after = chair.post(f"{path}items/{item.pk}/look/", {"minute": ""}).headers["Location"]
    while "input=" in after:
        after = chair.post(f"{path}inputs/{after.partition('=')[2]}/look/", {"minute": ""}).headers["Location"]
    assert after == f"{path}close/"
    there = {f"presence_{row.person_id}": "present" for row in review.attendances.all()}
    chair.post(f"{path}attendance/", there)
    end = chair.get(after).content.decode()
    assert f"Station manager West\n- Call the caterer, by {action.due:%-d %b %Y} ({action.code})" in end
    assert chair.post(after, {"summary": "Mornings first.", "version": review.version}).status_code == 302
    minutes = chair.get(path).content.decode()
    assert "Plan the next one" in minutes
    assert "Inputs opened directly" in minutes
    looked = strip(cast.leader).rows
    assert sum(row.last == LATER for row in looked) >= 7
    assert set(last_looks(cast.leader) or {}) >= {"processes", "earlier", "risks"}
    (before,) = inputs_opened_before(Review.objects.filter(due=LATER))
    assert (before.marks, before.invited) == (1, 4)
    assert verify().whole
