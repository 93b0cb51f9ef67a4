"""The lines of the performance page: one for each series, read with a constant number of queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Case, OuterRef, QuerySet, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.measures.models import Reading, Series, Signal
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.trust import Trust
from pilothouse.measures.wording import period_in_words, trust_in_words
from pilothouse.records.states import Text
from pilothouse.trail.gathered import built, first_of
from pilothouse.trail.kept import Kept
from pilothouse.web.kit.components.figures import spark
from pilothouse.web.kit.components.marks import mark, num, person
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.measures.words import Saying, saying, silence
from pilothouse.web.records.columns import ListColumn
from pilothouse.web.records.lists import draw_rows


@dataclass(frozen=True)
class Line:
    """One series with what is shown of it."""

    series: Series
    signal: Signal | None
    today: date

    @cached_property
    def reading(self) -> Reading | None:
        """The latest judgement, where there is one."""
        return getattr(self.series, "reading", None)

    @property
    def url(self) -> str:
        """The page of the series."""
        return f"/series/{self.series.pk}/"

    @cached_property
    def says(self) -> Saying:
        """The judgement in words."""
        return saying(self.series.indicator, self.reading, self.signal, self.today)

    @property
    def target(self) -> float | None:
        """The wanted value."""
        return self.reading.picture.get("target") if self.reading else None

    @cached_property
    def trust(self) -> Trust:
        """How far its numbers can be trusted."""
        return trust_of(self.series, self.today)

    @property
    def silent(self) -> str:
        """How long no value came, where that is too long."""
        return silence(self.series.indicator, self.reading, self.today)


_OPEN_FIRST = (Case(When(ended_at=None, then=0), default=1), "-pk")
_SIGNAL = ("id", "kind", "number", "state", "ended_at", "side", "better", "kind_of_change", "onset", "found")


def with_signal(series: "QuerySet[Series]") -> "QuerySet[Any]":
    """These series, each with the signal its line tells of. For a few series, as those of one indicator or process:
    the database finds the signals of all of them before it puts them in order and cuts off a page.
    """
    signals = Signal.objects.filter(series=OuterRef("pk")).order_by(*_OPEN_FIRST)
    return series.annotate(_signal=first_of(signals, _SIGNAL))


_SIGNALS = Kept[Any](
    lambda keys: with_signal(Series.objects.filter(pk__in=keys)).order_by().values_list("pk", "_signal")
)


def lines_of(series: Sequence[Any], today: date) -> list[Line]:
    """Lines in the order given of series that came `with_signal`."""
    return [_line(one, one._signal, today) for one in series]


def lines_of_many(series: Sequence[Series], today: date) -> list[Line]:
    """The same for a page or a batch out of all there are: one query for the signals of these."""
    signals = dict(_SIGNALS.rows([one.pk for one in series]))
    return [_line(one, signals[one.pk], today) for one in series]


def _line(series: Series, signal: dict[str, Any] | None, today: date) -> Line:
    return Line(series, built(Signal, signal) if signal else None, today)


# Cells


def _title(line: Line, today: date) -> SafeString:
    return format_html('<a href="{}">{}</a>', line.url, line.series)


def _place(line: Line, today: date) -> SafeString:
    series = line.series
    rest = format_html(" · {}", series.label) if series.label else ""
    return format_html('<a href="{}" title="{}">{}{}</a>', line.url, series, series.unit.name, rest)


def _drawing(line: Line, today: date) -> SafeString:
    label = _("Chart of %(series)s") % {"series": line.series}
    return spark(small_chart(line.series), line.url, label)


def _figure(value: float | None, line: Line) -> str:
    return num(value, line.series.indicator.decimals)


def _latest(line: Line, today: date) -> SafeString:
    reading = line.reading
    if reading is None or reading.latest_period is None:
        return SafeString("–")
    when = period_in_words(reading.latest_period, line.series.indicator.frequency, today)
    return format_html('<span title="{}">{}</span>', when, _figure(reading.latest, line))


def _words(line: Line, today: date) -> SafeString:
    says = line.says
    text = format_html('<a href="{}">{}</a>', says.url, says.text) if says.url else says.text
    parts = [format_html("{} {}", mark(says.mark), text)]
    if says.more:
        kind = "needs" if line.signal is not None and line.signal.ended_at is None else "quiet"
        parts.append(format_html('<span class="{}">{}</span>', kind, says.more))
    if line.silent:
        parts.append(format_html('<span class="needs">{}</span>', line.silent))
    return SafeString(" · ".join(parts))


def _said(line: Line) -> str:
    return " · ".join(part for part in (line.says.text, line.says.more, line.silent) if part)


def _owner(line: Line, today: date) -> SafeString:
    return person(line.series.indicator.owner)


def _title_column(grouped: bool) -> ListColumn:
    return ListColumn(
        "title",
        gettext_lazy("Indicator and unit") if not grouped else gettext_lazy("Unit"),
        _place if grouped else _title,
        lambda line: str(line.series),
        ("indicator__title", "unit__path", "label", "id"),
    )


def columns(grouped: bool) -> list[ListColumn]:
    """The columns of the page; where lines stand in groups, the first one names only the unit."""
    return [
        _title_column(grouped),
        ListColumn("line", gettext_lazy("Lately"), _drawing, lambda line: ""),
        ListColumn(
            "latest", gettext_lazy("Latest"), _latest, lambda line: line.reading and line.reading.latest,
            numeric=True,
        ),
        ListColumn(
            "centre", gettext_lazy("Usually"), lambda line, today: _figure(line.reading and line.reading.centre, line),
            lambda line: line.reading and line.reading.centre, numeric=True,
        ),
        ListColumn(
            "target", gettext_lazy("Target"), lambda line, today: _figure(line.target, line),
            lambda line: line.target, numeric=True,
        ),
        ListColumn("says", gettext_lazy("What it says"), _words, _said),
        ListColumn(
            "trust", gettext_lazy("Data trust"), lambda line, today: trusted(line.series, today),
            lambda line: line.trust.label.value, ("_points", "indicator__number", "unit__path", "label", "id"),
        ),
        ListColumn(
            "owner", gettext_lazy("Owner"), _owner,
            lambda line: line.series.indicator.owner.name if line.series.indicator.owner else "",
            ("indicator__owner__name", "indicator__number", "unit__path", "label", "id"),
        ),
    ]  # fmt: skip


def draw_grouped(shown: Sequence[ListColumn], lines: Iterable[Line], today: date) -> SafeString:
    """Table rows, those of one indicator together below a row that names it, its unit of measure and process."""
    parts: list[Any] = []
    for _key, group in groupby(lines, key=lambda line: line.series.indicator_id):
        together = list(group)
        parts += [_group_head(together[0].series, len(shown)), draw_rows(shown, together, today)]
    return SafeString("".join(parts))


def _group_head(series: Series, width: int) -> SafeString:
    indicator = series.indicator
    process = ""
    if indicator.process:
        process = format_html('<a class="quiet" href="/{}/">{}</a>', indicator.process.code, indicator.process.title)
    return format_html(
        '<tr class="group"><th scope="rowgroup" colspan="{}"><a href="/{}/">{}</a>'
        '<span class="unit">, {}</span> {}</th></tr>',
        width, indicator.code, indicator.title, indicator.unit_of_measure, process,
    )  # fmt: skip


def exported() -> Sequence[tuple[Text, ListColumn]]:
    """Heads and columns of the file: what the page shows, and what a reader of a file needs besides."""
    plain = [
        ("indicator", gettext_lazy("Indicator"), lambda line: line.series.indicator.title),
        ("unit", gettext_lazy("Unit"), lambda line: line.series.unit.code),
        ("part", gettext_lazy("Part"), lambda line: line.series.label),
        ("process", gettext_lazy("Process"), lambda line: _process(line)),
        ("measured_in", gettext_lazy("Unit of measure"), lambda line: line.series.indicator.unit_of_measure),
        ("period", gettext_lazy("Latest period"), lambda line: line.reading and line.reading.latest_period),
        ("trust_why", gettext_lazy("Why this trust"), lambda line: trust_in_words(line.trust)),
    ]
    more = [(label, ListColumn(key, label, lambda line, today: "", value)) for key, label, value in plain]
    rest = [(column.label, column) for column in columns(grouped=True) if column.key not in {"title", "line"}]
    return [*more, *rest]


def _process(line: Line) -> str:
    process = line.series.indicator.process
    return process.title if process else ""


def table(series: Iterable[Series], today: date) -> Iterator[list[Any]]:
    """Rows of the file, a few hundred series in memory at a time."""
    shown = exported()
    batch: list[Series] = []
    for one in series:
        batch.append(one)
        if len(batch) == 500:
            yield from ([column.value(line) for _head, column in shown] for line in lines_of_many(batch, today))
            batch = []
    yield from ([column.value(line) for _head, column in shown] for line in lines_of_many(batch, today))
