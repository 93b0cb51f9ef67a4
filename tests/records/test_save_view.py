"""Keeping a list as one likes to see it."""

import json

import pytest

from pilothouse.records.operations import MOST_VIEWS, save_view
from pilothouse.records.rules import tidy_query
from pilothouse.records.saved import SavedView
from pilothouse.trail.act import Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_what_an_address_asks_for_is_kept_without_where_one_is_in_it(cast: Cast) -> None:
    view = save_view(act(cast.owner), place="records", name=" My  late ", query="?sort=due&due=late&page=3&q=")
    assert (view.person, view.name, view.query) == (cast.owner, "My late", "due=late&sort=due")
    assert verify().whole


def test_history_keeps_name_and_words_under_the_persons_own_key(cast: Cast) -> None:
    save_view(act(cast.owner), place="records", name="Quarrel", query="q=dismissal")
    body = Entry.objects.latest("seq").body
    assert json.loads(body)["kind"] == "records.savedview"
    assert "Quarrel" not in body
    assert "dismissal" not in body


def test_the_same_name_takes_the_place_of_the_earlier(cast: Cast) -> None:
    save_view(act(cast.owner), place="records", name="Late", query="due=late")
    save_view(act(cast.owner), place="records", name="Late", query="due=week")
    assert [view.query for view in SavedView.objects.all()] == ["due=week"]


def test_a_list_opens_with_one_view(cast: Cast) -> None:
    for name in ("One", "Two"):
        save_view(act(cast.owner), place="records", name=name, query="due=late", preferred=True)
    save_view(act(cast.member), place="records", name="Other", query="due=late", preferred=True)
    assert {view.name for view in SavedView.objects.filter(preferred=True)} == {"Two", "Other"}


@pytest.mark.parametrize(
    ("name", "query"), [("", "due=late"), ("x" * 61, "due=late"), ("Empty", "page=2"), ("Empty", "")]
)
def test_nothing_is_kept_without_a_name_and_something_to_keep(cast: Cast, name: str, query: str) -> None:
    with pytest.raises(Refused):
        save_view(act(cast.owner), place="records", name=name, query=query)


def test_there_is_an_end(cast: Cast) -> None:
    for number in range(MOST_VIEWS):
        save_view(act(cast.owner), place="records", name=str(number), query="due=late")
    with pytest.raises(Refused):
        save_view(act(cast.owner), place="records", name="one more", query="due=late")
    save_view(act(cast.owner), place="improvement:issues", name="another list", query="due=late")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("b=2&a=1&a=3", "a=3&b=2"),
        ("q=" + "x" * 201, ""),
        ("q=%00", ""),
        ("q=%ff%fe&sort=due", "q=%EF%BF%BD%EF%BF%BD&sort=due"),
        ("&".join(f"a{n}=1" for n in range(50)), ""),
        ("<script>=1&q=<script>", "q=%3Cscript%3E"),
        ("next=//evil&format=csv", "next=%2F%2Fevil"),
    ],
)
def test_what_is_hostile_stays_a_harmless_address(query: str, kept: str) -> None:
    assert tidy_query(query) == kept
