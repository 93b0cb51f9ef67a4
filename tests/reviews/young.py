"""A decision whose verdict is due before enough values have come."""

from datetime import timedelta

from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import carry_out_decision
from tests.cast import Cast, act
from tests.reviews.story import BY, HIGHER, TODAY, decided, enter, forecast, series_of

DUE = BY - TODAY
# Two weeks of six are in; four more end on 22 June, and two days of grace follow.
AGAIN = BY + timedelta(weeks=4, days=2)


def young(cast: Cast, *, carried: bool = True) -> Decision:
    """On the day of its verdict two weekly values are in, the first after a long gap."""
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series))
    if carried:
        carry_out_decision(act(cast.owner), decision)
    enter(cast, series, HIGHER[:2], BY - timedelta(weeks=2), DUE)
    return Decision.objects.get()
