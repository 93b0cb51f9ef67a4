"""Notes as people write them, in Markdown, made safe to show."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_TAGS = {"p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "hr"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_LEADS = re.compile("https?:|mailto:|/|#", re.IGNORECASE)
_READER = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).enable(["table", "strikethrough"])


def _drop_lost_links(state: StateCore) -> None:
    """A link that leads nowhere, or to where depends on the page that shows it, is only its words."""
    for token in state.tokens:
        kept, lost = [], False
        for child in token.children or ():
            if child.type == "link_open":
                lost = not _LEADS.match(str(child.attrGet("href")))
            if not (lost and child.type.startswith("link_")):
                kept.append(child)
        token.children = kept if token.children is not None else None


_READER.core.ruler.after("inline", "drop_lost_links", _drop_lost_links)


def rendered(text: str) -> SafeString:
    """Markdown as sanitised markup: no scripts, styles, images or forms; links leave without telling from where."""
    markup = nh3.clean(
        _READER.render(text),
        tags=_TAGS | _TABLE | {"a"},
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    # Safe: nothing is left but the tags and attributes named above.
    return mark_safe(markup)  # noqa: S308
