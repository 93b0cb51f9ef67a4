"""The one list: filter, sort, search, pages, export, rights, cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.records.models import Record
from pilothouse.records.operations import hand_over
from pilothouse.strategy.operations import end_objective
from pilothouse.web.kit.pages import COUNT_CAP, Sorting
from pilothouse.web.records import lists
from tests.cast import Cast, act
from tests.web.records.stage import SignedIn, exported, objective, problem

MOST_QUERIES = 8
DUE = date(2026, 6, 1)


def titles(client: object, query: str) -> list[str]:
    return [row[1] for row in exported(client, f"/records/?format=csv&{query}")]  # type: ignore[arg-type]


@pytest.fixture
def aims(cast: Cast) -> Cast:
    """Three objectives with different dates and owners, one of them reached."""
    objective(cast, "Beta", DUE + timedelta(days=2))
    hand_over(act(cast.leader), objective(cast, "alpha", DUE + timedelta(days=1)), owner=cast.quality)
    end_objective(act(cast.leader), objective(cast, "Gamma", DUE), step="reach", reason="Done.")
    return cast


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Gamma", "alpha", "Beta"]),
        ("sort=due", ["Gamma", "alpha", "Beta"]),
        ("sort=-due", ["Beta", "alpha", "Gamma"]),
        ("sort=owner", ["Gamma", "alpha", "Beta"]),
        ("sort=owner__email", ["Gamma", "alpha", "Beta"]),
        ("owner=nobody", []),
        ("owner=7%27", ["Gamma", "alpha", "Beta"]),
        ("kind=issue", []),
        ("kind=nonsense", ["Gamma", "alpha", "Beta"]),
        ("q=alph", ["alpha"]),
        ("q=alph+beta", []),
        ("unit=XXX", ["Gamma", "alpha", "Beta"]),
    ],
)
def test_filter_and_sort(aims: Cast, signed_in: SignedIn, query: str, expected: list[str]) -> None:
    assert titles(signed_in(aims.leader), query) == expected


def test_mine(aims: Cast, signed_in: SignedIn) -> None:
    assert titles(signed_in(aims.quality), "owner=me") == ["alpha"]
    assert titles(signed_in(aims.leader), f"owner={aims.quality.pk}") == ["alpha"]


def test_undated_come_last_either_way(cast: Cast, signed_in: SignedIn) -> None:
    objective(cast, "dated")
    problem(cast.member, cast.east, "undated")
    client = signed_in(cast.leader)
    assert titles(client, "sort=due") == titles(client, "sort=-due") == ["dated", "undated"]


def test_pages_of_dated_and_undated_show_each_row_once(cast: Cast) -> None:
    rows = [f"d{number}" for number in range(5)]
    for title in rows:
        objective(cast, title)
    for title in ("u1", "u2", "u3", "u4"):
        problem(cast.member, cast.east, title)
        rows.append(title)
    order = lists.Ordered(Record.objects.all(), Sorting("due", False, ("due", "id")))
    for size in (2, 3, 4):
        seen = [row.title for start in range(0, 12, size) for row in order.cut(start, start + size)]
        assert seen == rows


def test_other_units_stay_out_of_page_and_export(cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.west_owner, cast.west, "Fuel contract dispute")
    client = signed_in(cast.member)
    assert "Fuel contract" not in client.get("/records/").content.decode()
    assert titles(client, "") == []
    assert titles(signed_in(cast.leader), "") == ["Fuel contract dispute"]


def test_a_unit_means_all_below_it(cast: Cast, signed_in: SignedIn) -> None:
    problem(cast.member, cast.east, "In the east")
    client = signed_in(cast.leader)
    assert titles(client, "unit=HQ") == titles(client, "unit=EST") == ["In the east"]
    assert titles(client, "unit=WST") == []


def test_a_hostile_title_stays_text(cast: Cast, signed_in: SignedIn) -> None:
    objective(cast, "<script>alert(1)</script>")
    text = signed_in(cast.leader).get("/records/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_htmx_gets_the_part_only(aims: Cast, signed_in: SignedIn) -> None:
    client = signed_in(aims.leader)
    part = client.get("/records/", headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()
    assert part.lstrip().startswith('<div id="list"')
    assert "<html" not in part
    assert "<html" in client.get("/records/", headers={"HX-Request": "true"}).content.decode()


def test_count_is_capped(cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    assert COUNT_CAP == 1_000
    monkeypatch.setattr(lists, "COUNT_CAP", 2)
    for number in range(4):
        objective(cast, f"Aim {number}")
    assert "of 2+" in signed_in(cast.leader).get("/records/").content.decode()


def test_the_empty_list_teaches_and_the_narrowed_one_offers_a_way_back(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.leader)
    assert "Nothing is recorded yet" in client.get("/records/").content.decode()
    assert "Clear the filter" in client.get("/records/?q=nothing").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("query", ["", "?unit=EST&due=month&sort=due&q=aim", "?page=2"])
def test_queries_do_not_grow(cast: Cast, signed_in: SignedIn, rows: int, query: str) -> None:
    for number in range(rows):
        objective(cast, f"Aim {number}")
    client = signed_in(cast.member)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/records/{query}").status_code == 200
    assert len(queries) <= MOST_QUERIES
