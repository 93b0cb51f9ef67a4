"""Ending a theme."""

from datetime import date

import pytest

from pilothouse.records.models import Note
from pilothouse.strategy.models import Theme
from pilothouse.strategy.operations import add_theme, end_theme, set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def theme(cast: Cast) -> Theme:
    return add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time")


def test_it_ends_and_the_reason_stays_with_it(cast: Cast, theme: Theme) -> None:
    end_theme(act(cast.leader), theme, reason="We have arrived.")
    assert theme.ended
    assert Note.objects.get(record=theme).text == "We have arrived."
    assert Entry.objects.filter(name="theme.ended", key=theme.pk).count() == 1
    assert verify().whole


def test_not_while_live_objectives_belong_to_it(cast: Cast, theme: Theme) -> None:
    set_objective(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="85 %", due=date(2026, 12, 31), theme=theme
    )
    with pytest.raises(Refused):
        end_theme(act(cast.leader), theme, reason="x")


def test_without_a_reason_it_stays(cast: Cast, theme: Theme) -> None:
    with pytest.raises(Refused) as refusal:
        end_theme(act(cast.leader), theme, reason=" ")
    assert refusal.value.field == "reason"
    theme.refresh_from_db()
    assert not theme.ended


def test_a_reader_may_not(cast: Cast, theme: Theme) -> None:
    with pytest.raises(NotAllowed):
        end_theme(act(cast.reader), theme, reason="x")
