"""Indicators tied to an input: the series of each that the reader sees, and which of them have the value due by now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from pilothouse.measures.gathered_series import RESTS, with_rests
from pilothouse.measures.models import Indicator, Measurement, Series, Signal
from pilothouse.measures.periods import periods_late
from pilothouse.measures.queries import still_running
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.reviews.models import InputFeed
from pilothouse.trail.gathered import built, document, first_of, gathered, moment

# So many series are named where something of them is missing.
NAMED = 3
# So many series of an indicator are shown; its page has all of them.
SHOWN = 12


@dataclass(frozen=True)
class TiedSeries:
    """A running series of a tied indicator, with its unit, the signal that waits for an answer, and the day on which
    its latest value came (None where it has none); `late`: the next one is overdue.
    """

    series: Series
    signal: Signal | None
    came: date | None
    late: bool

    @property
    def fresh(self) -> bool:
        """Has it the value that is due by now?"""
        return self.came is not None and not self.late


@dataclass(frozen=True)
class Tied:
    """An indicator tied to an input, with those of its running series that the reader sees: what asks for attention
    first, then by unit. `latest` is the day on which the last value came to any of its series that they see, late,
    ended or retired; None where none ever did. `whole`: do they see every series there may be?
    """

    feed: InputFeed
    series: tuple[TiedSeries, ...]
    latest: date | None
    whole: bool

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.feed.indicator

    @property
    def wanted(self) -> int:
        """How many parts of the input it stands for: a series each, or the one that should be there; none where it may
        be there, out of sight.
        """
        return max(len(self.series), int(self.whole or self.indicator.ended))

    @property
    def have(self) -> int:
        """How many of them have the value that is due by now."""
        return sum(one.fresh for one in self.series)

    @property
    def missing(self) -> list[str]:
        """Where there is no data, or none lately, in words. Of what may be out of sight nothing is claimed."""
        what = self.indicator.title
        if self.indicator.ended:
            return [_("no data any more of %s: it is retired") % what]
        if not self.series:
            words = _("no data lately of %s") if self.latest else _("no data of %s")
            return [words % what] if self.whole else []
        told = [
            (_("no data of %(what)s at %(where)s"), [one for one in self.series if one.came is None]),
            (_("no data lately of %(what)s at %(where)s"), [one for one in self.series if one.came and one.late]),
        ]
        return [words % {"what": what, "where": _places(several)} for words, several in told if several]


def _places(several: Sequence[TiedSeries]) -> str:
    named = ", ".join(one.series.place for one in several[:NAMED])
    more = len(several) - NAMED
    return _("%(named)s and %(count)d more") % {"named": named, "count": more} if more > 0 else named


def tied_indicators(
    person: Person, on: date, unit: Unit | None = None, *, whole: bool
) -> Mapping[str, tuple[Tied, ...]]:
    """By input the indicators tied to it, with their series in a unit and below as far as this person sees them, be it
    the `whole` or not; one query, whatever there is.
    """
    rows = _feeds(person, on, unit) if unit else _EVERYWHERE.rows(person, on)
    found: dict[str, tuple[Tied, ...]] = {}
    for row in rows:
        found[row.input] = (*found.get(row.input, ()), _tied(row, on, whole))
    return found


# Only of a line whose signal is told.
_PICTURE = "series__reading__picture"
_SIGNAL = ("id", "kind", "number", "side", "better", "kind_of_change", "onset", "found", _PICTURE)
_SERIES = {path: path for path in ("id", "unit_id", "label", "unit__code", "unit__path", "reading__latest", *RESTS)} | {
    "signal": "_signal", "came": "_came",
}  # fmt: skip


def _feeds(person: Person, on: date, unit: Unit | None = None) -> "QuerySet[InputFeed]":
    values = Measurement.objects.filter(series=OuterRef("pk"), period=OuterRef("reading__latest_period"))
    came = Subquery(values.order_by("-id").values("intake__at")[:1])
    series = Series.objects.seen_by(person).filter(indicator=OuterRef("indicator")).annotate(_came=came)
    if unit is not None:
        series = series.filter(unit__path__startswith=unit.path)
    signals = Signal.objects.filter(series=OuterRef("pk"), ended_at=None).order_by("-pk")
    told = series.filter(still_running(on)).annotate(_signal=first_of(signals, _SIGNAL))
    latest = series.filter(_came__isnull=False).order_by("-_came").values("_came")[:1]
    found: QuerySet[InputFeed] = InputFeed.objects.select_related("indicator__owner", "by").order_by("id")
    return found.annotate(_series=gathered(told, _SERIES), _latest=Subquery(latest))


_EVERYWHERE = KeptSight[InputFeed](_feeds)


def _tied(feed: Any, on: date, whole: bool) -> Tied:
    rows = sorted(feed._series or (), key=lambda row: (row["unit__path"], row["label"], row["id"]))
    several = (_one(row, feed.indicator, on) for row in rows)
    latest = timezone.localtime(feed._latest).date() if feed._latest else None
    return Tied(feed, tuple(sorted(several, key=lambda one: (one.signal is None, one.fresh))), latest, whole)


def _one(row: dict[str, Any], indicator: Indicator, on: date) -> TiedSeries:
    unit = Unit(pk=row["unit_id"], code=row["unit__code"], path=row["unit__path"])
    series = with_rests(Series(pk=row["id"], unit=unit, label=row["label"], indicator=indicator), row)
    reading, came, signal = series.reading, moment(row["came"]), document(row["signal"])
    reading.latest = row["reading__latest"]
    if signal:
        reading.picture = document(signal[_PICTURE]) or {}
    latest = reading.latest_period
    return TiedSeries(
        series,
        built(Signal, signal) if signal else None,
        timezone.localtime(came).date() if came and latest else None,
        late=latest is None or periods_late(latest, indicator.frequency, on, 1) > 0,
    )
