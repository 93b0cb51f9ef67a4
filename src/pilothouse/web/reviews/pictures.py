"""Drawings of the meeting: the line behind an item, and a forecast beside its fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse import charts
from pilothouse.charts.svg import polyline, tag, text, titled
from pilothouse.measures.models import Indicator, Series
from pilothouse.measures.queries import chart_of
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import Beside, Item, Numbers
from pilothouse.reviews.rules import expected_effect
from pilothouse.web.kit.components.figures import drawn
from pilothouse.web.measures.annotations import happenings, in_time
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.series_page import chart_context, url_of
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.words import amount, interval
from pilothouse.web.shell.middleware import PilotRequest

WIDTH, HEIGHT, MARGIN = 400.0, 92.0, 20.0
LINE, LABEL = 46.0, 84.0


@dataclass(frozen=True)
class Comparison:
    """Forecast and fact on one scale, and the same in a sentence."""

    svg: SafeString
    sentence: str


def comparison_of(decision: Decision, fact: Beside | None) -> Comparison | None:
    """The effect with its range, the forecast and zero on one line; None where there is nothing to compare.

    A judged decision shows what its verdict rested on, a running one what the series shows today.
    """
    if decision.series is None or decision.expected_size is None:
        return None
    expected = expected_effect(decision.expected_direction, decision.expected_size)
    measured = _judged(decision) or _today(fact)
    if measured is None:
        return None
    effect, low, high = measured
    indicator = decision.series.indicator
    sentence = _("Forecast %(expected)s; the series moved by %(effect)s%(range)s. The range is 95 %% sure.") % {
        "expected": amount(expected, indicator),
        "effect": amount(effect, indicator),
        "range": interval(low, high, indicator),
    }
    return Comparison(drawn(_drawing(expected, measured, indicator, sentence)), sentence)


def _judged(decision: Decision) -> tuple[float, float, float] | None:
    if decision.effect is None or decision.low is None or decision.high is None:
        return None
    return decision.effect, decision.low, decision.high


def _today(fact: Beside | None) -> tuple[float, float, float] | None:
    return fact.told if fact is not None else None


def _drawing(expected: float, measured: tuple[float, float, float], indicator: Indicator, sentence: str) -> str:
    effect, low, high = measured
    ends = [0.0, expected, low, high]
    least, span = min(ends), (max(ends) - min(ends)) or 1.0

    def x(value: float) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (value - least) / span

    zero, aim, here = x(0.0), x(expected), x(effect)
    parts = [
        titled(sentence),
        tag("path", class_="beside-axis", d=polyline([(MARGIN / 2, LINE), (WIDTH - MARGIN / 2, LINE)])),
        tag("path", class_="beside-zero", d=polyline([(zero, 26.0), (zero, 66.0)])),
        tag("path", class_="beside-range", d=polyline([(x(low), LINE), (x(high), LINE)])),
        tag("circle", class_="beside-fact", cx=here, cy=LINE, r=5.5),
        tag("path", class_="beside-aim", d=polyline([(aim, 22.0), (aim, 70.0)])),
        _label(aim, 14.0, _("forecast %s") % amount(expected, indicator), "beside-aim-word"),
        _label(here, LABEL, _("fact %s") % amount(effect, indicator), "beside-fact-word"),
    ]
    if abs(here - zero) > 120.0:
        parts.append(_label(zero, LABEL, _("no effect"), "beside-zero-word"))
    return tag(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", class_="beside-drawing", role="img",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
    )  # fmt: skip


def _label(x: float, y: float, words: str, class_: str) -> str:
    """A word at its mark; near an edge it turns inwards."""
    anchor = "start" if x < 90.0 else "end" if x > WIDTH - 90.0 else "middle"
    return text(x, y, words, class_, anchor)


@dataclass(frozen=True)
class Picture:
    """The large chart of a series with its sentence, its numbers as a table, the way to its page, and how far its
    numbers can be trusted.
    """

    svg: str
    sentence: str
    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    caption: str
    url: str
    trust: SafeString


def drawing_of(series: Series | None) -> str:
    """The sparkline of a series; "" where there is none."""
    return small_chart(series) if series is not None else ""


@dataclass(frozen=True)
class BesideLine:
    """What stands together with an item: another record, or a unit's series of a set; with its line and its label."""

    record: Record | None
    place: str
    url: str
    drawing: str
    trust: SafeString | str


def beside(item: Item, on: date) -> list[BesideLine]:
    """The other records of an item and the series of its set, as far as the person sees them."""
    others = () if item.named else item.others  # of a set the series tell of the other indicators
    signals = [(part.record, part.record.title, page_of(part.record), part.series) for part in others]
    units = [(None, _unit_of(item, series), url_of(series), series) for series in item.named]
    return [
        BesideLine(record, place, url, drawing_of(series), trusted(series, on) if series else "")
        for record, place, url, series in [*signals, *units]
    ]


def _unit_of(item: Item, series: Series) -> str:
    """Where a series of a set lies; of another indicator than that which stands for the item with its title."""
    return series.place if series.indicator_id == item.record.pk else str(series)


def picture_of(series: Series | None, request: PilotRequest, numbers: Numbers | None = None) -> Picture | None:
    """The chart of a series as it stands today; None without a series or without values.

    What was read of its `numbers` along with another row is not asked again.
    """
    if series is None:
        return None
    zone = request.organisation.tz
    today = request.now.astimezone(zone).date()
    judged = chart_of(series, today, numbers.trace if numbers else None)
    if not len(judged.line):
        return None
    at_hand = in_time(numbers.decisions, numbers.actions, zone) if numbers else None
    happened = happenings(series, request.person, zone) if at_hand is None else at_hand
    chart = chart_context(judged, request, happened, charts.IN_COLUMN)
    caption = f"{series}, {series.indicator.unit_of_measure}"
    words = (chart["svg"], chart["judgement"], chart["chart_columns"], chart["chart_rows"], caption)
    return Picture(*words, url_of(series), trusted(series, today, told=True))
