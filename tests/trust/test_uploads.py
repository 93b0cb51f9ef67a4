"""Files: what they claim to be, how they are called, how large they grow; and that none of them ever runs here."""

import io
import time
import tracemalloc
import zipfile
from functools import cache
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from pilothouse.records.models import Attachment
from pilothouse.records.operations import attach_file
from pilothouse.records.rules import clean_name, judge_file
from tests.cast import act
from tests.stage import Stage
from tests.trust.world import client_of

SCRIPT = b"<script>alert(1)</script>"
PNG = b"\x89PNG\r\n\x1a\n"
REFUSED = {
    "a drawing that runs": ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "a page": ("x.html", b"<!doctype html>" + SCRIPT),
    "a page of another kind": ("x.xhtml", b"<?xml version='1.0'?><html/>"),
    "a script": ("x.js", b"alert(1)"),
    "data of a kind nobody asked for": ("x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    "a picture that is a page": ("x.png", b"<html>" + SCRIPT),
    "a document that is a page": ("x.pdf", SCRIPT),
    "a text that is a page": ("x.txt", b"  \n<!DOCTYPE html>" + SCRIPT),
    "a table that is a drawing": ("x.csv", b"<svg onload=alert(1)>"),
    "two endings": ("x.pdf.html", b"%PDF-1.7"),
    "an ending in capitals": ("x.PHP", b"<?php"),
    "no ending": ("x", b"plain"),
    "nothing but an ending": (".htaccess", b"plain"),
    "a program": ("x.txt", b"MZ\x00\x90"),
    "an empty file": ("x.txt", b""),
    "a file that is too large": ("x.txt", b"a" * (10 * 1024 * 1024 + 1)),
    "a workbook that is none": ("x.xlsx", b"\xd0\xcf\x11\xe0 old"),
    "an archive that is no document": ("x.docx", b"PK\x03\x04 a.txt"),
    "a sound that is no picture": ("x.webp", b"RIFF\x00\x00\x00\x00WAVEfmt "),
    "a film that is no picture": ("x.heic", b"\x00\x00\x00\x18ftypmp42"),
}


@pytest.fixture(autouse=True)
def place(settings: object, tmp_path: Path) -> None:
    """A place of its own for what is kept."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def upload(stage: Stage, name: str, content: bytes) -> HttpResponse:
    """Attach a file to the issue, as its owner does."""
    file = SimpleUploadedFile("x", content)
    file.name = name  # as it was sent; the class itself would shorten it
    return client_of(stage.cast.owner).post(f"/{stage.issue.code}/file/", {"file": file})


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused(stage: Stage, what: str) -> None:
    response = upload(stage, *REFUSED[what])
    assert response.status_code == 422
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.pdf", b"%PDF-1.7\n" + SCRIPT), ("x.png", PNG + SCRIPT), ("x.txt", b"plain " + SCRIPT),
     ("x.jpg", b"\xff\xd8\xff" + SCRIPT)],
)  # fmt: skip
def test_what_two_programs_read_differently_is_only_ever_a_download(stage: Stage, name: str, content: bytes) -> None:
    kept = attach_file(act(stage.cast.owner), stage.issue, file=SimpleUploadedFile(name, content))
    response = client_of(stage.cast.owner).get(f"/{stage.issue.code}/files/{kept.pk}/")
    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.txt", "..\\..\\boot.txt", "a\x00.txt", "x" * 300 + ".txt", "\u202etxt.exe.txt", 'a"b".txt',
        "a\r\nSet-Cookie: b=c.txt", "CON.txt", "  .txt", "/absolute.txt", "ünïcode.txt", "a;b=c.txt",
        "%2e%2e%2fx.txt", "....txt",
    ],
)  # fmt: skip
def test_names_reach_neither_the_disk_nor_the_header(stage: Stage, tmp_path: Path, name: str) -> None:
    response = upload(stage, name, b"plain text")
    assert response.status_code in {302, 400, 422}
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and len(path.name) != 64]
    assert outside == []  # kept under the digest of its bytes
    for kept in Attachment.objects.all():
        assert len(kept.name) <= 120
        assert not set(kept.name) & set('/\\\x00\r\n"<>:|?*\u202e')
        header = client_of(stage.cast.owner).get(f"/{stage.issue.code}/files/{kept.pk}/")["Content-Disposition"]
        assert "\n" not in header
        assert "Set-Cookie" not in header.partition("filename")[0]


def test_what_says_what_it_is_passes() -> None:
    picture = b"\x00\x00\x00\x18ftyp"
    sound = {
        "a.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        "a.heic": picture + b"heic\x00\x00",
        "b.heic": picture + b"mif1\x00\x00",
        "a.docx": archive("[Content_Types].xml", "word/document.xml"),
        "a.xlsx": archive("_rels/.rels", "xl/workbook.xml", "[Content_Types].xml"),
        "a.odt": archive(mimetype="application/vnd.oasis.opendocument.text"),
        "a.ods": archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    }
    assert {name: judge_file(name, len(first), first).problem for name, first in sound.items()} == dict.fromkeys(
        sound, ""
    )
    for ending in ("xlsx", "ods"):
        assert judge_file(f"a.{ending}", 100, sound["a.odt"]).problem == "type"
    names = ["con.txt", "LPT1", "nul.tar.gz", "console.txt", "a.con"]
    assert [clean_name(name) for name in names] == ["_con.txt", "_LPT1", "_nul.tar.gz", "console.txt", "a.con"]


def archive(*names: str, mimetype: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("mimetype",) if mimetype else names:
            file.writestr(name, mimetype)
    return packed.getvalue()


def test_no_name_is_nothing() -> None:
    for name in ("", ".", "..", "/", "\x00", "\u202e", " . "):
        assert clean_name(name).strip()


@cache
def bomb() -> bytes:
    """A small workbook that unfolds to 300 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", b"<row>" + b"0" * (300 * 1024 * 1024))
    return packed.getvalue()


def entities() -> bytes:
    """A workbook whose text is one word, a billion times, and one from a file of the server."""
    book = io.BytesIO()
    inner = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + index, b"&%c;" % (97 + index) * 10) for index in range(9)
    )
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("xl/sharedStrings.xml", inner + b"]><sst><si><t>&j;&x;</t></si></sst>")
        file.writestr("xl/workbook.xml", "<workbook/>")
    return book.getvalue()


@pytest.mark.parametrize("address", ["/performance/import/", "/improvement/import/"])
@pytest.mark.parametrize("make", [bomb, entities], ids=["bomb", "entities"])
def test_bombs_are_refused_quickly(stage: Stage, address: str, make: object) -> None:
    content = make()  # type: ignore[operator]
    file = SimpleUploadedFile("book.xlsx", content)
    tracemalloc.start()
    begun = time.perf_counter()
    response = client_of(stage.cast.leader).post(address, {"file": file, "unit": stage.cast.east.pk})
    taken, (_now, most) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert response.status_code in {200, 422}
    assert b"root:" not in response.content
    assert taken < 2.0
    assert most < 100_000_000
