"""The page of any record: what it shows, to whom, at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from pilothouse.records.models import Record, record_types
from pilothouse.records.operations import add_note, hand_over, link_records, move_due
from pilothouse.web.records.detail import hanging_context
from tests.cast import NOW, Cast, act
from tests.web.records.stage import SignedIn, objective, problem


def test_it_shows_what_hangs_on_it(cast: Cast, signed_in: SignedIn) -> None:
    aim, other = objective(cast), objective(cast, "Fewer long delays")
    add_note(act(cast.leader), aim, text="Start with *mornings*.")
    link_records(act(cast.leader), aim, other=other, reason="same buffer")
    move_due(act(cast.leader, why="New aircraft come later."), aim, due=date(2027, 3, 31))
    text = signed_in(cast.reader).get(f"/{aim.code}/").content.decode()
    for part in (
        "Start with <em>mornings</em>",
        other.code,
        "same buffer",
        "New aircraft come later.",
        "moved the due",
    ):
        assert part in text
    assert "first promised" in text


def test_history_names_people_and_fields(cast: Cast, signed_in: SignedIn) -> None:
    aim = objective(cast)
    hand_over(act(cast.leader), aim, owner=cast.quality)
    text = signed_in(cast.leader).get(f"/{aim.code}/").content.decode()
    assert "handed it over" in text
    assert "<dt>Owner</dt>" in text
    assert f"<ins>{cast.quality.name}</ins>" in text


def test_the_unseen_is_not_found(cast: Cast, signed_in: SignedIn) -> None:
    issue = problem(cast.west_owner, cast.west)
    client = signed_in(cast.member)
    for verb in ("", "note/", "file/", "link/", "owner/", "due/", "files/1/"):
        assert client.get(f"/{issue.code}/{verb}").status_code == 404


def test_linked_records_that_may_not_be_seen_stay_hidden(cast: Cast, signed_in: SignedIn) -> None:
    aim, secret = objective(cast), problem(cast.west_owner, cast.west, "Fuel contract dispute")
    link_records(act(cast.leader), aim, other=secret)
    assert "Fuel contract dispute" in signed_in(cast.leader).get(f"/{aim.code}/").content.decode()
    text = signed_in(cast.member).get(f"/{aim.code}/").content.decode()
    assert "Fuel contract dispute" not in text
    assert secret.code not in text


def test_readers_are_offered_nothing_they_may_not_do(cast: Cast, signed_in: SignedIn) -> None:
    aim = objective(cast)
    text = signed_in(cast.reader).get(f"/{aim.code}/").content.decode()
    assert "Add a note" not in text
    assert "Hand over" not in text
    assert "Hand over" in signed_in(cast.leader).get(f"/{aim.code}/").content.decode()


@pytest.mark.parametrize("notes", [1, 12])
def test_queries_do_not_grow(cast: Cast, notes: int) -> None:
    aim = objective(cast)
    for number in range(notes):
        add_note(act(cast.leader), aim, text=f"Note {number}")
        link_records(act(cast.leader), aim, other=objective(cast, f"Aim {number}"))
    request = RequestFactory().get(f"/{aim.code}/")
    request.person, request.organisation, request.now = cast.member, cast.organisation, NOW
    with CaptureQueriesContext(connection) as queries:
        shown = hanging_context(request, aim)
    assert len(shown["notes"]) == len(shown["links"]) == notes
    # Who the person is and which units they see, then history, what hangs, the story, names.
    assert len(queries) == 2 + 3


@pytest.mark.parametrize("model", record_types().values(), ids=lambda model: model.KIND.name)
def test_every_kind_has_a_page(model: type[Record]) -> None:
    assert resolve(f"/{model.KIND.prefix}-0001/").url_name
