"""The page of promise reliability."""

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


def test_an_empty_page_says_what_belongs_here(cast: Cast) -> None:
    assert "No promise has come to its day yet." in shown(signed_in(cast.leader))


def test_months_in_a_chart_and_small_groups_untold(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    months = reliability.months_up_to(date(2026, 3, 2))[-9:-1]
    rows = [Cell(month, cast.east.pk, None, Promises(40, 36, 2, 20)) for month in months[:-1]]
    rows += [
        Cell(months[-1], cast.east.pk, None, Promises(40, 10)),
        Cell(months[0], cast.west.pk, None, Promises(4, 4)),
    ]
    monkeypatch.setattr(promises, "cells", lambda *_: rows)
    client = signed_in(cast.leader)
    page = shown(client)
    assert "1 month lies outside of what chance explains: " in page
    assert "pbc-narrow" in page
    assert "too few to tell" in shown(client, f"?unit={cast.west.pk}")
    assert "Too few promises have come to their day to tell." in shown(client, f"?unit={cast.west.pk}")


@pytest.mark.parametrize("query", ["?unit=999", "?unit=x", "?process=7"])
def test_what_is_not_in_sight_is_not_found(cast: Cast, query: str) -> None:
    assert signed_in(cast.leader).get(PAGE + query).status_code == 404
