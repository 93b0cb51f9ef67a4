"""Bringing issues in from a spreadsheet in the browser."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilothouse.improvement.models import Issue
from pilothouse.organisation.models import Person
from pilothouse.trail.verify import verify
from tests.cast import Cast

SignedIn = Callable[[Person], Client]
GOOD = 'Problem;Department;Responsible;Due date\nLeak;EST;owner@example.org;2026-04-01\n"Crack; long";Airport West;;\n'


def step(client: Client, page: object, **more: str) -> object:
    """Send the form of the preview as it stands."""
    form = page.context["form"]  # type: ignore[attr-defined]
    values = {bound.name: bound.value() for bound in form if bound.value() is not None}
    return client.post("/improvement/import/rows/", {**values, **more}, follow=True)


def test_paste_look_and_bring_in(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.quality)
    page = client.post("/improvement/import/", {"pasted": GOOD})
    assert ">2 rows are good<" in page.content.decode()
    assert not Issue.objects.exists()
    done = step(client, page, do="import")
    assert "2 issues brought in." in done.content.decode()  # type: ignore[attr-defined]
    assert list(Issue.objects.order_by("id").values_list("title", "state")) == [
        ("Leak", "open"),
        ("Crack; long", "reported"),
    ]
    assert verify().whole


def test_a_bad_row_stops_all_and_is_named_by_its_line(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.quality)
    page = client.post("/improvement/import/", {"pasted": GOOD + "\n<b>Dent</b>;Moon;;soon\n"})
    text = page.content.decode()
    assert "1 row cannot be brought in" in text
    assert "&lt;b&gt;Dent&lt;/b&gt;" in text
    assert '<td class="num">5</td>' in text
    assert "Unit: “Moon” is not known here" in text
    step(client, page, do="import")
    assert not Issue.objects.exists()


def test_columns_are_matched_by_hand_and_a_unit_is_given(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.quality)
    page = client.post("/improvement/import/", {"pasted": "Was;Wo\nLeak;\n", "unit": cast.west.pk})
    assert "Title is missing" in page.content.decode()
    again = step(client, page, is_title="0")
    assert "1 row is good" in again.content.decode()  # type: ignore[attr-defined]
    step(client, again, do="import")
    assert Issue.objects.get().unit == cast.west


def test_a_workbook(cast: Cast, signed_in: SignedIn) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([("Title", "Unit"), ("Leak", "EST"), ("=1+1", "WST")]):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    file = SimpleUploadedFile("issues.xlsx", out.getvalue())
    client = signed_in(cast.quality)
    page = client.post("/improvement/import/", {"file": file})
    step(client, page, do="import")
    assert list(Issue.objects.order_by("id").values_list("title", flat=True)) == ["Leak", "=1+1"]


@pytest.mark.parametrize(
    "content", [b"", b"Title", b"\x00\x01\x02 binary", b"PK\x03\x04 broken", b'Title\n"never closed', b"\n\n\n"]
)
def test_what_cannot_be_read_says_so(cast: Cast, signed_in: SignedIn, content: bytes) -> None:
    response = signed_in(cast.quality).post(
        "/improvement/import/", {"file": SimpleUploadedFile("list.csv", content or b" ")}
    )
    assert response.status_code == 422
    assert response.context["form"].errors


def test_only_those_who_triage(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.owner)
    assert client.get("/improvement/import/").status_code == 404
    assert client.post("/improvement/import/rows/", {"sheet": GOOD, "do": "import"}).status_code == 404
