"""The page of promise reliability."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from pilothouse.bridge import reliability
from pilothouse.bridge.reliability import Cell, Promises
from pilothouse.web.improvement.views import promises
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


def test_months_in_a_chart_and_small_groups_untold(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    months = reliability.months_up_to(date(2026, 3, 2))[-9:-1]
    many, others = frozenset(range(1, 6)), frozenset(range(6, 12))
    rows = [Cell(month, cast.east.pk, None, Promises(40, 36, 2, 20, many)) for month in months[:-1]]
    rows += [
        Cell(months[-1], cast.east.pk, None, Promises(40, 10, people=many)),
        Cell(months[0], cast.office.pk, None, Promises(50, 47, people=others)),
        Cell(months[0], cast.west.pk, None, Promises(19, 3, people=frozenset({1}))),
    ]
    monkeypatch.setattr(promises, "cells", lambda *_: rows)
    client = signed_in(cast.leader)
    page = shown(client)
    assert "1 month lies outside of what chance explains: " in page
    assert "pbc-narrow" in page
    # West is one person's; East is the smaller of the others, and the total less Central would be nearly West.
    for unit in (cast.west, cast.east):
        hidden = shown(client, f"?unit={unit.pk}")
        assert "Not shown: it would tell of fewer than 5 people." in hidden
        assert "pbc-narrow" not in hidden
    assert "Not shown" not in shown(client, f"?unit={cast.office.pk}")
    assert page.count("not shown: too few people") == 2
    told = rows_of(client, "?format=csv")
    units = {row["Whose promises"]: row for row in told if row["Grouped by"] == "unit"}
    assert units[cast.office.name]["Kept by the first date"] == "47"
    assert (units[cast.west.name]["Promises"], units[cast.west.name]["Note"][:9]) == ("", "Not shown")
    assert next(row["Promises"] for row in told if row["Grouped by"] == "month") == "109"
    assert [row["Kept, %"] for row in rows_of(client, f"?unit={cast.west.pk}&format=csv")][:1] == [""]


@pytest.mark.parametrize("query", ["?unit=999", "?unit=x", "?process=7"])
def test_what_is_not_in_sight_is_not_found(cast: Cast, query: str) -> None:
    assert signed_in(cast.leader).get(PAGE + query).status_code == 404
