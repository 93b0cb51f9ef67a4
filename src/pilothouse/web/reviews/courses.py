"""Inputs whose data are a series, as drawings: small beside each of the list, large on its page and in a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse import charts
from pilothouse.bridge.reliability import Monthly, Part, monthly
from pilothouse.measures.models import Series
from pilothouse.measures.queries import series_seen_by
from pilothouse.mirror.promises import told_to
from pilothouse.organisation.models import Person, Unit, units_in_sight
from pilothouse.records.states import Text
from pilothouse.reviews.queries import LiveInput
from pilothouse.reviews.queries.inputs.course import SHOWN, courses, telling_series
from pilothouse.reviews.rules.course import Course
from pilothouse.web.improvement.kept_promises import months_in_words, picture_of, sentence_of
from pilothouse.web.kit.components.marks import num
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.series_page import url_of
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.measures.words import amount, chart_words

PROMISES = "earlier"
# What is counted for an input, month by month.
COUNTED: dict[str, Text] = {
    "customers": gettext_lazy("complaints"),
    "nonconformities": gettext_lazy("nonconformities and incidents"),
    "audits": gettext_lazy("findings"),
    "improvement": gettext_lazy("ideas"),
    "processes": gettext_lazy("signals"),
    "risks": gettext_lazy("tripped warnings"),
    "resources": gettext_lazy("requests"),
}
# Which series stand with an input.
CHOSEN: dict[str, Text] = {
    "objectives": gettext_lazy("least likely to meet its target"),
    "processes": gettext_lazy("strongest evidence of a change"),
}
_WIDTH, _HEIGHT = 220.0, 36.0


@dataclass(frozen=True)
class Small:
    """A drawing in the space of a line, what it shows, where it is told in full, and how far it can be trusted."""

    svg: str
    words: str
    url: str = ""
    trust: SafeString | str = ""


def small_courses(person: Person, today: date) -> dict[str, Small]:
    """By input its drawing in the list; those whose data are no series have none. Three queries."""
    counted = courses(person, today)
    found = {key: _counts(key, course) for key, course in counted.items()}
    found |= {key: _one_series(key, several[0], today) for key, several in telling_series(person, today).items()}
    line = monthly(told_to(person, today, processes=False).line())
    if any(share is not None for share in line.shares):
        found[PROMISES] = _promises(line)
    return found


def _counts(key: str, course: Course) -> Small:
    words = _("%(what)s a month, since %(month)s") % {"what": COUNTED[key], "month": _month(course.months[0])}
    svg = charts.sparkline(
        course.counts, title=f"{words}: {course.counts[-1]}", limits=_limits(course), signals=_marks(course),
        width=_WIDTH, height=_HEIGHT,
    )  # fmt: skip
    return Small(svg, words)


def _one_series(key: str, series: Series, today: date) -> Small:
    return _small(series, f"{series}: {CHOSEN[key]}", today)


def _small(series: Series, words: str, today: date) -> Small:
    drawing = small_chart(series, width=_WIDTH, height=_HEIGHT)
    return Small(drawing, words, url_of(series), trusted(series, today))


def _promises(line: Monthly) -> Small:
    words = _("promises kept by their first date, % a month")
    ends = [next((end for end in reversed(side) if end is not None), None) for side in (line.lower, line.upper)]
    limits = (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None
    return Small(charts.sparkline(line.shares, title=words, limits=limits, width=_WIDTH, height=_HEIGHT), words)


@dataclass(frozen=True)
class Large:
    """A chart with its sentence and its numbers; `note` says how to read it."""

    title: str
    svg: str
    sentence: str
    columns: list[str]
    rows: list[list[str]]
    note: str = ""


def large_course(person: Person, live: LiveInput, today: date, unit: Unit | None = None) -> dict[str, Any]:
    """What the page of an input, or a meeting that opens it, shows of its series: `course`, a large chart or None,
    `small_courses`, and `tied_courses` of the indicators tied to it. At most two queries, and one where any is tied.
    """
    key = live.input.key
    course = courses(person, today, unit).get(key) if key in COUNTED else None
    chosen = telling_series(person, today, unit).get(key, []) if key in CHOSEN else []
    size = charts.WIDE if unit is None else charts.IN_COLUMN  # a meeting has its agenda beside it
    large = _large_counts(key, course, size) if course else None
    if key == PROMISES:
        large = _large_promises(_parts(person, today, unit), size)
    return {
        "course": large,
        "small_courses": [_one_of_several(series, today) for series in chosen],
        "chosen": CHOSEN.get(key),
        "tied_courses": [_one_of_several(series, today) for series in _tied(person, live)],
    }


def _tied(person: Person, live: LiveInput) -> list[Series]:
    """The first series of each indicator tied to it, what asks for attention before the others."""
    keys = [one.series.pk for tied in live.tied for one in tied.series[:SHOWN]]
    found = series_seen_by(person).in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]


def _one_of_several(series: Series, today: date) -> Small:
    value = series.reading.latest
    words = f"{series}: {amount(series.indicator, value)}" if value is not None else str(series)
    return _small(series, words, today)


def _parts(person: Person, today: date, unit: Unit | None) -> list[Part]:
    """What is told of all in sight; of a unit, of it and what lies below."""
    seen = told_to(person, today, processes=False)
    if unit is None:
        return seen.line()
    return seen.of_units({one.pk for one in units_in_sight(person) if one.path.startswith(unit.path)})


def _large_promises(parts: list[Part], size: charts.Size) -> Large | None:
    line = monthly(parts)
    picture = picture_of(line, size)
    if not picture["svg"]:
        return None
    columns, rows = picture["table_columns"], picture["table_rows"]
    return Large(_("Promises kept by their first date"), picture["svg"], sentence_of(line), columns, rows)


def _large_counts(key: str, course: Course, size: charts.Size) -> Large:
    labels, last = tuple(map(_month, course.months)), len(course.months) - 1
    title, known = capfirst(_("%s a month") % COUNTED[key]), _limits(course)
    chart = charts.BehaviourChart(
        key=f"course-{key}",
        title=title,
        values=course.counts,
        labels=labels,
        spans=(charts.flat_span(0, last, centre=course.centre or 0.0, lower=known[0], upper=known[1]),)
        if known
        else (),
        signals=_marks(course),
        digits=0,
        words=chart_words(),
    )
    rows = [[label, num(count, 0)] for label, count in zip(labels, course.counts, strict=True)][::-1]
    note = _("Limits hold what chance makes of things that come one by one at one rate, over all months shown, in "
             "hindsight. More that is reported is not worse by itself: it may be told more openly.")  # fmt: skip
    columns = [_("Month"), str(COUNTED[key])]
    return Large(chart.title, charts.both_sizes(chart, size), _sentence(key, course), columns, rows, note)


def _sentence(key: str, course: Course) -> str:
    words = {"count": sum(course.counts), "what": COUNTED[key], "month": _month(course.months[0])}
    told = capfirst(_("%(what)s since %(month)s: %(count)d.") % words)
    outside = [course.months[place] for place in course.outside]
    return f"{told} {months_in_words(outside, known=course.centre is not None)}"


def _limits(course: Course) -> tuple[float, float] | None:
    return (course.lower, course.upper) if course.lower is not None and course.upper is not None else None


def _marks(course: Course) -> tuple[charts.SignalMark, ...]:
    return tuple(charts.SignalMark(place, "changed") for place in course.outside)


def _month(month: date) -> str:
    return str(date_format(month, "M Y"))
