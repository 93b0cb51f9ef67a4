"""What is decided anew is left out of the mirror only where its day had not come yet."""

from datetime import date, timedelta

from django.db import connection

from pilothouse.mirror.counting.reviews import decisions
from pilothouse.mirror.counting.rhythm import rhythm
from pilothouse.mirror.counting.span import span_up_to
from pilothouse.mirror.rules import Sum
from pilothouse.reviews.operations import supersede_decision
from tests.cast import NOW, Cast, act
from tests.reviews.story import TODAY, decided, forecast, series_of

APRIL = date(2026, 4, 1)


def test_what_was_due_is_not_taken_out_of_the_count_by_deciding_anew(cast: Cast) -> None:
    series = series_of(cast)
    early, late = (decided(cast, expect=forecast(series)) for _ in range(2))  # to be carried out by 1 April
    for old, days in ((early, 10), (late, 60)):
        by, due = act(cast.leader, later=timedelta(days=days)), TODAY + timedelta(days=days + 60)
        supersede_decision(by, old, owner=cast.owner, due=due, title="End it", choice="End it", reason="Too dear.")
    span = span_up_to(NOW + timedelta(days=125), cast.organisation.tz)
    assert rhythm(span)["decisions-in-time"].months[APRIL] == Sum(0, 1)
    assert not decisions(span)["decisions-checked"].months  # both verdicts were for the end of May
    # What was superseded on a verdict that was due comes from before that was refused.
    raw = connection.connection.cursor()  # past every guard of the application
    raw.execute(f"UPDATE reviews_decision SET expected_by = '2026-04-20' WHERE record_id IN ({early.pk}, {late.pk})")
    assert decisions(span)["decisions-checked"].months == {APRIL: Sum(0, 1)}
