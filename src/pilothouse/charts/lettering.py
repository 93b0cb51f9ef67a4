"""A drawing without its letters, and each text beside it with where it stands and how it looks: for a typesetter, which
sets every script, where what paints drawings does not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from pilothouse.charts.looks import Step, looks_of
from pilothouse.charts.standalone import printed

# Elements as `charts.svg` writes them: a text with its words, or the beginning or end of any other.
_ELEMENT = re.compile(r"<text ([^<>]*)>([^<]*)</text>|<(/?)([a-z]+)((?: [^<>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_BOX = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
_TURN = re.compile(r"rotate\((\S+) ")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class Text:
    """One line of text: its place in pixels, of the baseline; how far of its width lies before that place (0 to 1);
    its turn in degrees; its size in pixels, weight and colour.
    """

    words: str
    x: float
    y: float
    anchor: float
    turn: float
    size: float
    weight: int
    fill: str


@dataclass(frozen=True)
class Picture:
    """A drawing for print, its width and height in pixels, and the texts that it is without."""

    svg: str
    width: float
    height: float
    texts: Sequence[Text]


def pictured(svg: str) -> Picture:
    """A drawing of this package taken apart: every text of one line (maps have longer ones, and are not set)."""
    path: list[Step] = []
    texts: list[Text] = []
    lines: list[str] = []
    end = 0
    for found in _ELEMENT.finditer(svg):
        attributes, words, ending, name, beside, whole = found.groups()
        if words is not None:
            texts.append(_text(unescape(words), dict(_ATTRIBUTE.findall(attributes)), path))
            lines.append(svg[end : found.start()])
            end = found.end()
        elif ending:
            path.pop()
        elif not whole:
            path.append(_step(name, dict(_ATTRIBUTE.findall(beside))))
    width, height = map(float, _BOX.findall(svg)[0])
    return Picture(printed("".join(lines) + svg[end:]), width, height, texts)


def _text(words: str, told: dict[str, str], path: Sequence[Step]) -> Text:
    turn = _TURN.match(told.get("transform", ""))
    looks = looks_of((*path, _step("text", told)))
    return Text(
        words, float(told["x"]), float(told["y"]), _ANCHORS[told.get("text-anchor", "start")],
        float(turn[1]) if turn else 0.0, float(looks["font-size"].removesuffix("px")), int(looks["font-weight"]),
        looks["fill"],
    )  # fmt: skip


def _step(name: str, told: dict[str, str]) -> Step:
    return name, frozenset(told.get("class", "").split())
