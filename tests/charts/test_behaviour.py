"""The large chart: what is drawn, how it is marked up, and that nothing touches."""

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from hypothesis import given, settings
from hypothesis import strategies as st

from pilothouse.charts import (
    COMPACT,
    WIDE,
    Annotation,
    BehaviourChart,
    LimitSpan,
    SignalMark,
    Size,
    TargetLine,
    behaviour,
    both_sizes,
    flat_span,
    standalone,
    style_sheet,
    summary,
)
from pilothouse.charts.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"
WEEKS = tuple(date(2013, 1, 7) + timedelta(days=7 * i) for i in range(40))
VALUES = tuple(None if i == 33 else 80.0 + 3 * math.sin(i * 2.0) - (9 if i >= 24 else 0) for i in range(40))
CHART = BehaviourChart(
    "s1",
    "Departures on time, LGA",
    VALUES,
    "%",
    WEEKS,
    spans=(flat_span(0, 39, centre=80.0, lower=72.0, upper=88.0, baseline=(0, 15)),),
    signals=tuple(SignalMark(i, "worse", "eight in a row") for i in range(25, 32)),
    target=TargetLine(85.0),
    annotations=(Annotation(date(2013, 7, 9), "D-0007", "more buffer <in summer>", "/decisions/7?a=1&b=2"),),
)


def parsed(chart: BehaviourChart, size: Size = WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(behaviour(chart, size=size))


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if name in e.get("class", "").split()]


def words(root: ElementTree.Element) -> list[str]:
    return ["".join(e.itertext()) for e in root.iter(f"{SVG}text")]


def test_every_part_is_there() -> None:
    root = parsed(CHART)
    for part in ("pbc-baseline", "pbc-centre", "pbc-target", "pbc-flag", "pbc-line", "pbc-dots", "pbc-note"):
        assert len(of_class(root, part)) == 1, part
    assert len(of_class(root, "pbc-limit")) == 2
    said = words(root)
    for word in (
        "baseline",
        "upper",
        "88.0",
        "mean",
        "80.0",
        "lower",
        "72.0",
        "target",
        "85.0",
        "worse",
        "%",
    ):
        assert word in said, word
    assert {"wk 3", "2013", "wk 39"} <= set(said)


def test_targets_and_limits_look_different() -> None:
    root = parsed(CHART)
    assert not {e.get("d") for e in of_class(root, "pbc-target")} & {e.get("d") for e in of_class(root, "pbc-limit")}
    looks = {}
    for name in ("pbc-target", "pbc-limit"):
        looks[name] = re.search(rf"\.pbc \.{name} {{([^}}]*)}}", style_sheet()).group(1)  # type: ignore[union-attr]
    assert looks["pbc-target"] != looks["pbc-limit"]


def test_a_missing_point_is_a_gap_in_the_line() -> None:
    (line,) = of_class(parsed(CHART), "pbc-line")
    assert line.get("d", "").count("M") == 2
    (whole,) = of_class(parsed(replace(CHART, values=tuple(v or 70.0 for v in VALUES))), "pbc-line")
    assert whole.get("d", "").count("M") == 1


def test_signals_have_a_shape_of_their_own_and_one_word_each_episode() -> None:
    signals = (SignalMark(5, "better"), *CHART.signals, SignalMark(39, "changed", word="odd"))
    root = parsed(replace(CHART, signals=signals))
    shapes = {tone: of_class(root, f"pbc-{tone}") for tone in ("better", "worse", "changed")}
    marks = {tone: [e for e in found if e.tag == f"{SVG}path"] for tone, found in shapes.items()}
    assert [len(marks[t]) for t in ("better", "worse", "changed")] == [1, 7, 1]
    assert marks["better"][0].get("d", "").count("L") == 2
    assert marks["changed"][0].get("d", "").count("L") == 3
    assert [w for w in words(root) if w in {"better", "worse", "odd"}] == ["better", "worse", "odd"]


@pytest.mark.parametrize("size", [WIDE, COMPACT], ids=["wide", "compact"])
def test_the_word_of_a_signal_keeps_clear_of_the_line(size: Size) -> None:
    falling = tuple(80.0 + 2 * math.sin(i * 2.0) - (14 if i >= 20 else 0) for i in range(40))
    chart = replace(CHART, values=falling, signals=(SignalMark(20, "worse", ""),), target=None)
    root = parsed(chart, size)
    (word,) = of_class(root, "pbc-word")
    x, y, half = float(word.get("x", 0)), float(word.get("y", 0)), text_width("worse") / 2
    line = [tuple(map(float, one.split())) for one in re.split("[ML]", of_class(root, "pbc-line")[0].get("d", ""))[1:]]
    crossed = [
        (a, b)
        for a, b in pairwise(line)
        for step in range(21)
        if abs(a[0] + (b[0] - a[0]) * step / 20 - x) < half and y - 11 < a[1] + (b[1] - a[1]) * step / 20 < y + 3
    ]
    assert crossed == []


def test_the_drawing_is_one_image_and_links_stand_outside_of_it() -> None:
    root = parsed(CHART)
    (image,) = [e for e in root.iter() if e.get("role") == "img"]
    ids = {e.get("id"): "".join(e.itertext()) for e in root if e.get("id")}
    named = image.get("aria-labelledby", "").split()
    assert [ids[i] for i in named] == [CHART.title, summary(CHART)]
    assert not list(image.iter(f"{SVG}a"))
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == "/decisions/7?a=1&b=2"
    assert "".join(link.find(f"{SVG}title").itertext()) == "D-0007: more buffer <in summer>"  # type: ignore[union-attr]


def test_each_point_tells_its_value() -> None:
    titles = ["".join(e.itertext()) for e in parsed(CHART).iter(f"{SVG}title")]
    assert "2013-01-07: 80.0\u00a0%" in titles
    assert f"{WEEKS[33].isoformat()}: no value" in titles
    assert any(t.startswith(WEEKS[25].isoformat()) and t.endswith("worse · eight in a row") for t in titles)


def test_texts_are_escaped_and_there_is_no_inline_style_or_script() -> None:
    evil = '</title><script>alert("x")</script>'
    annotation = Annotation(WEEKS[3], evil, evil, evil)
    chart = replace(
        CHART,
        title=evil,
        unit=evil,
        annotations=(annotation,),
        labels=(evil,) * 40,
        target=TargetLine(1.0, evil),
    )
    for size in (WIDE, COMPACT):
        svg = behaviour(chart, size=size)
        ElementTree.fromstring(svg)
        assert "<script" not in svg
        assert not re.search(r"\sstyle=|\son\w+=|<style", svg)


def test_two_sizes_have_ids_of_their_own() -> None:
    svg = both_sizes(CHART)
    ids = re.findall(r' id="([^"]*)"', svg)
    assert len(ids) == len(set(ids)) == 4
    assert "pbc-wide" in svg
    assert "pbc-narrow" in svg


def test_old_limits_stay_for_their_span() -> None:
    old = LimitSpan(0, 19, (80.0,) * 20, (72.0,) * 20, (88.0,) * 20, 0, 15, old=True)
    new = flat_span(20, 39, centre=71.0, lower=65.0, upper=77.0, baseline=(24, 39))
    root = parsed(replace(CHART, spans=(old, new)))
    assert len([one for one in of_class(root, "pbc-old") if one.tag.endswith("path")]) == 3
    assert ["pbc-old" in one.get("class", "") for one in of_class(root, "pbc-baseline")] == [False, True]
    assert {"baseline", "earlier"} <= set(words(root))
    assert "An earlier baseline, from" in summary(replace(CHART, spans=(old, new)))
    assert {"77.0", "71.0", "65.0"} <= set(words(root))
    assert "88.0" not in words(root)


def test_the_mark_that_a_chart_is_about_stands_out() -> None:
    others = (SignalMark(4, "worse"), SignalMark(6, "worse", "SIG-0007", "SIG-0007", own=True), SignalMark(7, "worse"))
    chart = replace(CHART, signals=others)
    root = parsed(chart)
    assert len(of_class(root, "pbc-own")) == 1
    assert "SIG-0007" in words(root)
    assert "This chart is about the signal SIG-0007, from " in summary(chart)
    assert "about the signal" not in summary(CHART)


def test_varying_limits_are_steps() -> None:
    upper = tuple(88.0 + i % 2 for i in range(40))
    span = LimitSpan(0, 39, (80.0,) * 40, (72.0,) * 40, upper)
    paths = [e.get("d", "") for e in of_class(parsed(replace(CHART, spans=(span,))), "pbc-limit")]
    assert sorted(path.count("L") for path in paths) == [1, 79]


def test_a_far_target_is_pointed_at_instead_of_flattening_the_rest() -> None:
    for far, arrow in ((500.0, "\u2191"), (-500.0, "\u2193")):
        root = parsed(replace(CHART, target=TargetLine(far)))
        assert not of_class(root, "pbc-target")
        assert any(w.startswith(arrow) for w in words(root))


def boxes(root: ElementTree.Element, names: set[str]) -> list[tuple[float, float, float, float]]:
    found = []
    for e in root.iter(f"{SVG}text"):
        if e.get("class", "") in names or (e.get("class") is None and "note" in names):
            width = 6.2 * len("".join(e.itertext()))
            x, y = float(e.get("x", "0")), float(e.get("y", "0"))
            x -= {"middle": width / 2, "end": width}.get(e.get("text-anchor", ""), 0.0)
            found.append((x, y - 10, x + width, y + 2))
    return found


def test_labels_do_not_touch_each_other() -> None:
    days = (date(2013, 7, 9), date(2013, 7, 11), date(2013, 7, 15), date(2013, 10, 1), date(2013, 10, 10))
    notes = tuple(Annotation(d, f"ACT-{i:04d}") for i, d in enumerate(days))
    spans = (flat_span(0, 39, centre=80.0, lower=79.8, upper=80.2),)
    for size in (WIDE, COMPACT):
        root = parsed(replace(CHART, annotations=notes, spans=spans, target=TargetLine(80.1)), size)
        for names in ({"note"}, {"pbc-time"}, {"pbc-quiet", "pbc-aim"}):
            found = boxes(root, names)
            for i, a in enumerate(found):
                for b in found[i + 1 :]:
                    apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
                    assert apart, (size, names, a, b)


@pytest.mark.parametrize("value", [0.0, 100.0])
def test_the_axis_of_a_share_names_no_more_than_all_and_no_less_than_nothing(value: float) -> None:
    free = BehaviourChart("k", "t", (value, value), "%", digits=0)
    numbers, bound = [], replace(free, within=(0.0, 100.0))
    for chart in (free, bound):
        texts = [word.replace("−", "-") for word in words(parsed(chart))]
        numbers.append({float(word) for word in texts if re.fullmatch(r"-?[\d.]+", word)})
    assert min(numbers[0]) < 0 or max(numbers[0]) > 100
    assert numbers[1]
    assert 0 <= min(numbers[1]) <= max(numbers[1]) <= 100


@pytest.mark.parametrize(
    "values", [(), (None,), (None, None), (5.0,), (5.0, 5.0, 5.0), (0.0, 0.0), (1e-9, 2e-9), (1e15, -1e15)]
)
def test_odd_values_still_give_a_chart(values: tuple[float | None, ...]) -> None:
    for chart in (
        BehaviourChart("k", "t", values),
        BehaviourChart("k", "t", values, target=TargetLine(3.0)),
        BehaviourChart("k", "t", values, dates=WEEKS[: len(values)]),
    ):
        for size in (WIDE, COMPACT):
            assert "nan" not in behaviour(chart, size=size)
            parsed(chart, size)
    if not any(v is not None for v in values):
        assert "No values yet." in words(parsed(BehaviourChart("k", "t", values)))


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(st.none() | st.floats(-1e6, 1e6), max_size=60),
    gaps=st.lists(st.integers(1, 400), min_size=60, max_size=60),
    target=st.none() | st.floats(-1e6, 1e6),
)
def test_any_series_stays_inside_its_canvas(values: list[float | None], gaps: list[int], target: float | None) -> None:
    days = [date(1990, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    chart = BehaviourChart(
        "k",
        "t",
        tuple(values),
        dates=tuple(days[: len(values)]),
        target=None if target is None else TargetLine(target),
        annotations=(Annotation(days[20], "D-1"), Annotation(days[21], "D-2")) if values else (),
    )
    root = parsed(chart)
    _, _, width, height = (float(v) for v in root.get("viewBox", "").split())
    for e in root.iter(f"{SVG}text"):
        assert -1 <= float(e.get("x", "0")) <= width + 1
        assert 0 <= float(e.get("y", "0")) <= height
    for path in of_class(root, "pbc-dots"):
        for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path.get("d", "")):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


def test_input_that_does_not_fit_is_refused() -> None:
    for change in (
        {"dates": WEEKS[:3]},
        {"dates": WEEKS[::-1]},
        {"labels": ("a",)},
        {"signals": (SignalMark(40, "worse"),)},
        {"spans": (flat_span(0, 40, centre=1.0, lower=0.0, upper=2.0),)},
    ):
        with pytest.raises(ValueError):
            replace(CHART, **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one value per point"):
        LimitSpan(0, 3, (1.0,), (1.0,), (1.0,))


def test_a_file_carries_its_looks_and_the_pages_have_the_same() -> None:
    file = standalone(behaviour(CHART))
    root = ElementTree.fromstring(file)
    assert "prefers-color-scheme:dark" in "".join(root.find(f"{SVG}style").itertext())  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="one SVG"):
        standalone(both_sizes(CHART))
    served = finders.find("kit/chart.css")
    assert served
    assert Path(served).read_text(encoding="utf-8") == style_sheet()


def test_every_class_in_a_chart_has_a_rule() -> None:
    svg = both_sizes(CHART)
    used = {name for names in re.findall(r'class="([^"]*)"', svg) for name in names.split()}
    known = set(re.findall(r"\.((?:pbc|spark)[\w-]*)", style_sheet()))
    assert used <= known, used - known
