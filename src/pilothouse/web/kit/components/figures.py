"""Charts in a page: the drawing with its sentence and its numbers, and the small one in a table cell."""

from collections.abc import Sequence
from typing import Any

from django.template import Library
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from pilothouse.web.kit.components.drawing import draw, markup

register = Library()


def drawn(svg: Any) -> SafeString:
    """A chart made by our own `charts` package, which escapes every text; anything else is refused."""
    text = str(svg).strip()
    if not text.startswith("<svg") or not text.endswith("</svg>"):
        raise ValueError("a chart is an <svg> element")
    return mark_safe(text)  # noqa: S308


@register.simple_tag
def chart_figure(
    svg: Any, summary: Any, columns: Sequence[Any] = (), rows: Sequence[Sequence[Any]] = (), caption: Any = ""
) -> SafeString:
    """A large chart: the sentence first, then the drawing, then its numbers as a table one may open.

    `columns` are the table's headings, `rows` its cells in the same order; first cell heads its row.
    """
    lines = SafeString("".join(_line(*row) for row in rows))
    return draw("chart_figure", svg=drawn(svg), summary=summary, columns=columns, rows=lines, caption=caption)


def _line(first: Any, *rest: Any) -> str:
    """A row of the table; every text is escaped."""
    cells = "".join(f'<td class="num">{conditional_escape(cell)}</td>' for cell in rest)
    return f'<tr><th scope="row">{conditional_escape(first)}</th>{cells}</tr>'


@register.simple_tag
def spark(svg: Any, url: str = "", label: Any = "") -> SafeString:
    """A sparkline for a table cell; with `url` it is the way to the large chart."""
    if not svg:
        return SafeString('<span class="spark quiet">–</span>')
    inside = drawn(svg)
    if url:
        return markup('<a class="spark" href="{}" aria-label="{}">{}</a>', url, label, inside)
    return markup('<span class="spark">{}</span>', inside)
