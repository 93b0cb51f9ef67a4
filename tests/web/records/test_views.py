"""Notes, files, links, owner and date, from the page of any record."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilothouse.organisation.operations import assign_role, withdraw_role
from pilothouse.records.files import place_of
from pilothouse.records.models import Attachment, Link, Note, Record
from pilothouse.records.operations import attach_file, hand_over, link_records
from tests.cast import Cast, act
from tests.web.records.stage import SignedIn, exported, objective, problem

SVG = b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>"


def test_a_note_is_written_and_shown(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.member, cast.east)
    response = signed_in(cast.member).post(f"/{issue.code}/note/", {"text": "Seen *again*."}, follow=True)
    assert response.redirect_chain == [(f"/{issue.code}/#notes", 302)]
    assert "Seen <em>again</em>." in response.content.decode()


@pytest.mark.parametrize("text", ["", "x" * 10_001])
def test_a_note_that_does_not_fit_comes_back(cast: Cast, signed_in: SignedIn, text: str) -> None:
    issue = problem(cast.member, cast.east)
    response = signed_in(cast.member).post(f"/{issue.code}/note/", {"text": text})
    assert response.status_code == 422
    assert "Not saved yet" in response.content.decode()
    assert not Note.objects.exists()


def test_the_same_form_twice_counts_once(cast: Cast, signed_in: SignedIn) -> None:
    issue, client = problem(cast.member, cast.east), signed_in(cast.member)
    for _ in range(2):
        client.post(f"/{issue.code}/note/", {"text": "Once", "once": "token-1"})
    assert Note.objects.count() == 1


def test_readers_are_told_nothing(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.member, cast.east)
    assert signed_in(cast.reader).post(f"/{issue.code}/note/", {"text": "Hello"}).status_code == 404
    assert not Note.objects.exists()


def test_a_file_comes_back_as_a_download_only(cast: Cast, signed_in: SignedIn) -> None:
    issue, client = problem(cast.member, cast.east), signed_in(cast.member)
    client.post(f"/{issue.code}/file/", {"file": SimpleUploadedFile("ramp, gate 4.png", SVG)})
    kept = Attachment.objects.get()
    response = client.get(f"/{issue.code}/files/{kept.pk}/")
    assert b"".join(response.streaming_content) == SVG  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="ramp, gate 4.png"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "no-store"


def test_what_is_no_picture_is_refused_in_words(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.member, cast.east)
    response = signed_in(cast.member).post(f"/{issue.code}/file/", {"file": SimpleUploadedFile("a.png", b"<svg/>")})
    assert response.status_code == 422
    assert "not a file of its type" in response.content.decode()


def test_rights_are_asked_again_at_every_download(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.member, cast.east)
    file = attach_file(act(cast.member), issue, file=SimpleUploadedFile("a.txt", b"text"))
    other = problem(cast.west_owner, cast.west)
    assert signed_in(cast.west_owner).get(f"/{issue.code}/files/{file.pk}/").status_code == 404
    # Nor through a record one may see.
    assert signed_in(cast.west_owner).get(f"/{other.code}/files/{file.pk}/").status_code == 404
    client = signed_in(cast.reader)
    assert client.get(f"/{issue.code}/files/{file.pk}/").status_code == 200
    withdraw_role(act(cast.leader), cast.reader.assignments.get())
    assert client.get(f"/{issue.code}/files/{file.pk}/").status_code == 404


def test_a_file_whose_bytes_changed_is_not_handed_out(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.member, cast.east)
    file = attach_file(act(cast.member), issue, file=SimpleUploadedFile("a.txt", b"as it was"))
    place_of(file.digest).write_bytes(b"as it is not")
    response = signed_in(cast.member).get(f"/{issue.code}/files/{file.pk}/")
    assert response.status_code == 410
    assert b"as it is not" not in response.content


@pytest.mark.parametrize(("other", "status"), [("ISS-0002", 302), ("iss-2", 302), ("ISS-0003", 422), ("nonsense", 422)])
def test_a_link_by_number(cast: Cast, signed_in: SignedIn, other: str, status: int) -> None:
    issue = problem(cast.member, cast.east)
    problem(cast.member, cast.east, "Belt slips")
    problem(cast.west_owner, cast.west, "Not theirs")
    response = signed_in(cast.member).post(f"/{issue.code}/link/", {"other": other, "reason": "same belt"})
    assert response.status_code == status
    assert Link.objects.exists() == (status == 302)


def test_a_link_is_taken_off_again_with_a_reason(cast: Cast, signed_in: SignedIn) -> None:
    issue, other = problem(cast.member, cast.east), problem(cast.member, cast.east, "Belt slips")
    link_records(act(cast.member), issue, other=other)
    client, address = signed_in(cast.member), f"/{issue.code}/unlink/{other.code}/"
    assert address in client.get(f"/{issue.code}/").content.decode()
    assert client.post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "Another belt altogether"}).status_code == 302
    page = client.get(f"/{issue.code}/").content.decode()
    assert "Another belt altogether" in page
    assert address not in page
    assert client.get(address).status_code == 404
    assert client.get(f"/{issue.code}/unlink/ISS-0099/").status_code == 404


def test_another_owner(cast: Cast, signed_in: SignedIn) -> None:
    aim = objective(cast)
    client = signed_in(cast.leader)
    assert cast.quality.name in client.get(f"/{aim.code}/owner/").content.decode()
    client.post(f"/{aim.code}/owner/", {"owner": cast.quality.pk, "version": aim.version})
    assert Record.objects.get(pk=aim.pk).owner == cast.quality


def test_the_slower_one_sees_a_conflict(cast: Cast, signed_in: SignedIn) -> None:
    aim = objective(cast)
    stale = aim.version
    hand_over(act(cast.leader), aim, owner=cast.quality)
    response = signed_in(cast.leader).post(f"/{aim.code}/owner/", {"owner": cast.auditor.pk, "version": stale})
    assert response.status_code == 409
    assert Record.objects.get(pk=aim.pk).owner == cast.quality


def test_another_date_needs_a_reason(cast: Cast, signed_in: SignedIn) -> None:
    aim, client = objective(cast), signed_in(cast.leader)
    words = {"due": "2027-03-31", "version": aim.version, "why": ""}
    assert client.post(f"/{aim.code}/due/", words).status_code == 422
    assert client.post(f"/{aim.code}/due/", {**words, "why": "Aircraft come late."}).status_code == 302
    assert Record.objects.get(pk=aim.pk).due == date(2027, 3, 31)


def test_somebody_new_may_as_soon_as_they_hold_the_role(cast: Cast, signed_in: SignedIn) -> None:
    issue, client = problem(cast.member, cast.east), signed_in(cast.west_owner)
    assert client.get(f"/{issue.code}/").status_code == 404
    assign_role(act(cast.leader), cast.west_owner, unit=cast.east, role="reader")
    assert client.get(f"/{issue.code}/").status_code == 200


@pytest.mark.parametrize(("text", "address"), [("ISS-0001", "/ISS-0001/"), (" iss-1 ", "/ISS-0001/")])
def test_a_number_leads_straight_there(cast: Cast, signed_in: SignedIn, text: str, address: str) -> None:
    problem(cast.member, cast.east)
    response = signed_in(cast.member).get("/search/", {"q": text})
    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_search_shows_what_may_be_seen_newest_first(cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.member, cast.east, "Belt slips")
    problem(cast.member, cast.east, "Belt stops")
    problem(cast.west_owner, cast.west, "Belt burns")
    text = signed_in(cast.member).get("/search/?q=belt").content.decode()
    assert text.index("Belt stops") < text.index("Belt slips")
    assert "Belt burns" not in text
    assert "Nothing holds these words" in signed_in(cast.member).get("/search/?q=burns").content.decode()
    hostile = signed_in(cast.member).get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert(1)" not in hostile


@pytest.mark.parametrize("verb", ["note", "file", "link", "owner", "due"])
def test_forms_stand_alone_without_script(cast: Cast, signed_in: SignedIn, verb: str) -> None:
    aim = objective(cast)
    text = signed_in(cast.leader).get(f"/{aim.code}/{verb}/").content.decode()
    assert 'name="once"' in text
    assert f'href="/{aim.code}/"' in text


def test_what_was_found_leaves_as_a_file(cast: Cast, signed_in: SignedIn) -> None:
    aim = objective(cast, "Reliable departures")
    assert [row[:2] for row in exported(signed_in(cast.reader), "/search/?q=reliable&format=csv")] == [
        [aim.code, "Reliable departures"]
    ]
