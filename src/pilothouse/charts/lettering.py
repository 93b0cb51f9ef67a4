"""A drawing without its letters, and each text beside it with where it stands and how it looks: for a typesetter, which
sets every script, where what paints drawings does not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape

from pilothouse.charts.standalone import plain_rules, printed

# Elements as `charts.svg` writes them: a text with its words, or the beginning or end of any other.
_ELEMENT = re.compile(r"<text ([^<>]*)>([^<]*)</text>|<(/?)([a-z]+)((?: [^<>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_BOX = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
_TURN = re.compile(r"rotate\((\S+) ")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_LOOKS = {"fill": "#000000", "font-size": "12px", "font-weight": "400"}

# An element with its classes; a step of a selector is one as well.
Step = tuple[str, frozenset[str]]


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
    """A drawing for print, as wide and high as it says in pixels, without `texts`."""

    svg: str
    width: float
    height: float
    texts: Sequence[Text]


def pictured(svg: str) -> Picture:
    """A drawing of this package taken apart."""
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
    looks = _looks((*path, _step("text", told)))
    return Text(
        words, float(told.get("x", 0)), float(told.get("y", 0)), _ANCHORS[told.get("text-anchor", "start")],
        float(turn[1]) if turn else 0.0, float(looks["font-size"].removesuffix("px")), int(looks["font-weight"]),
        looks["fill"],
    )  # fmt: skip


@cache
def _looks(path: tuple[Step, ...]) -> dict[str, str]:
    """What the style sheet says of the last element of a path, and of those around it where it says nothing."""
    looks = dict(_LOOKS)
    for depth in range(1, len(path) + 1):
        for selector, said in _rules():
            if _is_meant(selector, path[:depth]):
                looks |= said
    return looks


def _is_meant(selector: Sequence[Step], path: Sequence[Step]) -> bool:
    """Does a selector mean the last element of a path? Each of its steps an element, in order, the last one the last."""
    if not selector:
        return True
    if not path or not _fits(selector[-1], path[-1]):
        return False
    before = path[:-1]
    return len(selector) == 1 or any(_is_meant(selector[:-1], before[: end + 1]) for end in range(len(before)))


def _fits(wanted: Step, element: Step) -> bool:
    return wanted[0] in {"", element[0]} and wanted[1] <= element[1]


@cache
def _rules() -> list[tuple[tuple[Step, ...], dict[str, str]]]:
    """The rules of the style sheet about letters, what is said for less before what is said for more."""
    found = []
    for selectors, body in _RULE.findall(plain_rules()):
        pairs = (line.partition(":") for line in body.split(";"))
        said = {name.strip(): value.strip() for name, _colon, value in pairs if name.strip() in _LOOKS}
        for selector in selectors.split(",") if said else ():
            found.append((tuple(_wanted(part) for part in selector.split()), said))
    return sorted(found, key=lambda rule: (sum(len(step[1]) for step in rule[0]), sum(step[0] != "" for step in rule[0])))


def _wanted(part: str) -> Step:
    name, *classes = part.split(".")
    return name, frozenset(classes)


def _step(name: str, told: dict[str, str]) -> Step:
    return name, frozenset(told.get("class", "").split())
