"""Calling a saved view something else, and opening its list with it."""

import pytest

from pilothouse.records.operations import change_view, save_view
from pilothouse.records.saved import SavedView
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act


def kept(cast: Cast, name: str, *, preferred: bool = False) -> SavedView:
    return save_view(act(cast.owner), place="records", name=name, query="due=late", preferred=preferred)


def test_another_name_and_first_place(cast: Cast) -> None:
    kept(cast, "First", preferred=True)
    view = change_view(act(cast.owner), kept(cast, "Late"), name="Overdue", preferred=True)
    assert view.name == "Overdue"
    assert list(SavedView.objects.filter(preferred=True)) == [view]


def test_a_name_is_given_once(cast: Cast) -> None:
    kept(cast, "Late")
    with pytest.raises(Refused) as refusal:
        change_view(act(cast.owner), kept(cast, "Soon"), name="Late", preferred=False)
    assert refusal.value.field == "name"


def test_nobody_changes_what_somebody_else_keeps(cast: Cast) -> None:
    view = kept(cast, "Late")
    with pytest.raises(NotAllowed):
        change_view(act(cast.leader), view, name="Mine now", preferred=False)
