"""Every pair of text and ground can be read in both themes (WCAG 2.2, 1.4.3: 4.5 to 1; 1.4.11: 3 to 1)."""

import re
from pathlib import Path

import pytest

from pilothouse.web import kit

TOKENS = (Path(kit.__file__).parent / "static/kit/tokens.css").read_text()
COLOURS = {
    name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
}
GROUNDS = ("paper", "paper-deep", "paper-raised", "accent-wash")
TEXTS = ("ink", "grey-1", "grey-2", "accent", "better", "worse", "needs")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
PAIRS += [(mark, f"{mark}-wash") for mark in ("better", "worse", "needs")]
PAIRS += [("ink", f"{mark}-wash") for mark in ("better", "worse", "needs")] + [("accent-ink", "accent")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(text: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_can_be_seen(ground: str, theme: int) -> None:
    assert contrast(COLOURS["edge"][theme], COLOURS[ground][theme]) >= 3
