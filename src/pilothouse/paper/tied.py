"""Indicators tied to inputs as they stood: what was there of them, and a line for each series with its trust."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator, Series
from pilothouse.measures.wording import period_in_words
from pilothouse.organisation.models import Unit
from pilothouse.paper.drawing import spark_of
from pilothouse.paper.opening import NONE, Told, amount, day_in_words, name_of
from pilothouse.paper.resting import rests
from pilothouse.reviews.models import InputFeed
from pilothouse.reviews.queries.inputs import Tied, TiedSeries
from pilothouse.reviews.queries.inputs.tied import SHOWN

Row = dict[str, Any]


def tied_of(told: Told, key: str) -> tuple[Tied, ...]:
    """The indicators tied to an input, by which its page says what is there and what is missing; none in formats before
    the seventh.
    """
    return tuple(_tied(told, one) for one in _held(told, key))


def _held(told: Told, key: str) -> list[Row]:
    return [one for one in told.body["inputs"].get("tied", ()) if one["input"] == key]


def _tied(told: Told, one: Row) -> Tied:
    ended = datetime.combine(told.today, time.min, UTC) if one["ended"] else None
    indicator = Indicator(title=one["title"], ended_at=ended)
    feed = InputFeed(input=one["input"], indicator=indicator, reason=one["reason"])
    latest = date.fromisoformat(one["latest"]) if one["latest"] else None
    return Tied(feed, tuple(_series(told, line) for line in one["series"]), latest, whole=True)


def _series(told: Told, line: Row) -> TiedSeries:
    code, _sep, label = told.figures[line["series"]]["place"].partition(" · ")
    came = date.fromisoformat(line["came"]) if line["came"] else None
    return TiedSeries(Series(unit=Unit(code=code), label=label), None, came, line["late"])


def lines_of(told: Told, key: str) -> list[Row]:
    """Each tied indicator with its reason and a line for each series (the paper leaves out so many `more`); where
    there is none, that.
    """
    return [
        {
            "code": one["indicator"],
            "title": one["title"],
            "reason": one["reason"],
            "lines": list(_lines(told, one)),
            "more": max(len(one["series"]) - SHOWN, 0),
            "none": "" if one["series"] else _("no data: no series of it is among the figures of this pack"),
        }
        for one in _held(told, key)
    ]


def _lines(told: Told, one: Row) -> Iterator[Row]:
    signals = {signal["code"]: signal for signal in told.body["signals"]}
    for line in one["series"]:
        figure = told.figures[line["series"]]
        signal = signals.get(line["signal"])
        yield {
            "series": line["series"],
            "place": figure["place"],
            "value": amount(figure, _latest(figure)),
            "period": _period(told, figure),
            "came": day_in_words(line["came"]),
            "late": _("no data") if line["came"] is None else _("late") if line["late"] else "",
            "signal": f"{signal['code']} {signal['title'].removeprefix(f'{name_of(figure)}: ')}" if signal else "",
            "rests": rests(told, line["series"]),
            "spark": spark_of(figure) if figure["points"] else "",
            "alt": name_of(figure),
        }


def _latest(figure: Row) -> float | None:
    return next(iter(figure["values"][-1:]), None)


def _period(told: Told, figure: Row) -> str:
    latest = next(iter(figure["periods"][-1:]), None)
    return period_in_words(date.fromisoformat(latest), figure["frequency"], told.today) if latest else NONE
