"""The frame of a page's content: head, sections, buttons, notices, empty states, facts, tabs."""

from typing import Any

from django.template import Library
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.text import slugify

from pilothouse.web.kit import icons
from pilothouse.web.kit.components.drawing import draw, escaped, markup

register = Library()
NOTICE_ICONS = {"info": "info", "done": "circle-check", "needs": "circle-alert", "error": "triangle-alert"}


@register.simple_block_tag(end_name="endpage_head")
def page_head(
    content: str, title: Any, number: str = "", sub: Any = "", crumbs: Any = (), as_of: Any = ""
) -> SafeString:
    """Line of sight, number, title, one sentence; what stands inside are the page's actions."""
    steps = [step if hasattr(step, "label") else {"label": step[0], "url": step[1]} for step in crumbs or ()]
    actions = content.strip() and content
    return draw("page_head", title=title, number=number, sub=sub, crumbs=steps, actions=actions, as_of=as_of)


@register.simple_block_tag(end_name="endsection")
def section(
    content: str,
    title: Any,
    count: Any = None,
    id: str = "",
    note: Any = "",
    link: str = "",
    link_label: Any = "",
) -> SafeString:
    """A part of a page: hairline, heading, perhaps a count and one link to all of it."""
    anchor = escaped(id or slugify(str(title)) or "part")
    counted = "" if count is None else f' <span class="count">{escaped(localize(count))}</span>'
    noted = f'<p class="section-note">{escaped(note)}</p>' if note else ""
    linked = f'<a class="section-link" href="{escaped(link)}">{escaped(link_label)}</a>' if link else ""
    head = f'<div class="section-head"><h2 id="{anchor}">{escaped(title)}{counted}</h2>{noted}{linked}</div>'
    return SafeString(f'<section class="section" aria-labelledby="{anchor}">{head}{escaped(content)}</section>')


@register.simple_tag
def link_button(label: Any, url: str, icon: str = "", kind: str = "plain", key: str = "") -> SafeString:
    """A link that looks like a button. `kind`: main (one per page), plain, quiet, danger."""
    drawing = icons.icon(icon) if icon else ""
    shortcut = markup(' data-key="{}"', key) if key else ""
    return markup('<a class="button button-{}" href="{}"{}>{}<span>{}</span></a>', kind, url, shortcut, drawing, label)


@register.simple_tag
def button(
    label: Any,
    icon: str = "",
    kind: str = "main",
    name: str = "",
    value: str = "",
    form: str = "",
    key: str = "",
    to: str = "",
) -> SafeString:
    """A submit button. `kind` as in `link_button`; `form` sends a form that stands elsewhere on the page, `to` sends it
    to another address than its own.
    """
    drawing = icons.icon(icon) if icon else ""
    pairs = (("name", name), ("value", value), ("form", form), ("data-key", key), ("formaction", to))
    given = SafeString("".join(f' {name}="{escaped(value)}"' for name, value in pairs if value))
    return markup(
        '<button type="submit" class="button button-{}"{}>{}<span>{}</span></button>',
        kind,
        given,
        drawing,
        label,
    )


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, kind: str = "info", title: Any = "") -> SafeString:
    """A message in the page: info, done, needs, error. Errors are announced at once."""
    drawing = icons.icon(NOTICE_ICONS.get(kind, "info"))
    return draw("notice", content=content, kind=kind, title=title, drawing=drawing)


@register.simple_tag
def problem(happened: Any, kept: Any = "", todo: Any = "") -> SafeString:
    """An error told fully: what happened, what is kept, what to do."""
    return draw("problem", happened=happened, kept=kept, todo=todo, drawing=icons.icon("triangle-alert"))


@register.simple_tag
def empty_state(title: Any, text: Any = "", label: Any = "", url: str = "", icon: str = "sprout") -> SafeString:
    """What belongs here, why it matters, and the one button that starts it."""
    return draw("empty_state", title=title, text=text, label=label, url=url, drawing=icons.icon(icon))


@register.simple_block_tag(end_name="endfacts")
def facts(content: str, wide: bool = False) -> SafeString:
    """A list of facts about one thing; `wide` lays them side by side."""
    return markup('<dl class="facts{}">{}</dl>', " facts-wide" if wide else "", content)


@register.simple_block_tag(end_name="endfact")
def fact(content: str, label: Any) -> SafeString:
    """One fact: its name and what stands inside; a dash where nothing does."""
    shown = content if content.strip() else SafeString('<span class="quiet">–</span>')
    return markup("<div><dt>{}</dt><dd>{}</dd></div>", label, shown)


@register.simple_block_tag(end_name="enditems")
def items(content: str, label: Any = "") -> SafeString:
    """A list of things to read or to do, one `item` each: the bridge, my work, search results."""
    named = markup(' aria-label="{}"', label) if label else ""
    return markup('<ul class="items"{}>{}</ul>', named, content)


@register.simple_block_tag(end_name="enditem")
def item(
    content: str, title: Any, url: str = "", mark: str = "", number: str = "", aside: Any = "", drawing: Any = ""
) -> SafeString:
    """One line of `items`: mark, title, number; the sentence inside; a small chart; at the end who and when.

    Make `aside` and `drawing` with `{% due … as x %}` or `{% spark … as x %}`.
    """
    return draw(
        "item",
        content=content.strip() and content, title=title, url=url, mark=mark, number=number, aside=aside,
        drawing=drawing,
    )  # fmt: skip


@register.simple_tag
def tabs(items: Any, label: Any = "") -> SafeString:
    """Links to sibling views of one thing (`parts.Tab`)."""
    return draw("tabs", items=items, label=label)


@register.simple_tag
def stat(value: Any, rest: Any, url: str = "", kind: str = "", note: Any = "") -> SafeString:
    """A sentence that begins with its number: "**4 of 120** indicators really changed"."""
    return draw("stat", value=value, rest=rest, url=url, kind=kind, note=note)


@register.simple_block_tag(end_name="endmore")
def more(content: str, summary: Any, open: bool = False) -> SafeString:
    """Something one may open: works without script, opens by keyboard."""
    state = SafeString(" open") if open else ""
    return markup('<details class="more"{}><summary>{}</summary>{}</details>', state, summary, content)


@register.simple_tag
def busy(label: Any) -> SafeString:
    """A word, not a wheel, shown while something loads (class `htmx-indicator`).

    In a form it shows once the form is sent, and the form's buttons wait: for work that may take long.
    """
    return markup('<span class="busy htmx-indicator" role="status">{}</span>', label)


@register.filter
def sheets(names: str) -> list[str]:
    """Static paths of the kit's style sheets, in the order given."""
    return [f"kit/{name}.css" for name in names.split()]
