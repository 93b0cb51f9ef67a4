"""Leading indicators: series that tend to move some periods before others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from pilothouse.measures.looking import LEADING
from pilothouse.measures.models import Leading, Series
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.together import leading_pairs
from pilothouse.measures.wording import trust_in_words
from pilothouse.web.kit.components.marks import num
from pilothouse.web.kit.pages import Column, paginate
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.records.export import as_file
from pilothouse.web.records.radar import looked, radar_tabs
from pilothouse.web.shell.middleware import PilotRequest

COLUMNS = (
    Column("leader", gettext_lazy("Moves first")),
    Column("lag", gettext_lazy("By"), numeric=True),
    Column("follower", gettext_lazy("Moves after it")),
    Column("way", gettext_lazy("Which way")),
    Column("r", gettext_lazy("Correlation"), numeric=True),
    Column("points", gettext_lazy("Values"), numeric=True),
)


# The same as a file: numbers as numbers, the lag in periods of the series.
_EXPORTED = (
    (gettext_lazy("Moves first"), lambda pair: str(pair.leader)),
    (gettext_lazy("By"), lambda pair: pair.lag),
    (gettext_lazy("Periods"), lambda pair: str(pair.leader.indicator.get_frequency_display())),
    (gettext_lazy("Moves after it"), lambda pair: str(pair.follower)),
    (gettext_lazy("Correlation"), lambda pair: round(pair.r, 4)),
    (gettext_lazy("Share of false ones among pairs as strong"), lambda pair: float(f"{pair.q:.3g}")),
    (gettext_lazy("Values"), lambda pair: pair.points),
)


def _exported(on: date) -> tuple[tuple[Any, Callable[[Leading], Any]], ...]:
    """The same with how far the numbers of both can be trusted on a day."""

    def label(of: str) -> Callable[[Leading], str]:
        return lambda pair: trust_of(getattr(pair, of), on).label.value

    def why(of: str) -> Callable[[Leading], str]:
        return lambda pair: trust_in_words(trust_of(getattr(pair, of), on))

    return (
        *_EXPORTED,
        (gettext_lazy("Data trust of the first"), label("leader")),
        (gettext_lazy("Why, of the first"), why("leader")),
        (gettext_lazy("Data trust of the other"), label("follower")),
        (gettext_lazy("Why, of the other"), why("follower")),
    )


@dataclass(frozen=True)
class Pair:
    """A pair for the eye."""

    leader: Series
    follower: Series
    lag: str
    way: str
    r: str
    points: int


@require_safe
def leading(request: PilotRequest) -> HttpResponseBase:
    """Pairs of series of which this person sees both."""
    found = leading_pairs(request.person)
    if (file := as_file(request, "leading-indicators", _exported(today_of(request)), found)) is not None:
        return file
    page = paginate(found, request)
    context = {
        "tabs": radar_tabs("measures:leading"),
        "columns": COLUMNS,
        "pairs": [_pair(pair) for pair in page.items],
        "page": page,
        "looked": looked(request, LEADING),
    }
    return render(request, "measures/leading.html", context)


def _pair(pair: Leading) -> Pair:
    way = _("the same way") if pair.r > 0 else _("the other way")
    lag = lag_in_words(pair.lag, pair.leader.indicator.frequency)
    return Pair(pair.leader, pair.follower, lag, way, num(pair.r, 2), pair.points)


def lag_in_words(lag: int, frequency: str) -> str:
    """“2 weeks”."""
    words = {
        "day": ngettext("%d day", "%d days", lag),
        "week": ngettext("%d week", "%d weeks", lag),
        "month": ngettext("%d month", "%d months", lag),
        "quarter": ngettext("%d quarter", "%d quarters", lag),
        "year": ngettext("%d year", "%d years", lag),
    }
    return words[frequency] % lag
