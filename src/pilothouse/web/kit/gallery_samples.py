"""Made-up rows for the gallery: usual ones, and those that break pages (long, right-to-left, hostile)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from pilothouse import charts
from pilothouse.web.kit.components.marks import trust
from pilothouse.web.kit.pages import Column
from pilothouse.web.kit.parts import Change, Crumb, Difference, FileLine, HistoryLine, Knot, NoteLine, Tab

TODAY = dt.date(2013, 12, 9)
NOON = dt.datetime(2013, 12, 9, 12, 0, tzinfo=dt.UTC)
LONG = (
    "Rückführung der Bodenabfertigungszeiten bei außerplanmäßigen Zwischenlandungen nach Gewitter "
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"
)
ARABIC = "تأخر الرحلات المغادرة بسبب العواصف الرعدية"
HOSTILE = "<script>alert('x')</script> & \"quoted\" {{ 7 }}"


@dataclass(frozen=True)
class Row:
    """One line of the sample list."""

    number: str
    title: str
    state: str
    kind: str
    owner: str | None
    due: dt.date | None
    original: dt.date | None
    value: float | None
    change: float | None


ROWS = [
    Row(
        "ISS-0042",
        "Departures on time at LGA fell in the summer",
        "open",
        "open",
        "Station manager LGA",
        dt.date(2013, 12, 13),
        None,
        71.4,
        -9.2,
    ),
    Row(
        "ISS-0043",
        "De-icing fluid runs out on cold mornings",
        "under way",
        "active",
        "Ramp manager EWR",
        dt.date(2013, 12, 3),
        dt.date(2013, 11, 15),
        82.0,
        4.1,
    ),
    Row("ISS-0044", LONG, "waiting", "waiting", None, None, None, None, None),
    Row("ISS-0045", ARABIC, "done", "done", "Škoda Žižková-Ångström", dt.date(2013, 11, 2), None, 12345.6, 0.0),
    Row("ISS-0046", HOSTILE, "declined", "declined", 'O’Neil "Tip"', dt.date(2014, 1, 31), None, -3.5, 0.04),
]
COLUMNS = (
    Column("title", "Title", order_by=("title",)),
    Column("state", "State"),
    Column("owner", "Owner", order_by=("owner",)),
    Column("due", "Due", order_by=("due",)),
    Column("trend", "Trend"),
    Column("value", "Value", numeric=True, unit="%", order_by=("value",)),
    Column("change", "Change", numeric=True, unit="points"),
)
KNOTS = [
    Knot(
        dt.date(2013, 6, 24),
        "signal",
        "Departures on time, LGA",
        "SIG-0031",
        "#",
        mark="worse",
        note="found by the chart, 3 weeks after onset",
    ),
    Knot(
        dt.date(2013, 7, 3),
        "issue",
        "Summer schedule has 10 % less buffer",
        "ISS-0042",
        "#",
        who="Station manager LGA",
        state="answered",
    ),
    Knot(
        dt.date(2013, 7, 9),
        "cause",
        "Rotations planned from winter block times",
        url="#",
        note="five whys, 2 files",
        depth=1,
    ),
    Knot(
        dt.date(2013, 7, 11),
        "action",
        "Restore buffers on 14 rotations",
        "ACT-0108",
        "#",
        depth=1,
        note="done 2 Aug (first promised 25 Jul)",
        current=True,
    ),
    Knot(
        dt.date(2013, 10, 2),
        "decision",
        "Keep the buffers for next summer",
        "D-0007",
        "#",
        note="forecast +6 points by Oct, 70 % sure",
    ),
    Knot(
        dt.date(2013, 10, 30),
        "effect",
        "+5.1 points (95 %: 2.2 to 8.0)",
        mark="better",
        state="as forecast",
        trust=trust("B", "entered by hand"),
    ),
]
HISTORY = [
    HistoryLine(
        NOON,
        "Station manager LGA",
        "moved the due date",
        "two aircraft were out of service",
        [Change("Due", "25 Jul 2013", "2 Aug 2013"), Change("Note", None, HOSTILE)],
    ),
    HistoryLine(NOON - dt.timedelta(days=31), "Nightly job", "found a signal"),
]
NOTES = [NoteLine(NOON, "Quality manager", HOSTILE), NoteLine(NOON, "Chief executive", LONG)]
FILES = [
    FileLine("ramp-photo.jpg", "#", 482_113, NOON, "Ramp manager EWR"),
    FileLine("a-very-long-file-name-" * 5 + ".pdf", "#", 12_000_000),
]
TABS = [
    Tab("Chart", "#", current=True),
    Tab("Definition", "#"),
    Tab("Issues", "#", count=3),
    Tab("History", "#"),
]
CRUMBS = [Crumb("Reliable departures", "#"), Crumb("Turnaround", "#"), Crumb("Departures on time")]
DIFFERENCES = [
    Difference("due", "Due", "2013-08-02", "2013-07-30", "2 Aug 2013", "30 Jul 2013"),
    Difference("title", "Title", LONG, HOSTILE),
    Difference("owner", "Owner", "", "17", None, "Station manager LGA"),
]
LINE = (78.0, 80.0, 77.0, 81.0, 79.0, 82.0, 80.0, 78.0, 81.0, 79.0, 71.0, 70.0, 72.0, 69.0, 71.0, 70.0)


WEEKS = tuple(dt.date(2013, 5, 13) + dt.timedelta(weeks=i) for i in range(len(LINE)))
FALL = charts.SignalMark(12, "worse", "Nine points lower than before", "lower")


def small_chart() -> str:
    """A sparkline of the sample series."""
    return charts.sparkline(LINE, title="On time: lower since week 30", limits=(74.0, 85.0), signals=(FALL,))


def large_chart() -> str:
    """A process behaviour chart of the sample series, for desk and phone."""
    chart = charts.BehaviourChart(
        key="sample",
        title="Departures on time, LGA",
        values=LINE,
        unit="%",
        dates=WEEKS,
        spans=(charts.flat_span(0, 15, centre=79.5, lower=74.0, upper=85.0, baseline=(0, 9)),),
        signals=(FALL,),
        target=charts.TargetLine(82.0, "82 by Dec"),
        annotations=(charts.Annotation(dt.date(2013, 7, 11), "ACT-0108", "Restore buffers", "#chart"),),
    )
    return charts.both_sizes(chart)


def calibration() -> str:
    """What was said against what came true, in two bands of confidence."""
    points = (
        charts.ReliabilityPoint(62.0, 67.0, 30.0, 90.0, "4 of 6", "Said 60 to 69 %: 4 of 6 came true."),
        charts.ReliabilityPoint(83.0, 56.0, 27.0, 81.0, "5 of 9", "Said 80 to 89 %: 5 of 9 came true."),
    )
    words = charts.ReliabilityWords("how sure we were, %", "came true, %", "as said")
    return charts.reliability(points, title="We were 75 % sure; 60 % came true.", words=words)


def everything() -> dict[str, Any]:
    """All samples by the names the gallery's templates use."""
    return {
        "today": TODAY, "long": LONG, "arabic": ARABIC, "hostile": HOSTILE, "rows": ROWS, "columns": COLUMNS,
        "knots": KNOTS, "history": HISTORY, "note_lines": NOTES, "files": FILES, "tab_items": TABS,
        "crumbs": CRUMBS, "differences": DIFFERENCES, "same": [("unit", "LGA")], "spark": small_chart(),
        "calibration": calibration(),
        "chart": large_chart(), "chart_columns": ("Week", "On time, %"),
        "chart_rows": [(20 + i, v) for i, v in enumerate(LINE)], "yesterday": TODAY - dt.timedelta(days=1),
        "next_week": TODAY + dt.timedelta(days=7), "next_year": TODAY + dt.timedelta(days=60), "moment": NOON,
    }  # fmt: skip
