"""What was said against what came true, as a drawing."""

import re

from pilothouse.charts import ReliabilityPoint, ReliabilityWords, reliability

WORDS = ReliabilityWords("how sure, %", "came true, %", "as said")
POINT = ReliabilityPoint(80.0, 50.0, 20.0, 90.0, "5 of 10", "Said 80 %: 5 of 10 <came> true")


def place(svg: str) -> tuple[float, float]:
    found = re.search(r'<circle class="cal-point" cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert found is not None
    return float(found[1]), float(found[2])


def test_a_point_on_the_diagonal_lies_on_it_and_one_said_too_surely_below() -> None:
    diagonal = re.search(
        r'class="cal-diagonal" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', reliability([], title="", words=WORDS)
    )
    assert diagonal is not None
    x0, y0, x1, y1 = map(float, diagonal.groups())

    def height(x: float) -> float:
        return y0 + (x - x0) / (x1 - x0) * (y1 - y0)

    x, y = place(reliability([ReliabilityPoint(70, 70, 40, 90, "", "")], title="", words=WORDS))
    assert abs(y - height(x)) < 0.2
    x, y = place(reliability([POINT], title="", words=WORDS))
    assert y > height(x) + 50


def test_it_says_what_it_shows_and_escapes_it() -> None:
    svg = reliability([POINT], title="We are & remain sure", words=WORDS)
    assert svg.startswith("<svg")
    assert svg.endswith("</svg>")
    assert "<title>We are &amp; remain sure</title>" in svg
    assert "Said 80 %: 5 of 10 &lt;came&gt; true" in svg
    assert "style=" not in svg


def test_a_point_near_the_edge_has_its_label_inside() -> None:
    svg = reliability([ReliabilityPoint(98, 90, 60, 99, "9 of 10", "")], title="", words=WORDS)
    assert re.search(r'class="cal-count" text-anchor="end">9 of 10', svg)
