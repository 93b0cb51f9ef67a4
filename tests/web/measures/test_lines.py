"""Which signal a line tells of."""

from django.test import Client

from pilothouse.measures.models import Reading, Series, Signal
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.lines import lines_of, lines_of_many, with_signal
from pilothouse.web.measures.words import Saying, saying
from tests.cast import Cast, act
from tests.measures.numbers import record, series_of, signal_of_a_rule
from tests.web.measures.conftest import TODAY


def told(series: Series) -> Signal | None:
    """The signal of the line, which is the same in both ways of asking for it."""
    (line,) = lines_of(list(with_signal(Series.objects.filter(pk=series.pk))), TODAY)
    (same,) = lines_of_many([series], TODAY)
    assert line.signal == same.signal
    return line.signal


def test_a_line_tells_of_its_latest_signal_and_of_an_open_one_before_those_that_ended(cast: Cast) -> None:
    series, by = series_of(cast), act(cast.leader)
    assert told(series) is None
    signal_of_a_rule(by, series=series, state="explained")
    latest = signal_of_a_rule(by, series=series, state="explained")
    assert told(series) == latest
    waits = signal_of_a_rule(by, series=series, state="open")
    signal_of_a_rule(by, series=series, state="explained")
    assert told(series) == waits


def test_what_the_words_of_a_line_need_comes_along(cast: Cast) -> None:
    series = series_of(cast)
    stored = signal_of_a_rule(act(cast.leader), series=series, state="explained")
    found = told(series)
    assert found is not None
    for name in ("code", "onset", "found", "side", "better", "ended_at", "standing"):
        assert name == "code" or name not in found.get_deferred_fields()
        assert getattr(found, name) == getattr(stored, name)


def test_more_variation_is_worse_where_more_is_better(cast: Cast, quality: Client) -> None:
    calm = [50.0 + step for step in (2, -1, 1, -2, 0, 1, -1, 2, -2, 1, 0, -1)] * 4
    series = series_of(cast)
    record(cast.quality, series, [*calm, 56.0, 44.0, 56.0, 44.0, 56.0, 44.0])
    reading = Reading.objects.get(series=series)
    assert reading.change == 1, "the spread grew"
    series.reading = reading
    assert saying(series.indicator, reading, None, TODAY) == Saying("worse", "varies more among its latest values")
    page = quality.get(f"/series/{series.pk}/").content.decode()
    small, large = small_chart(series), page[page.index('class="pbc ') :]
    assert ("spark-better" in small, "spark-worse" in small) == (False, True)
    assert ("pbc-better" in large, "pbc-worse" in large) == (False, True)
