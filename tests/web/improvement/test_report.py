"""Reporting a problem or idea in the browser."""

from collections.abc import Callable
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import close_issue
from pilothouse.organisation.models import Person
from pilothouse.records.models import Attachment
from pilothouse.records.rules import MAX_FILE
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import opened

SignedIn = Callable[[Person], Client]


def test_four_fields_and_where_one_works_is_filled_in(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.member).get("/improvement/report/")
    form = page.context["form"]
    assert len(form.visible_fields()) == 4
    assert form["unit"].value() == cast.east.pk
    assert cast.west.name not in page.content.decode()


def test_who_may_only_read_is_told_so(cast: Cast, signed_in: SignedIn) -> None:
    text = signed_in(cast.reader).get("/improvement/report/").content.decode()
    assert "Your role reads only" in text
    assert "<textarea" not in text


def test_sent_with_a_photo(cast: Cast, signed_in: SignedIn, settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    client = signed_in(cast.member)
    sent = {
        "what": "The belt stopped twice. Luggage had to be carried.",
        "unit": cast.east.pk,
        "how_bad": "serious",
        "file": SimpleUploadedFile("belt.png", b"\x89PNG\r\n\x1a\n and more"),
    }
    response = client.post("/improvement/report/", sent, follow=True)
    issue = Issue.objects.get()
    assert response.redirect_chain == [(f"/{issue.code}/reported/", 302)]
    text = response.content.decode()
    assert issue.code in text
    assert "Quality manager says by" in " ".join(
        text.replace('<span class="person">', "").replace("</span>", "").split()
    )
    assert Attachment.objects.get(record=issue).name == "belt.png"
    assert verify().whole


def test_a_photo_that_is_too_large_costs_nothing_that_was_typed(cast: Cast, signed_in: SignedIn) -> None:
    large = SimpleUploadedFile("belt.png", b"\x89PNG\r\n\x1a\n" + bytes(MAX_FILE))
    sent = {"what": "The belt stopped twice.", "unit": cast.east.pk, "how_bad": "serious", "file": large}
    text = signed_in(cast.member).post("/improvement/report/", sent).content.decode()
    assert "The belt stopped twice.</textarea>" in text
    assert "This file is larger than 10 MB. Choose a smaller one." in text
    assert not Issue.objects.exists()


def test_an_idea_is_an_idea(cast: Cast, signed_in: SignedIn) -> None:
    sent = {"what": "Paint the lines yellow", "unit": cast.east.pk, "how_bad": "idea"}
    signed_in(cast.member).post("/improvement/report/", sent)
    issue = Issue.objects.get()
    assert (issue.title, issue.details, issue.nature) == ("Paint the lines yellow", "", "idea")


def test_the_same_form_sent_twice_counts_once(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.member)
    sent = {"what": "It leaks", "unit": cast.east.pk, "how_bad": "slight", "once": "abc"}
    client.post("/improvement/report/", sent)
    client.post("/improvement/report/", sent)
    assert Issue.objects.count() == 1


def test_what_was_typed_survives_an_error(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.member)
    photo = SimpleUploadedFile("belt.png", b"no image at all")
    response = client.post(
        "/improvement/report/", {"what": "It leaks <b>", "unit": cast.east.pk, "how_bad": "slight", "file": photo}
    )
    assert response.status_code == 422
    assert "It leaks &lt;b&gt;" in response.content.decode()
    assert response.context["form"].errors["file"]
    assert not Issue.objects.exists()


def test_not_into_a_unit_one_does_not_see(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.member).post(
        "/improvement/report/", {"what": "It leaks", "unit": cast.west.pk, "how_bad": "slight"}
    )
    assert response.status_code == 422
    assert not Issue.objects.exists()


def test_what_reads_like_it_is_offered_and_nothing_unseen(cast: Cast, signed_in: SignedIn) -> None:
    issue = opened(cast)
    asked = "/improvement/alike/?what=the+tow+bar+is+broken+again+at+gate"
    assert issue.code in signed_in(cast.member).get(asked).content.decode()
    assert issue.code not in signed_in(cast.west_owner).get(asked).content.decode()


def test_what_was_closed_is_offered_and_linked_as_the_time_before(cast: Cast, signed_in: SignedIn) -> None:
    issue, client = opened(cast, severity="slight"), signed_in(cast.member)
    close_issue(act(cast.owner), issue, lesson="Bolts as they were")
    asked = f"/improvement/alike/?what=coffee&recurrence_of={issue.code}"
    chosen = f'name="recurrence_of" value="{issue.code}" checked'
    assert chosen in client.get(asked).content.decode(), "what was chosen stays while one types on"
    sent = {"what": "Tow bar broken", "unit": cast.east.pk, "how_bad": "", "recurrence_of": issue.code}
    assert chosen in client.post("/improvement/report/", sent).content.decode()
    hidden = signed_in(cast.west_owner).post("/improvement/report/", sent | {"unit": cast.west.pk, "how_bad": "slight"})
    assert (hidden.status_code, issue.title in hidden.content.decode()) == (422, False)
    client.post("/improvement/report/", sent | {"how_bad": "slight"})
    made = Issue.objects.latest("id")
    assert made.recurrence_of_id == issue.pk
    triage = signed_in(cast.quality).get(f"/{made.code}/triage/").content.decode()
    assert f'value="{issue.code}"' in triage, "it is not lost when the report is accepted"
