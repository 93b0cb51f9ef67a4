"""Writing SVG: escaped text, coordinates to a tenth of a pixel, no style attributes."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from unicodedata import category, east_asian_width

Attribute = str | float | None


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def tag(name: str, content: str = "", /, **attributes: Attribute) -> str:
    """An element; `content` is markup already, attributes are escaped (`class_` for class, `_` for `-`).

    Attributes that are None are left out; numbers are rounded to a tenth.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            text = escape(value, quote=True) if isinstance(value, str) else number(value)
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{text}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{name}>" if content else f"<{opening}/>"


def text(x: float, y: float, words: str, class_: str | None = None, anchor: str | None = None) -> str:
    """A line of text; `anchor` is None (start), "middle" or "end"."""
    return tag("text", escape(words), x=x, y=y, class_=class_, text_anchor=anchor)


def titled(words: str) -> str:
    """The tooltip and accessible name of the element that contains it."""
    return tag("title", escape(words))


def polyline(points: Sequence[tuple[float, float] | None]) -> str:
    """Path data through the points; None interrupts the line."""
    pieces: list[str] = []
    pen = "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        pieces.append(f"{pen}{number(point[0])} {number(point[1])}")
        pen = "L"
    return "".join(pieces)


def dots(points: Iterable[tuple[float, float]]) -> str:
    """Path data of dots: lines without length, which round line caps turn into circles."""
    return "".join(f"M{number(x)} {number(y)}h0" for x, y in points)


_SHAPES = {
    "better": ((0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)),
    "worse": ((0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)),
    "changed": ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
}


def shape(tone: str, x: float, y: float, size: float) -> str:
    """Path data of the mark of a tone: a triangle up, a triangle down, or a diamond."""
    corners = [(x + dx * size, y + dy * size) for dx, dy in _SHAPES[tone]]
    return polyline(corners) + "Z"


def text_width(words: str, size: float = 12.0) -> float:
    """About how wide a text will be; generous, so that labels keep apart in any sans-serif face."""
    return sum(map(_wide, words)) * size


@lru_cache(4096)
def _wide(sign: str) -> float:
    """How wide a sign is, as a share of its height: Chinese, Japanese, Korean and emoji fill a square, what joins the
    sign before it takes no room (Unicode, UAX 11).
    """
    if sign in "il.,:;|'\u202f \u00a0-":
        return 0.34
    if is_joined(sign):
        return 0.0
    return 1.0 if east_asian_width(sign) in "WF" else 0.58


def is_joined(sign: str) -> bool:
    """Does it belong to the sign before it, as an accent or a vowel above does?"""
    return category(sign) in {"Mn", "Me", "Cf"}
