"""The page of promise reliability."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from pilothouse.mirror.models import PromisesTold
from pilothouse.mirror.rules import months_within
from tests.cast import Cast
from tests.house.test_queries import signed_in

PAGE = "/improvement/promises/"


def shown(client: Client, query: str = "") -> str:
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows_of(client: Client, query: str) -> list[dict[str, str]]:
    content = b"".join(client.get(PAGE + query).streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_an_empty_page_says_what_belongs_here(cast: Cast) -> None:
    assert "No promise has come to its day yet." in shown(signed_in(cast.leader))


def told(last: date, made: int | None, kept: int = 0, unit: int | None = None, first: date | None = None) -> None:
    """A row of what may be told, as the worker keeps it; of a unit with its one process, none."""
    numbers = {"made": made, "kept": kept, "moved": 1, "days": 7} if made is not None else {}
    for process in (None,) if unit is None else (None, 0):
        PromisesTold.objects.create(first=first or last, last=last, unit=unit, process=process, **numbers)


def test_months_in_a_chart_and_small_groups_untold(cast: Cast) -> None:
    months = months_within(date(timezone.now().year - 1, 1, 1), date(timezone.now().year - 1, 10, 1))
    for month in months[1:-1]:
        told(month, 90, 81)
        told(month, 50, 47, cast.office.pk)
        told(month, None, unit=cast.west.pk)
    told(months[-1], 40, 10)
    told(months[-1], 40, 10, cast.office.pk)
    client = signed_in(cast.leader)
    page = shown(client)
    assert "577 of 670 promises were kept by the date first promised: 86" in page
    assert "1 month lies outside of what chance explains: " in page
    assert "pbc-narrow" in page
    hidden = shown(client, f"?unit={cast.west.pk}")
    assert "Not shown: it would tell of fewer than 5 people." in hidden
    assert "pbc-narrow" not in hidden
    assert "Not shown: it would" not in shown(client, f"?unit={cast.office.pk}")
    assert page.count("not shown: too few people") == 1
    lines = rows_of(client, "?format=csv")
    units = {row["Whose promises"]: row for row in lines if row["Grouped by"] == "unit"}
    assert (units[cast.office.name]["Promises"], units[cast.office.name]["Kept by the first date"]) == ("390", "339")
    assert (units[cast.west.name]["Promises"], units[cast.west.name]["Note"][:9]) == ("", "Not shown")
    assert [row["Promises"] for row in lines if row["Grouped by"] == "process"] == ["390"]
    assert [row["Kept, %"] for row in rows_of(client, f"?unit={cast.west.pk}&format=csv")][:1] == [""]


def test_months_told_together_stand_in_one_line_and_what_is_older_is_left_out(cast: Cast) -> None:
    year = timezone.now().year
    told(date(year - 3, 12, 1), 99)
    told(date(year - 1, 3, 1), 12, 6, first=date(year - 1, 1, 1))
    page = shown(signed_in(cast.leader))
    assert f"Jan {year - 1} – Mar {year - 1}" in page
    assert "6 of 12 promises were kept" in page


def test_who_sees_one_unit_is_told_of_it_alone(cast: Cast) -> None:
    month = date(timezone.now().year - 1, 5, 1)
    told(month, 90, 81)
    told(month, 50, 47, cast.east.pk)
    told(month, 40, 34, cast.west.pk)
    page = shown(signed_in(cast.owner))
    assert "47 of 50 promises were kept" in page
    assert "Airport West" not in page
    hidden = shown(signed_in(cast.west_owner))
    assert "34 of 40 promises were kept" in hidden


@pytest.mark.parametrize("query", ["?unit=999", "?unit=x", "?process=7"])
def test_what_is_not_in_sight_is_not_found(cast: Cast, query: str) -> None:
    assert signed_in(cast.leader).get(PAGE + query).status_code == 404
