"""Units that were judged as one set and changed together, in words, and what can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from pilothouse.measures.models import Signal
from pilothouse.measures.outside import outside
from pilothouse.measures.shared_words import shared_title
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.reviews.queries import Occasion
from pilothouse.web.bridge.weeks import luck_in_words
from pilothouse.web.measures.sets import shared_name
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.detail import may
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest


@dataclass(frozen=True)
class SetLine:
    """`series` as (place, address, label of trust), `answers` as (title, number, address), `others` as (title,
    address): what else of its event was seen; `issue` and `risk` are where one is raised for it, "" for whom that is
    not.
    """

    tone: str
    title: str
    url: str
    luck: str
    series: list[tuple[str, str, SafeString]]
    others: list[tuple[str, str]]
    signals: list[Signal]
    answers: list[tuple[str, str, str]]
    issue: str
    risk: str


def set_lines(request: PilotRequest, found: Iterable[Occasion], today: date) -> list[SetLine]:
    """Changes of sets of units for the eye of whoever asks, those of one event in one line."""
    occasions = list(found)
    steered_by_nobody = outside() if occasions else frozenset()
    raises = holds_somewhere(request.person, Right.IMPROVE)
    return [_line(request, one, today, steered_by_nobody, raises=raises) for one in occasions]


def _line(request: PilotRequest, one: Occasion, today: date, outer: frozenset[int], *, raises: bool) -> SetLine:
    first, *others = sorted(one.sets, key=lambda taken: taken.shared.change.indicator_id in outer)
    indicator, sure = first.shared.change.indicator, not one.may_be_luck
    signals = list({signal.pk: signal for taken in one.sets for signal in taken.signals}.values())
    mine = [signal for signal in signals if may(request, "signal.answered", signal)]
    named = [("signal" if signal in mine else "tied", signal.code) for signal in signals]
    also = [("also", shared_name(taken.shared)) for taken in others]
    asked = urlencode([("set", shared_name(first.shared)), *named, *also])
    opens = indicator.pk not in outer and may(request, "issue.opened", next(iter(mine), indicator))
    return SetLine(
        tone=first.shared.tone,
        title=shared_title(first.shared, today),
        url=page_of(indicator),
        luck=luck_in_words(one.yearly, rarer=one.rarer),
        series=[(series.place, f"/series/{series.pk}/", trusted(series, today)) for series in first.shared.series],
        others=[(shared_title(taken.shared, today), page_of(taken.shared.change.indicator)) for taken in others],
        signals=signals,
        answers=[(record.title, record.code, page_of(record)) for record in one.answers],
        issue=f"{reverse('improvement:open_together')}?{asked}" if sure and opens else "",
        risk=f"{reverse('risks:new')}?{asked}" if sure and raises else "",
    )
