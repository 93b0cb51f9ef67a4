"""Pages of rows, sort keys from an allow-list, shareable links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.web.kit.pages import COUNT_CAP, Column, link_with, number_asked, paginate, sorting
from tests.web.kit.drawn import drawn, request_for

COLUMNS = (Column("due", "Due", order_by=("-due", "id")), Column("state", "State"))


@given(st.integers(0, 300), st.integers(1, 12), st.integers(1, 60))
def test_pages_show_each_row_once(rows: int, number: int, size: int) -> None:
    page = paginate(list(range(rows)), request_for(f"/?page={number}"), size)
    start = (number - 1) * size
    assert list(page) == list(range(rows))[start : start + size]
    assert page.more == (rows > start + size)


def test_count_is_capped() -> None:
    page = paginate(list(range(COUNT_CAP + 5)), request_for("/"), count=True)
    assert page.total == COUNT_CAP
    assert page.capped


@pytest.mark.parametrize("text", ["0", "-1", "x", "", "1e3", "９", "99999999999", "1;drop"])
def test_odd_page_numbers_are_the_first_page(text: str) -> None:
    assert number_asked(request_for(f"/?page={text}")) == 1


@pytest.mark.parametrize("asked", ["owner__password", "state", "?", "-", "--due", "pk"])
def test_only_known_columns_sort(asked: str) -> None:
    assert sorting(request_for(f"/?sort={asked}"), COLUMNS).order_by == ()


def test_descending_turns_every_field() -> None:
    assert sorting(request_for("/?sort=-due"), COLUMNS).order_by == ("due", "-id")


def test_default_order_holds_when_asked_for_nonsense() -> None:
    assert sorting(request_for("/?sort=nonsense"), COLUMNS, default="due").order_by == ("-due", "id")


def test_links_keep_the_filter() -> None:
    assert link_with(request_for("/?state=open&page=3"), page=None, sort="due") == "?state=open&sort=due"


def test_head_of_the_sorted_column_turns_it() -> None:
    text = drawn('{% table columns "Issues" %}{% endtable %}', "/?sort=due&page=2&state=open", columns=COLUMNS)
    assert 'aria-sort="ascending"' in text
    assert 'href="?state=open&amp;sort=-due"' in text


def test_a_hostile_filter_stays_text() -> None:
    text = drawn('{% table columns "Issues" %}{% endtable %}', "/?state=%22%3E%3Cscript%3E", columns=COLUMNS)
    assert "<script>" not in text


def test_the_reader_chooses_the_rows_on_a_page() -> None:
    rows = list(range(300))
    assert [paginate(rows, request_for(f"/?rows={asked}")).size for asked in ("25", "50", "100")] == [25, 50, 100]
    for odd in ("", "0", "-1", "26", "1000000", "lots", "٥٠"):
        assert paginate(rows, request_for(f"/?rows={odd}")).size == 25
    text = drawn("{% pagination page %}", "/?page=2&rows=50", page=paginate(rows, request_for("/?page=2&rows=50")))
    assert 'href="?rows=50" rel="prev"' in text
    assert '<a href="?rows=50" aria-current="true">50</a>' in text
    assert '<a href="?">25</a>' in text
    assert "Rows" not in drawn("{% pagination page %}", page=paginate(rows[:9], request_for("/")))


def test_pagination_knows_both_ways() -> None:
    page = paginate(list(range(300)), request_for("/?page=2"), 50)
    text = drawn('{% pagination page "issues" %}', "/?page=2&state=open", page=page)
    assert "51–100" in text
    assert 'href="?state=open" rel="prev"' in text
    assert 'href="?state=open&amp;page=3" rel="next"' in text
