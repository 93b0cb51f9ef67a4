"""Units that were judged as one set and changed together, in words, and what can be done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from pilothouse.measures.models import Signal
from pilothouse.measures.shared_words import shared_luck, shared_title
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.reviews.queries import Taken
from pilothouse.web.measures.sets import shared_name, shared_tone
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.detail import may
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest


@dataclass(frozen=True)
class SetLine:
    """`series` as (place, address, label of trust), `answers` as (title, number, address); `issue` and `risk` are where
    one is raised for it, "" for whom that is not.
    """

    tone: str
    title: str
    url: str
    luck: str
    series: list[tuple[str, str, SafeString]]
    signals: list[Signal]
    answers: list[tuple[str, str, str]]
    issue: str
    risk: str


def set_lines(request: PilotRequest, found: Iterable[Taken], today: date) -> list[SetLine]:
    """Changes of sets of units for the eye of whoever asks."""
    raises = holds_somewhere(request.person, Right.IMPROVE)
    return [_line(request, one, today, raises=raises) for one in found]


def _line(request: PilotRequest, taken: Taken, today: date, *, raises: bool) -> SetLine:
    shared = taken.shared
    mine = [may(request, "signal.answered", signal) for signal in taken.signals]
    named = [("signal" if own else "tied", one.code) for one, own in zip(taken.signals, mine, strict=True)]
    asked = urlencode([("set", shared_name(shared)), *named])
    origin = next((one for one, own in zip(taken.signals, mine, strict=True) if own), shared.change.indicator)
    opens = may(request, "issue.opened", origin)
    return SetLine(
        tone=shared_tone(shared),
        title=shared_title(shared, today),
        url=page_of(shared.change.indicator),
        luck=shared_luck(shared),
        series=[(series.place, f"/series/{series.pk}/", trusted(series, today)) for series in shared.series],
        signals=taken.signals,
        answers=[(record.title, record.code, page_of(record)) for record in taken.answers],
        issue=f"{reverse('improvement:open_together')}?{asked}" if opens else "",
        risk=f"{reverse('risks:new')}?{asked}" if raises else "",
    )
