"""The heat map and the loss curve: what stands where, and that words never break out."""

import re
from xml.etree import ElementTree as ET

from pilothouse.charts import COMPACT, Dot, HeatMap, LossChart, Size, heat_map, loss_curve
from pilothouse.charts.svg import text_width

SIZE = Size(700.0, 320.0)
WORDS = ("rare", "possible", "likely")
BEYOND = frozenset({(3, 3), (3, 2), (2, 3)})


def drawn_map(
    dots: dict[tuple[int, int], list[Dot]], size: Size = SIZE, counts: dict[tuple[int, int], int] | None = None
) -> str:
    words = ("Likelihood", "Consequence", "Heat", "/l/{row}.{column}")
    chart = HeatMap(WORDS, ("small", "marked", "large"), BEYOND, dots, *words, counts=counts or {})
    return heat_map(chart, size)


def dot(number: int) -> Dot:
    return Dot(f"RSK-{number:04d}", f"/RSK-{number:04d}/", f"<risk> & {number}")


def test_each_cell_says_whether_it_is_borne_and_the_edge_divides_them() -> None:
    svg = drawn_map({})
    assert (svg.count("heat-beyond"), svg.count("heat-within")) == (3, 6)
    assert svg.count("heat-edge") == 4
    ET.fromstring(svg)


def test_risks_stand_in_their_cell_and_lead_to_their_page() -> None:
    svg = drawn_map({(1, 1): [dot(1)], (3, 3): [dot(2)]})
    low, high = (
        re.search(rf'href="/RSK-000{n}/"><title>[^<]*</title><text x="([\d.]+)" y="([\d.]+)"', svg) for n in (1, 2)
    )
    assert low is not None
    assert high is not None
    assert float(low[1]) < float(high[1])
    assert float(low[2]) > float(high[2])
    assert "&lt;risk&gt; &amp; 1" in svg


def test_a_full_cell_says_how_many_more() -> None:
    svg = drawn_map({(2, 2): [dot(n) for n in range(40)]})
    shown = svg.count('href="/RSK-')
    assert f">+{40 - shown}<" in svg
    assert 'href="/l/2.2"' in svg
    unnamed = drawn_map({(2, 2): [dot(1)]}, counts={(2, 2): 9, (1, 1): 4})
    assert (">+8<" in unnamed, ">+4<" in unnamed, unnamed.count('href="/RSK-')) == (True, True, 1)


def test_long_names_are_broken_and_cut_within_their_cell_and_their_row_grows() -> None:
    name = "Ground handling at the gates of the north pier and of the south pier stops in the long winter storms"
    long = Dot(name, "/RSK-0009/", "all")
    svg = drawn_map({(2, 2): [long, dot(1)]})
    lines = re.search(r'href="/RSK-0009/"><title>all</title>(.*?)</a>', svg)
    assert lines is not None
    words = re.findall(r">([^<]+)</text>", lines[1])
    assert len(words) == 3
    assert words[2].endswith("…")
    cell = (SIZE.width - 60) / 3
    assert all(text_width(line, 11.5) < cell for line in words)
    high = [float(one) for one in re.findall(r'class="heat-within" width="[\d.]+" height="([\d.]+)"', svg)]
    many = drawn_map({(2, 2): [long] * 4})
    assert max(map(float, re.findall(r'class="heat-within" width="[\d.]+" height="([\d.]+)"', many))) > max(high)


def test_on_a_phone_a_cell_holds_its_number() -> None:
    svg = drawn_map({(2, 2): [dot(1), dot(2)]}, COMPACT)
    assert ">2</text>" in svg
    assert "RSK-0001" not in svg


def drawn_curve(**more: object) -> str:
    curve = ((10.0, 0.5), (100.0, 0.1), (1_000.0, 0.01))
    return loss_curve(LossChart(curve, unit="EUR", title="Curve", **more), SIZE)  # type: ignore[arg-type]


def test_a_curve_falls_from_left_to_right() -> None:
    path = re.search(r'class="loss-curve" d="([^"]+)"', drawn_curve())
    assert path is not None
    spots = [tuple(map(float, pair.split())) for pair in re.split("[ML]", path[1]) if pair]
    assert [x for x, _y in spots] == sorted(x for x, _y in spots)
    assert [y for _x, y in spots] == sorted(y for _x, y in spots)


def test_what_is_not_borne_has_a_mark_of_its_own() -> None:
    svg = drawn_curve(line=((10.0, 0.6), (100.0, 0.05)), beyond=((100.0, 0.05),), appetite="appetite")
    assert svg.count("pbc-worse") == 1
    assert "appetite" in svg
    ET.fromstring(svg)


def test_without_any_loss_only_the_frame_is_drawn() -> None:
    ET.fromstring(loss_curve(LossChart((), title="Nothing"), COMPACT))
