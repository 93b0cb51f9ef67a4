"""Lists: the table with its head, paging, export, and bulk picks."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse.web.kit import icons
from pilothouse.web.kit.components.drawing import draw, escaped, markup
from pilothouse.web.kit.components.forms import form
from pilothouse.web.kit.components.marks import num
from pilothouse.web.kit.pages import SIZE, SIZES, Column, Page, link_with

register = Library()
ARROWS = {"": "chevrons-up-down", "ascending": "arrow-up", "descending": "arrow-down"}


def heads(request: HttpRequest | None, columns: Sequence[Column]) -> SafeString:
    """The header cells: label, the link that sorts by it, and how the list is sorted now."""
    asked = request.GET.get("sort", "") if request is not None else ""
    return SafeString("".join(_head(request, column, asked) for column in columns))


def _head(request: HttpRequest | None, column: Column, asked: str) -> str:
    label = f"{escaped(column.label)}, {escaped(column.unit)}" if column.unit else escaped(column.label)
    now = {column.key: "ascending", f"-{column.key}": "descending"}.get(asked, "") if column.sortable else ""
    if request is not None and column.sortable:
        flip = f"-{column.key}" if now == "ascending" else column.key
        link = escaped(link_with(request, sort=flip, page=None))
        label = f'<a href="{link}">{label}{icons.icon(ARROWS[now])}</a>'
    elif column.hidden_label:
        label = f'<span class="unseen">{label}</span>'
    kind = ' class="num"' if column.numeric else ""
    sort = f' aria-sort="{now}"' if now else ""
    return f'<th scope="col"{kind}{sort}>{label}</th>'


@register.simple_block_tag(takes_context=True, end_name="endtable")
def table(
    context: Context, content: str, columns: Any, caption: Any, folds: bool = False, picks: bool = False
) -> SafeString:
    """A table of rows written by the page. `columns` are `pages.Column`; `caption` is read out, not shown.

    With `folds`, rows become short blocks on a phone: give each cell `data-label`. With `picks`, a first
    column holds `{% pick %}` and the head a box for all.
    """
    shown = heads(context.get("request"), columns)
    return draw("table", content=content, heads=shown, caption=caption, folds=folds, picks=picks)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], what: Any = "") -> SafeString | str:
    """Where in the list one is, and the way on. Keeps filter and order in the address."""
    request = context.get("request")
    if request is None or not len(page):
        return ""
    name = escaped(_("Pages of %(what)s") % {"what": what} if what else _("Pages"))
    total = "" if page.total is None else f" {_('of')} {num(page.total)}{'+' if page.capped else ''}"
    noun = f" {escaped(what)}" if what else ""
    parts = [f'<span class="figure">{num(page.first)}–{num(page.last)}{total}{noun}</span>']
    if page.number > 1:
        link = escaped(link_with(request, page=page.number - 1 if page.number > 2 else None))
        parts.append(f'<a href="{link}" rel="prev">{icons.icon("chevron-left")}{escaped(_("Previous"))}</a>')
    if page.more:
        link = escaped(link_with(request, page=page.number + 1))
        parts.append(f'<a href="{link}" rel="next">{escaped(_("Next"))}{icons.icon("chevron-right")}</a>')
    return SafeString(f'<nav class="pages" aria-label="{name}">{"".join(parts)}{_sizes(request, page)}</nav>')


def _sizes(request: HttpRequest, page: Page[Any]) -> str:
    """How many rows the reader may have on a page; nothing where that changes nothing."""
    if page.size not in SIZES or (page.alone and page.size == SIZE):
        return ""
    links = []
    for size in SIZES:
        link = escaped(link_with(request, rows=size if size != SIZE else None, page=None))
        now = ' aria-current="true"' if size == page.size else ""
        links.append(f' <a href="{link}"{now}>{size}</a>')
    return f'<span class="sizes">{escaped(_("Rows"))}{"".join(links)}</span>'


@register.simple_tag(takes_context=True)
def exports(context: Context, csv: str = "", xlsx: str = "") -> SafeString:
    """Links to the same list as CSV and XLSX: the present address with `format=`, unless told otherwise."""
    request = context.get("request")
    if request is not None:
        csv = csv or link_with(request, format="csv", page=None)
        xlsx = xlsx or link_with(request, format="xlsx", page=None)
    return markup(
        '<span class="exports">{}<a href="{}" download>CSV</a><a href="{}" download>XLSX</a></span>',
        icons.icon("download"),
        csv,
        xlsx,
    )


@register.simple_tag
def pick(value: Any, label: Any, form: str = "bulk", ticked: bool = False) -> SafeString:
    """The box that picks a row for the bulk bar; `label` names the row for readers."""
    words = escaped(_("Pick %(what)s") % {"what": label})
    given = f'name="pick" value="{escaped(value)}" form="{escaped(form)}" aria-label="{words}"'
    return SafeString(f'<td class="pick"><input type="checkbox" {given}{" checked" if ticked else ""}></td>')


@register.simple_block_tag(takes_context=True, end_name="endbulk")
def bulk(context: Context, content: str, action: str = "", id: str = "bulk") -> SafeString:
    """The bar of things to do with the picked rows; its buttons stand inside. It only asks (by GET) for the page that
    shows what would be done.
    """
    inside = markup(
        '<span class="bulk-count" data-bulk-count="{}">{}</span>{}', id, _("With the picked rows:"), content
    )
    return form(context, inside, action=action, method="get", id=id, kind="bulk")
