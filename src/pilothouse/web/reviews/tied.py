"""Indicators tied to an input, as its page, the list, a meeting and the pre-read show them: a line for each series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse.measures.wording import period_in_words
from pilothouse.reviews.queries import Tied, TiedSeries
from pilothouse.reviews.queries.inputs.tied import SHOWN
from pilothouse.web.measures.series_page import url_of
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.measures.words import amount, silence, since
from pilothouse.web.records.numbers import page_of

# In a list of inputs so few series of an indicator are shown, what asks for attention first.
FEW = 3


@dataclass(frozen=True)
class TiedLine:
    """A series: its latest value with its period and label of trust, how long it is silent, what its signal says."""

    place: str
    url: str
    value: str
    period: str
    trust: SafeString
    silent: str
    mark: str = ""
    moved: str = ""
    signal_url: str = ""


@dataclass(frozen=True)
class TiedTold:
    """A tied indicator with the lines of its series; so many `more` are left out. Where it has no lines, `nothing` says
    why.
    """

    tied: Tied
    url: str
    lines: list[TiedLine]
    more: int
    nothing: str


def tied_told(several: Sequence[Tied], today: date, shown: int = SHOWN) -> list[TiedTold]:
    """What is shown of the indicators tied to an input."""
    return [
        TiedTold(
            one, page_of(one.indicator), list(_lines(one, today, shown)), max(len(one.series) - shown, 0), _nothing(one)
        )
        for one in several
    ]


def _nothing(tied: Tied) -> str:
    if tied.indicator.ended:
        return _("no data any more: it is retired")
    if not tied.whole:
        return _("you see no series of it here")
    return _("no data: no series of it runs here")


def _lines(tied: Tied, today: date, shown: int) -> Iterator[TiedLine]:
    for one in tied.series[:shown]:
        series, indicator, reading = one.series, tied.indicator, one.series.reading
        latest, silent = reading.latest_period, silence(indicator, reading, today)
        yield TiedLine(
            series.place,
            url_of(series),
            amount(indicator, reading.latest),
            period_in_words(latest, indicator.frequency, today) if latest else _("no data"),
            trusted(series, today),
            _("late: %s") % silent if silent else "",
            **_moved(one, today),
        )


def _moved(one: TiedSeries, today: date) -> dict[str, Any]:
    signal = one.signal
    if signal is None:
        return {}
    words = since(one.series.indicator, signal, today, one.series.reading)
    return {"mark": "better" if signal.better else "worse", "moved": words, "signal_url": page_of(signal)}
