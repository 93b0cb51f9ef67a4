"""Paste or upload: see what each line is taken for, then confirm once; all or nothing."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilothouse.measures.models import Intake, Series
from pilothouse.measures.queries import line_of
from pilothouse.organisation.models import Person
from pilothouse.trail.verify import verify
from tests.cast import Cast
from tests.measures.numbers import series_of
from tests.web.measures.pages import words

BRING = "/performance/import/"
GOOD = (
    "indicator\tunit\tperiod\tvalue\nDepartures on time\tEST\t2026-02-16\t81.5\nDepartures on time\tEST\t2026-W09\t79\n"
)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def series(cast: Cast) -> Series:
    return series_of(cast)


def mapped(**columns: int | str) -> dict[str, str]:
    """A mapping as its form sends it."""
    names = (
        "period",
        "value",
        "numerator",
        "denominator",
        "unit",
        "part",
        "indicator",
        "every_indicator",
        "every_unit",
    )
    return {name: str(columns.get(name, "")) for name in names}


def paste(client: Client, text: str, **more: object) -> str:
    """The address of the second step."""
    response = client.post(BRING, {"text": text, "unit": unit_of(client), **more})
    assert response.status_code == 302, words(response)
    return str(response["Location"])


def unit_of(client: Client) -> str:
    content = client.get(BRING).content.decode()
    return content.split('name="unit" value="')[1].split('"')[0]


COLUMNS = mapped(indicator=0, unit=1, period=2, value=3)


def test_pasted_cells_are_shown_before_anything_is_recorded(series: Series, owner: Client) -> None:
    step = paste(owner, GOOD)
    text = words(owner.get(step))
    assert "2 new" in text
    assert "16 Feb 2026" in text
    assert "23 Feb 2026" in text
    assert not Intake.objects.exists()


def test_one_confirmation_records_all_of_it_with_its_fingerprint(series: Series, owner: Client) -> None:
    step = paste(owner, GOOD)
    assert owner.post(step, COLUMNS).status_code == 302
    assert line_of(series).values.tolist() == [81.5, 79.0]
    intake = Intake.objects.get()
    assert (intake.route, intake.rows, len(intake.file_digest)) == ("paste", 2, 64)
    assert owner.get(step).status_code == 404
    assert verify().whole


def test_the_same_again_changes_nothing(series: Series, owner: Client) -> None:
    owner.post(paste(owner, GOOD), COLUMNS)
    step = paste(owner, GOOD)
    assert "2 stand there already" in words(owner.get(step))
    response = owner.post(step, COLUMNS, follow=True)
    assert "nothing changed" in words(response)
    assert Intake.objects.count() == 1


def test_one_bad_line_holds_all_back_and_is_named(series: Series, owner: Client) -> None:
    bad = GOOD + "Departures on time\tXXX\t2026-02-09\t80\nDepartures on time\tEST\t2026-02-02\tmany\n"
    step = paste(owner, bad)
    text = words(owner.get(step))
    assert "2 cannot be kept" in text
    assert "There is no unit “XXX”" in text
    assert "“many” is not a number" in text
    assert "Record all of it" not in text
    owner.post(step, COLUMNS)
    assert not Intake.objects.exists()
    kept = owner.get(f"{BRING}?draft={step.split('/')[-2]}")
    assert "many" in kept.content.decode()


def test_a_table_is_read_once(series: Series, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    step = paste(owner, GOOD)
    monkeypatch.delattr("pilothouse.web.measures.drafts.read_text")
    assert "2 new" in words(owner.get(step))
    assert owner.post(step, COLUMNS).status_code == 302


def test_corrections_need_a_reason(series: Series, owner: Client) -> None:
    owner.post(paste(owner, GOOD), COLUMNS)
    step = paste(owner, GOOD.replace("79", "78"))
    assert "corrects 79" in words(owner.get(step))
    assert owner.post(step, COLUMNS).status_code == 422
    assert line_of(series).values.tolist() == [81.5, 79.0]
    owner.post(step, COLUMNS | {"reason": "Counted twice"})
    assert line_of(series).values.tolist() == [81.5, 78.0]


def test_strange_periods_are_asked_about_and_kept(series: Series, owner: Client) -> None:
    step = paste(owner, GOOD.replace("2026-02-16", "0202-11-01").replace("2026-W09", "2026-W10"))
    text = words(owner.get(step))
    assert "One line lies before 1900, or more than ten years before" in text
    assert "One line is for a period that is not over yet" in text
    assert "new so long ago?" in text
    assert owner.post(step, COLUMNS).status_code == 302


def test_columns_may_be_chosen_otherwise(series: Series, owner: Client) -> None:
    step = paste(owner, "a;b;c;d\nEST;81,5;2026-02-16;9\nEST;79,0;2026-02-23;9\n")
    chosen = mapped(unit=0, value=1, period=2, every_indicator=series.indicator_id)
    assert "2 new" in words(owner.get(step, chosen))
    owner.post(step, chosen)
    assert line_of(series).values.tolist() == [81.5, 79.0]


def test_what_reads_two_ways_is_asked(series: Series, owner: Client) -> None:
    step = paste(owner, GOOD.replace("2026-02-16", "2/3/2026").replace("2026-W09", "9/2/2026"))
    text = words(owner.get(step))
    assert "may be day/month or month/day" in text
    assert "What you brought is kept" in text


def test_all_rows_for_one_series(series: Series, owner: Client) -> None:
    step = paste(owner, "week,share\n2026-02-16,81.5\n2026-02-23,79\n", series=series.pk)
    assert b'name="indicator"' not in owner.get(step).content
    owner.post(step, mapped(period=0, value=1))
    assert line_of(series).values.tolist() == [81.5, 79.0]


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("weeks 2026.xlsx", out.getvalue())


def test_a_workbook(series: Series, owner: Client) -> None:
    file = workbook(("indicator", "unit", "period", "value"), ("IND-0001", "EST", "2026-02-23", 79.5))
    response = owner.post(BRING, {"file": file, "unit": unit_of(owner)})
    assert "weeks 2026.xlsx" in words(owner.get(response["Location"]))
    owner.post(response["Location"], COLUMNS)
    assert (line_of(series).values.tolist(), Intake.objects.get().name) == ([79.5], "weeks 2026.xlsx")


def test_what_cannot_be_read_is_refused_at_once(series: Series, owner: Client) -> None:
    unit = unit_of(owner)
    for name, content in (("a.xlsx", b"PK\x03\x04 broken"), ("a.csv", b"\x00\x01\x02"), ("a.xlsx", b"text")):
        response = owner.post(BRING, {"file": SimpleUploadedFile(name, content), "unit": unit})
        assert response.status_code == 422, name
        assert "Not saved yet" in words(response)
    assert owner.post(BRING, {"text": "  ", "unit": unit}).status_code == 422
    response = owner.post(BRING, {"text": "only a head", "unit": unit})
    assert "only a head" in words(response)


def test_a_draft_is_nobody_elses(
    cast: Cast, series: Series, owner: Client, signed_in: Callable[[Person], Client]
) -> None:
    step = paste(owner, GOOD)
    other = signed_in(cast.member)
    assert other.get(step).status_code == 404
    assert other.post(step, COLUMNS).status_code == 404
    assert owner.get(f"{BRING}../../etc/").status_code == 404
    assert owner.get(f"{BRING}{'0' * 32}/").status_code == 404


def test_who_may_enter_nothing_finds_no_page(cast: Cast, reader: Client) -> None:
    assert reader.get(BRING).status_code == 404


def test_rows_of_other_units_are_refused(cast: Cast, owner: Client) -> None:
    west = series_of(cast, unit=cast.west)
    step = paste(owner, GOOD.replace("EST", "WST"))
    assert "2 cannot be kept" in words(owner.get(step))
    owner.post(step, COLUMNS)
    assert not len(line_of(west))
