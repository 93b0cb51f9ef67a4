"""A file on a record."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilothouse.records.files import is_whole, place_of
from pilothouse.records.models import Attachment
from pilothouse.records.operations import attach_file
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.web.records.stage import problem

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 20


def test_it_lies_under_its_digest(cast: Cast) -> None:
    issue = problem(cast.member, cast.east)
    kept = attach_file(act(cast.member), issue, file=SimpleUploadedFile("../../ramp photo.png", PNG))
    assert (kept.name, kept.size, kept.digest) == ("ramp photo.png", len(PNG), hashlib.sha256(PNG).hexdigest())
    assert place_of(kept.digest).read_bytes() == PNG
    assert is_whole(kept.digest)
    assert verify().whole


def test_a_changed_file_shows_itself(cast: Cast) -> None:
    kept = attach_file(
        act(cast.member), problem(cast.member, cast.east), file=SimpleUploadedFile("a.txt", b"as it was")
    )
    place_of(kept.digest).write_bytes(b"as it is not")
    assert not is_whole(kept.digest)
    place_of(kept.digest).unlink()
    assert not is_whole(kept.digest)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("notes.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("list.csv", b"a,b\x00c"),
        ("program.exe", b"MZ"),
        ("nothing.pdf", b""),
        ("no_ending", PNG),
    ],
)
def test_what_is_not_accepted(cast: Cast, name: str, content: bytes) -> None:
    issue = problem(cast.member, cast.east)
    with pytest.raises(Refused) as refusal:
        attach_file(act(cast.member), issue, file=SimpleUploadedFile(name, content))
    assert refusal.value.field == "file"
    assert not Attachment.objects.exists()


def test_readers_may_not(cast: Cast) -> None:
    issue = problem(cast.member, cast.east)
    with pytest.raises(NotAllowed):
        attach_file(act(cast.reader), issue, file=SimpleUploadedFile("a.png", PNG))
