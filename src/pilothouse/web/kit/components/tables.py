"""Lists: the table with its head, paging, export, and bulk picks."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pilothouse.web.kit import icons
from pilothouse.web.kit.components.drawing import draw, escaped
from pilothouse.web.kit.components.forms import form
from pilothouse.web.kit.pages import SIZE, SIZES, Column, Page, link_with

register = Library()
ARROWS = {"": "chevrons-up-down", "ascending": "arrow-up", "descending": "arrow-down"}


def heads(request: HttpRequest | None, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """What each header cell shows: label, the link that sorts by it, and how the list is sorted now."""
    asked = request.GET.get("sort", "") if request is not None else ""
    out = []
    for column in columns:
        now = {column.key: "ascending", f"-{column.key}": "descending"}.get(asked, "")
        flip = f"-{column.key}" if now == "ascending" else column.key
        link = link_with(request, sort=flip, page=None) if request is not None and column.sortable else ""
        out.append({"column": column, "link": link, "now": now if column.sortable else "", "arrow": ARROWS[now]})
    return out


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
    before = link_with(request, page=page.number - 1 if page.number > 2 else None) if page.number > 1 else ""
    after = link_with(request, page=page.number + 1) if page.more else ""
    sizes = []
    if page.size in SIZES and not (page.alone and page.size == SIZE):
        sizes = [(size, link_with(request, rows=size if size != SIZE else None, page=None)) for size in SIZES]
    arrows = {"left": icons.icon("chevron-left"), "right": icons.icon("chevron-right")}
    return draw("pagination", page=page, before=before, after=after, what=what, sizes=sizes, **arrows)


@register.simple_tag(takes_context=True)
def exports(context: Context, csv: str = "", xlsx: str = "") -> SafeString:
    """Links to the same list as CSV and XLSX: the present address with `format=`, unless told otherwise."""
    request = context.get("request")
    if request is not None:
        csv = csv or link_with(request, format="csv", page=None)
        xlsx = xlsx or link_with(request, format="xlsx", page=None)
    return format_html(
        '<span class="exports">{}<a href="{}" download>CSV</a><a href="{}" download>XLSX</a></span>',
        icons.icon("download"),
        csv,
        xlsx,
    )


@register.simple_tag
def pick(value: Any, label: Any, form: str = "bulk") -> SafeString:
    """The box that picks a row for the bulk bar; `label` names the row for readers."""
    words = escaped(_("Pick %(what)s") % {"what": label})
    given = f'name="pick" value="{escaped(value)}" form="{escaped(form)}" aria-label="{words}"'
    return SafeString(f'<td class="pick"><input type="checkbox" {given}></td>')


@register.simple_block_tag(takes_context=True, end_name="endbulk")
def bulk(context: Context, content: str, action: str = "", id: str = "bulk") -> SafeString:
    """The bar of things to do with the picked rows; its buttons stand inside. It only asks (by GET) for the page that
    shows what would be done.
    """
    inside = format_html(
        '<span class="bulk-count" data-bulk-count="{}">{}</span>{}', id, _("With the picked rows:"), content
    )
    return form(context, inside, action=action, method="get", id=id, kind="bulk")
