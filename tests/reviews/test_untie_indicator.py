"""Untying an indicator from an input."""

import pytest

from pilothouse.measures.operations import retire_indicator
from pilothouse.reviews.models import InputFeed
from pilothouse.reviews.operations import tie_indicator, untie_indicator
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of
from tests.reviews.test_tie_indicator import live


def test_it_goes_and_history_keeps_it_also_of_a_retired_one(cast: Cast) -> None:
    told = indicator_of(cast)
    feed = tie_indicator(act(cast.quality), "customers", indicator=told)
    with pytest.raises(NotAllowed):
        untie_indicator(act(cast.owner), "customers", indicator=told)
    with pytest.raises(Refused):
        untie_indicator(act(cast.quality), "providers", indicator=told)
    retire_indicator(act(cast.quality), told, reason="Measured elsewhere")
    told.refresh_from_db()
    assert live(cast.leader).missing[1] == "no data any more of Departures on time: it is retired"
    with pytest.raises(Refused):
        tie_indicator(act(cast.quality), "providers", indicator=told)
    key = feed.pk
    untie_indicator(act(cast.quality), "customers", indicator=told)
    assert not InputFeed.objects.exists()
    assert not live(cast.leader).tied
    names = Entry.objects.filter(name__startswith="input.indicator", key=key).values_list("name", flat=True)
    assert sorted(names) == ["input.indicator_tied", "input.indicator_untied"]
    assert verify().whole
