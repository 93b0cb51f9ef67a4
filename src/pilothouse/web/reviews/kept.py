"""What was known when something was decided, as people read it: a small chart, the facts, what differs today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse import charts
from pilothouse.measures.models import Route
from pilothouse.measures.trust import Weakness
from pilothouse.measures.wording import WEAKNESSES, moved, period_in_words
from pilothouse.reviews.queries import Kept, RecordKept, SeriesKept
from pilothouse.reviews.rules import SeriesThen
from pilothouse.reviews.rules.evidence import SignalThen
from pilothouse.spc.changes import LEVEL, SPREAD
from pilothouse.web.kit.components.marks import num

WIDTH, HEIGHT = 320.0, 56.0
DEFINED = {
    "title": gettext_lazy("name"),
    "definition": gettext_lazy("definition"),
    "unit_of_measure": gettext_lazy("unit of measure"),
    "value_kind": gettext_lazy("kind of value"),
    "direction": gettext_lazy("direction"),
    "frequency": gettext_lazy("frequency"),
    "scale": gettext_lazy("scale"),
    "season": gettext_lazy("season"),
}
STATUS = {
    "too_short": gettext_lazy("too few values to judge"),
    "anew": gettext_lazy("learning what is usual after a change"),
    "constant": gettext_lazy("never varied"),
}


@dataclass(frozen=True)
class SeriesLine:
    """A series as it was known: name, drawing, sentences, what differs today, and the numbers as a table."""

    kept: SeriesKept
    name: str
    spark: str
    known: str
    changes: Sequence[tuple[str, str]]
    trust: str
    differs: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    definition: str


@dataclass(frozen=True)
class KeptLines:
    """Everything a decision rested on, ready to be shown."""

    series: list[SeriesLine]
    records: list[RecordKept]


def kept_lines(kept: Kept, today: date) -> KeptLines:
    """The series with their drawings, and the records."""
    return KeptLines([_line(one, today) for one in kept.series], kept.records)


def _line(kept: SeriesKept, today: date) -> SeriesLine:
    then, name = kept.then, f"{kept.then.definition['title']}, {kept.then.place}"
    return SeriesLine(
        kept=kept,
        name=name,
        spark=_spark(then, name),
        known=_known(then, today),
        changes=[(one.code, _change(then, one, today)) for one in then.signals],
        trust=_trust(then),
        differs=_differs(kept),
        columns=(_("Period"), _("known then"), _("mean"), _("lower"), _("upper"), _("today")),
        rows=_rows(kept, today),
        definition=str(then.definition["definition"]),
    )


def _spark(then: SeriesThen, name: str) -> str:
    if not then.periods:
        return ""
    lower, upper = then.lower[-1], then.upper[-1]
    limits = (lower, upper) if lower is not None and upper is not None else None
    marks = [charts.SignalMark(i, _tone(then, i, side)) for i, side in enumerate(then.sides) if side]
    title = _("%(series)s as it was known: %(value)s") % {"series": name, "value": _amount(then, then.values[-1])}
    return charts.sparkline(then.values, title=title, limits=limits, signals=marks, width=WIDTH, height=HEIGHT)


def _tone(then: SeriesThen, place: int, side: int) -> charts.Tone:
    """That of the signal which the point shows; a signal knows whether it was one of the spread."""
    told = [one.better for one in then.signals if one.side == side and one.onset <= then.periods[place]]
    return "better" if (told[-1] if told else _upwards(then, side)) else "worse"


def _upwards(then: SeriesThen, side: int) -> bool:
    """Is another level on this side for the better?"""
    return (side > 0) is (then.definition["direction"] == "up")


def _known(then: SeriesThen, today: date) -> str:
    """“78.2 % in week 9; usual 76.0 to 84.1, mean 80.0; target 85.0 %”."""
    if not then.periods:
        return _("no data")
    words = {"value": _amount(then, then.values[-1]), "period": _period(then, then.periods[-1], today)}
    parts = [_("%(value)s in %(period)s") % words]
    numbers = {"low": then.lower[-1], "high": then.upper[-1], "mean": then.centre[-1]}
    if None not in numbers.values():
        told = {name: num(value, then.decimals) for name, value in numbers.items()}
        parts.append(_("usual %(low)s to %(high)s, mean %(mean)s") % told)
    else:
        parts.append(str(STATUS.get(then.status, _("no limits"))))
    if then.target is not None:
        parts.append(_("target %s") % _amount(then, then.target))
    return "; ".join(parts)


def _change(then: SeriesThen, one: SignalThen, today: date) -> str:
    # What is better although it went the wrong way, or worse although the right one, is another spread.
    kind = LEVEL if one.better is _upwards(then, one.side) else SPREAD
    return _("%(moved)s since %(period)s") % {"moved": moved(one.side, kind), "period": _period(then, one.onset, today)}


def _trust(then: SeriesThen) -> str:
    """How the latest value had come in, and what spoke against it."""
    if then.brought is None:
        return _trusted(then)
    way = str(Route(then.route).label)
    words = {"way": f"{way}: {then.source}" if then.source else way, "day": date_format(then.brought, "j M Y")}
    parts = [_("latest value by %(way)s, brought in on %(day)s") % words]
    if then.late:
        parts.append(_("the next one was overdue"))
    if then.corrected:
        words_of = ngettext("%d value corrected by then", "%d values corrected by then", then.corrected)
        parts.append(words_of % then.corrected)
    return "; ".join(part for part in (_trusted(then), *parts) if part)


def _trusted(then: SeriesThen) -> str:
    """“data trust C: entered by hand, periods without a value”; "" where it was not kept with the decision."""
    weak = ", ".join(str(WEAKNESSES[Weakness(name)]) for name in then.weak)
    if not then.trust or not weak:
        return _("data trust %s") % then.trust if then.trust else ""
    return _("data trust %(label)s: %(weak)s") % {"label": then.trust, "weak": weak}


def _differs(kept: SeriesKept) -> str:
    """“corrected since: 3 values; defined otherwise now: unit of measure”; "" where nothing differs."""
    since, parts = kept.since, []
    if count := len(since.corrected):
        parts.append(ngettext("corrected since: %d value", "corrected since: %d values", count) % count)
    if count := len(since.withdrawn):
        parts.append(ngettext("withdrawn since: %d value", "withdrawn since: %d values", count) % count)
    if since.added:
        words = ngettext("%d value came later for a period before", "%d values came later for periods before",
                         since.added)  # fmt: skip
        parts.append(words % since.added)
    if since.defined:
        names = ", ".join(str(DEFINED[name]) for name in since.defined)
        parts.append(_("defined otherwise now: %s") % names)
    if not kept.whole:
        parts.append(_("the text does not fit its fingerprint: run ./pilot verify"))
    return "; ".join(parts)


def _rows(kept: SeriesKept, today: date) -> list[tuple[str, ...]]:
    then, corrected, gone = kept.then, kept.since.corrected, kept.since.withdrawn
    lines = zip(then.periods, then.values, then.centre, then.lower, then.upper, strict=True)
    return [
        (
            _period(then, period, today),
            *(num(value, then.decimals) for value in values),
            num(corrected[period], then.decimals)
            if period in corrected
            else _("withdrawn")
            if period in gone
            else _("as then"),
        )
        for period, *values in reversed(list(lines))
    ]


def _period(then: SeriesThen, period: date, today: date) -> str:
    return period_in_words(period, str(then.definition["frequency"]), today)


def _amount(then: SeriesThen, value: float | None) -> str:
    return f"{num(value, then.decimals)}\u00a0{then.definition['unit_of_measure']}" if value is not None else "–"
