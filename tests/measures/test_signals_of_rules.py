"""Signals from before early warning: history holds what it held, and they still tell of their change."""

import pytest

from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal
from pilothouse.measures.wording import what_was_seen
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of, signal_of_a_rule, week

pytestmark = pytest.mark.django_db


def test_history_knows_them_without_the_fields_of_early_warning(cast: Cast) -> None:
    series = series_of(cast)
    old = signal_of_a_rule(act(cast.leader), series=series, rule=2)
    assert old.image().keys().isdisjoint({"kind_of_change", "p", "usual"})
    explain_signal(act(cast.quality), old, explanation="Fog")
    assert verify().whole
    assert what_was_seen(old, series.indicator) == "Two of three values in a row lie far out on the same side."


def test_a_new_one_stands_there_with_them(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, 40.0, 40.0, 40.0))
    new = Signal.objects.get()
    assert {"kind_of_change", "p", "usual"} <= new.image().keys()
    assert new.image()["rule"] is None
    assert verify().whole


def test_they_are_not_told_again(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, STEADY, first=38)
    signal_of_a_rule(act(cast.leader), series=series)
    assert week(54).isoformat() == "2026-01-19"
    record(cast.member, series, (40.0, 40.0, 40.0), first=54)
    assert Signal.objects.count() == 1
