"""Forgetting a saved view."""

import pytest

from pilothouse.records.operations import remove_view, save_view
from pilothouse.records.saved import SavedView
from pilothouse.trail.act import NotAllowed
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_it_is_gone(cast: Cast) -> None:
    remove_view(act(cast.owner), save_view(act(cast.owner), place="records", name="Late", query="due=late"))
    assert not SavedView.objects.exists()
    assert verify().whole


def test_only_by_whoever_keeps_it(cast: Cast) -> None:
    view = save_view(act(cast.owner), place="records", name="Late", query="due=late")
    with pytest.raises(NotAllowed):
        remove_view(act(cast.leader), view)
