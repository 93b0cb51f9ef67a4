"""Sources in the browser: tried without writing, refreshed, and what happens when they fail."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, expect

from pilothouse.cli.worker import work_once
from pilothouse.measures.models import Intake, Series, Source
from pilothouse.measures.queries import line_of
from pilothouse.trail.verify import verify
from tests.cast import Cast
from tests.chromium import follow
from tests.measures.numbers import series_of
from tests.web.browser import LOOKS, open_window
from tests.web.measures.pages import queries, words
from tests.web.records.stage import exported

SQL = "SELECT 'IND-0001' AS indicator, 'EST' AS unit, day AS period, good AS numerator, n AS denominator FROM data"
SOURCES = "/performance/sources/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """The only folder that sources may read."""
    (tmp_path / "days.csv").write_text("day,good,n\n2025-01-06,9,10\n2025-01-13,8,10\n")
    settings.SOURCE_DIRS = [tmp_path]
    return tmp_path


@pytest.fixture
def series(cast: Cast) -> Series:
    """What the source feeds."""
    return series_of(cast, kind="proportion")


def given(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"name": "Days", "unit": cast.east.pk, "owner": cast.owner.pk, "path": "days.csv", "sql": SQL} | changes


@pytest.fixture
def source(cast: Cast, series: Series, owner: Client) -> Source:
    """As the process owner of the east defines it."""
    owner.post(f"{SOURCES}new/", given(cast))
    return Source.objects.get()


def test_trying_shows_rows_and_writes_nothing(cast: Cast, series: Series, owner: Client) -> None:
    response = owner.post(f"{SOURCES}new/", given(cast, do="try"))
    assert "13 Jan 2025" in words(response)
    assert "nothing was written" in words(response)
    assert not Source.objects.exists()
    assert not Intake.objects.exists()


def test_a_query_that_fails_keeps_what_was_typed(cast: Cast, series: Series, owner: Client) -> None:
    for sql in ("SELEC 1", "SELECT nothing FROM data", "DROP TABLE data", "SELECT * FROM read_csv('/etc/passwd')"):
        response = owner.post(f"{SOURCES}new/", given(cast, sql=sql, do="try"))
        assert response.status_code == 422, sql
        assert sql.split("'")[0] in words(response)
    assert owner.post(f"{SOURCES}new/", given(cast, path="../secret.csv")).status_code == 422
    assert not Source.objects.exists()


def test_a_source_is_refreshed_once(source: Source, series: Series, owner: Client) -> None:
    page = f"{SOURCES}{source.pk}/"
    assert "being asked" in words(owner.post(f"{page}refresh/", follow=True))
    assert work_once() == 1
    assert "2 values recorded" in words(owner.get(page))
    assert line_of(series).values.tolist() == [90.0, 80.0]
    owner.post(f"{page}refresh/")
    assert work_once() == 0
    assert "Nothing new" in words(owner.get(page))
    text = words(owner.get(page))
    assert "2 values" in text
    assert "well" in text
    assert "source “Days”" in words(owner.get(f"/series/{series.pk}/"))
    assert verify().whole


def test_a_run_that_fails_says_why_and_keeps_nothing(
    source: Source, series: Series, owner: Client, folder: Path
) -> None:
    (folder / "days.csv").write_text("day,good,n\n2025-01-06,11,10\n")
    page = f"{SOURCES}{source.pk}/"
    owner.post(f"{page}refresh/")
    work_once()
    assert "larger than the denominator" in words(owner.get(page))
    assert not len(line_of(series))
    assert "failed" in words(owner.get(SOURCES))


def test_trying_what_is_defined(source: Source, owner: Client) -> None:
    assert "13 Jan 2025" in words(owner.post(f"{SOURCES}{source.pk}/"))
    assert not Intake.objects.exists()


def test_changing_a_source(cast: Cast, source: Source, owner: Client) -> None:
    page = f"{SOURCES}{source.pk}/edit/"
    assert SQL.split("'")[0] in words(owner.get(page))
    change = given(cast, every_hours="24", version=source.version)
    assert owner.post(page, change).status_code == 302
    assert owner.post(page, change | {"every_hours": "12"}).status_code == 409
    assert "every 24 hours" in words(owner.get(SOURCES))


def test_rights(source: Source, reader: Client, stranger: Client) -> None:
    page = f"{SOURCES}{source.pk}/"
    assert reader.get(page).status_code == 200
    assert reader.get(f"{SOURCES}new/").status_code == 404
    assert reader.post(page).status_code == 404
    assert reader.post(f"{page}refresh/").status_code == 404
    assert reader.get(f"{page}edit/").status_code == 404
    assert stranger.get(page).status_code == 404
    assert "Days" not in words(stranger.get(SOURCES))
    assert not Intake.objects.exists()


def test_queries_do_not_grow(cast: Cast, source: Source, owner: Client) -> None:
    def more() -> None:
        for number in range(10):
            owner.post(f"{SOURCES}new/", given(cast, name=f"Number {number}"))

    assert queries(owner, SOURCES, more) == queries(owner, SOURCES)


def test_sources_leave_as_a_file_in_every_order(source: Source, owner: Client, stranger: Client) -> None:
    for key in ("name", "path", "unit", "every", "last", "result", "owner"):
        for sign in ("", "-"):
            assert owner.get(f"/performance/sources/?sort={sign}{key}").status_code == 200
            (row,) = exported(owner, f"/performance/sources/?format=csv&sort={sign}{key}")
            assert row[0] == source.name
    assert exported(stranger, "/performance/sources/?format=csv") == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_a_source_that_is_asked_looks_again_by_itself(
    chromium: Browser, owner: Client, source: Source, width: int, theme: str
) -> None:
    window = open_window(chromium, owner, width=width, theme=theme)
    page = window.visit(f"/performance/sources/{source.pk}/")
    follow(page, page.locator("button:has-text('Refresh now')"))
    page.wait_for_selector("text=The source is being asked")
    assert window.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert work_once() == 1
    page.wait_for_selector("text=2 values recorded")
    expect(page.locator("text=The source is being asked")).to_have_count(0)
    assert window.complaints == []
