"""Saved views above a list: saved, opened, changed, removed; nobody else's; never in the way."""

import re

import pytest

from pilothouse.records.operations import save_view
from pilothouse.records.saved import SavedView
from pilothouse.trail.act import Act
from tests.cast import Cast, act
from tests.web.records.stage import SignedIn, objective

SAVE = "/views/save/"


def test_a_view_is_saved_and_stands_above_the_list(cast: Cast, signed_in: SignedIn) -> None:
    objective(cast)
    client = signed_in(cast.owner)
    assert "Save this view" not in client.get("/records/").content.decode()
    assert "Save this view" in client.get("/records/?due=late&page=2").content.decode()
    asked = f"{SAVE}?place=records&query=due%3Dlate"
    assert 'value="due=late"' in client.get(asked).content.decode()
    sent = client.post(SAVE, {"place": "records", "query": "due=late", "name": "My <late>"})
    assert sent["Location"] == "/records/?due=late"
    page = client.get("/records/?due=late&page=1").content.decode()
    assert '<a href="?due=late" aria-current="page">My &lt;late&gt;</a>' in page
    assert "Save this view" not in page
    assert "late&gt;" not in signed_in(cast.leader).get("/records/").content.decode()


def test_a_list_opens_with_the_preferred_view_and_a_link_leads_past_it(cast: Cast, signed_in: SignedIn) -> None:
    save_view(act(cast.owner), place="records", name="Late", query="due=late", preferred=True)
    client = signed_in(cast.owner)
    assert client.get("/records/")["Location"] == "/records/?due=late"
    page = client.get("/records/?due=late").content.decode()
    assert '<a class="clear" href="?view=usual">' in page
    assert client.get("/records/?view=usual").status_code == 200
    assert signed_in(cast.leader).get("/records/").status_code == 200


def test_it_is_told_in_words_before_it_is_saved_and_among_all_views(cast: Cast, signed_in: SignedIn) -> None:
    query = f"due=late&owner={cast.owner.pk}&q=belt&rows=50&sort=-due&unit=EST"
    words = "Unit: Airport East · Owner: Station manager East · Due: before today · Words: belt"
    client = signed_in(cast.owner)
    form = client.get(SAVE, {"place": "records", "query": query}).content.decode()
    view = save_view(act(cast.owner), place="records", name="Late", query=query)
    change, views = client.get(f"/views/{view.pk}/").content.decode(), client.get("/views/").content.decode()
    for page in (form, change, views):
        for told in ("All records", words, "sorted by Due, descending", "50 rows on a page"):
            assert told in page
    assert "/records/?" not in re.sub(r'href="[^"]*"', "", views)
    bare = client.get(SAVE, {"place": "improvement:issues", "query": "state=all"}).content.decode()
    assert all(told in bare for told in ("Issues", "everything", "newest first", "25 rows on a page"))


def test_every_list_and_the_menu_of_the_account_lead_to_the_views(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.reader)
    assert client.get("/improvement/issues/").content.decode().count('href="/views/"') == 2
    assert client.get("/my-work/").content.decode().count('href="/views/"') == 1


def test_what_was_typed_stays_when_it_is_refused(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.owner).post(SAVE, {"place": "records", "query": "page=2", "name": "Nothing"})
    assert answer.status_code == 422
    assert "Filter or sort the list first." in answer.content.decode()
    assert 'value="Nothing"' in answer.content.decode()


@pytest.mark.parametrize("place", ["", "nowhere", "record", "views", "search", "//evil.example", "x" * 500])
def test_only_lists_have_views(cast: Cast, signed_in: SignedIn, place: str) -> None:
    client = signed_in(cast.owner)
    assert client.get(SAVE, {"place": place}).status_code == 404
    assert client.post(SAVE, {"place": place, "query": "q=1", "name": "x"}).status_code == 404
    assert not SavedView.objects.exists()


def test_it_is_changed_and_removed_by_its_keeper_alone(cast: Cast, signed_in: SignedIn) -> None:
    view = save_view(act(cast.owner), place="records", name="Late", query="due=late")
    page, stranger, keeper = f"/views/{view.pk}/", signed_in(cast.leader), signed_in(cast.owner)
    assert stranger.get(page).status_code == stranger.post(page).status_code == 404
    assert stranger.post(f"{page}remove/").status_code == 404
    assert "Late" in keeper.get("/views/").content.decode()
    assert keeper.post(page, {"name": "Overdue", "preferred": "on", "version": view.version}).status_code == 302
    assert keeper.post(page, {"name": "Stale", "version": view.version}).status_code == 409
    view.refresh_from_db()
    assert (view.name, view.preferred) == ("Overdue", True)
    assert keeper.post(f"{page}remove/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["state=gone&sort=nonsense", "unit=XXX&owner=99999999999999999999", "q=%2500&rows=7"])
def test_an_outdated_view_still_opens_its_list(cast: Cast, signed_in: SignedIn, query: str) -> None:
    by: Act = act(cast.owner)
    view = save_view(by, place="improvement:issues", name="Old", query=query, preferred=True)
    answer = signed_in(cast.owner).get("/improvement/issues/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [(f"/improvement/issues/?{view.query}", 302)]


def test_a_list_that_is_no_more_is_left_out(cast: Cast, signed_in: SignedIn) -> None:
    save_view(act(cast.owner), place="gone:list", name="Ghost", query="q=1")
    page = signed_in(cast.owner).get("/views/").content.decode()
    assert "Ghost" not in page
