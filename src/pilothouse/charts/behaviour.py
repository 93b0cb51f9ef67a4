"""The process behaviour chart: the default picture of a number."""

from dataclasses import replace

from pilothouse.charts import lines, marks, notes
from pilothouse.charts.data import BehaviourChart
from pilothouse.charts.frame import COMPACT, WIDE, Size, frame
from pilothouse.charts.summary import summary
from pilothouse.charts.svg import number, tag, titled


def behaviour(chart: BehaviourChart, *, size: Size = WIDE, hover: bool = True) -> str:
    """An SVG element that scales to its place; `charts.COMPACT` is the size for a phone. Paper needs nothing that shows
    under a pointer (`hover`).

    Points joined by a thin line (missing ones are gaps), limits and centre with their values at the right
    end, baseline shaded, signals by shape, colour and one word, target dashed with a flag, decisions and
    actions as ticks. It looks by the classes of chart.css alone and never by style attributes. The drawing
    is one image with title and description for screen readers; only annotations are links.
    """
    plan = frame(chart, size, 0)
    placed = notes.arranged(chart, plan)
    f = replace(plan, rows=notes.rows_of(placed))
    identity = f"{chart.key}-{'n' if size.compact else 'w'}"
    drawing = "".join(
        (
            lines.baselines(chart, f),
            notes.ticks(placed, f),
            lines.value_axis(chart, f),
            lines.time_axis(chart, f),
            lines.limit_lines(chart, f),
            lines.target_line(chart, f),
            lines.end_labels(chart, f),
            marks.points(chart, f),
            marks.signals(chart, f),
            marks.tooltips(chart, f) if hover else "",
        )
    )
    named = f"{identity}-t {identity}-d"
    heads = tag("title", titled_text(chart.title), id=f"{identity}-t")
    heads += tag("desc", titled_text(summary(chart)), id=f"{identity}-d")
    # Links must stay outside of the image: what is inside an image does not exist for screen readers.
    content = heads + tag("g", drawing, role="img", aria_labelledby=named) + notes.annotations(placed, f)
    return tag(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        class_="pbc pbc-narrow" if size.compact else "pbc pbc-wide",
        viewBox=f"0 0 {number(size.width)} {number(f.height)}",
    )


def both_sizes(chart: BehaviourChart, size: Size = WIDE) -> str:
    """The drawing of this size and the compact one side by side; the style sheet shows the one that has room."""
    return behaviour(chart, size=size) + behaviour(chart, size=COMPACT)


def titled_text(words: str) -> str:
    """The escaped text of a title, without its element."""
    return titled(words).removeprefix("<title>").removesuffix("</title>")
