"""The funnel plot as SVG."""

from dataclasses import replace
from xml.etree import ElementTree

from pilothouse.charts import COMPACT
from pilothouse.charts.funnel_plot import FunnelPlot, FunnelPoint, both_funnels, funnel_plot

SIZES = [100.0, 200.0, 400.0, 800.0]
PLOT = FunnelPlot(
    title="Funnel of <late>", summary="Worse: B & C.",
    points=[FunnelPoint("A", 120, 9.0), FunnelPoint("B<", 400, 22.0, "worse"), FunnelPoint("C", 790, 10.0)],
    centre=10.0, sizes=SIZES, limits=[[5, 6, 7, 8], [15, 14, 13, 12], [2, 4, 6, 7], [20, 16, 14, 13]],
    size_label="flights", centre_label="all together 10 %",
)  # fmt: skip


def test_it_is_svg_with_everything_escaped_in_it() -> None:
    for size in ({}, {"size": COMPACT}):
        root = ElementTree.fromstring(funnel_plot(PLOT, **size))
        texts = [node.text for node in root.iter() if node.text]
        for part in ("Funnel of <late>", "Worse: B & C.", "A", "B<", "C", "flights", "all together 10 %"):
            assert part in texts
        marks = [node.get("class") for node in root.iter() if "pbc-mark" in (node.get("class") or "")]
        assert marks == ["pbc-mark pbc-worse"]


def test_nothing_is_drawn_outside() -> None:
    root = ElementTree.fromstring(funnel_plot(PLOT))
    _x, _y, width, height = map(float, (root.get("viewBox") or "").split())
    for node in root.iter("{http://www.w3.org/2000/svg}text"):
        assert 0 <= float(node.get("x") or 0) <= width
        assert 0 <= float(node.get("y") or 0) <= height


def test_sizes_below_one_are_told_apart() -> None:
    small = replace(PLOT, points=[FunnelPoint("A", 0.2, 9.0), FunnelPoint("B", 0.45, 9.5)], sizes=[0.1, 0.2, 0.3, 0.5])
    texts = [node.text for node in ElementTree.fromstring(funnel_plot(small)).iter() if node.text]
    assert {"0.1", "0.2", "0.4"} <= set(texts)


def test_both_sizes() -> None:
    assert both_funnels(PLOT).count("<svg ") == 2
