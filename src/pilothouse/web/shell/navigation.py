"""The entries of the rail: one line each, from where we are going to what leadership decides."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, eq=False)
class Entry:
    """One place to go: its word, its icon, the letter after `g`, the name of its page.

    `holds` are beginnings of addresses that belong to it beside its own; `bar`: it stands in the bar of a small screen,
    where others lie behind one more touch.
    """

    label: Any
    icon: str
    letter: str
    url_name: str
    holds: tuple[str, ...] = ()
    bar: bool = False


@dataclass(frozen=True)
class Place:
    """An entry that can be reached, and whether the page shown lies within it."""

    entry: Entry
    url: str
    current: bool


RAIL = (
    Entry(_("Bridge"), "ship-wheel", "b", "bridge", ("/mirror/",), bar=True),
    Entry(_("My work"), "list-todo", "w", "my_work", bar=True),
    Entry(_("Direction"), "compass", "d", "strategy:home", ("/POL-", "/THM-", "/OBJ-", "/ASM-", "/CTX-", "/PTY-")),
    Entry(
        _("Performance"), "chart-spline", "p", "measures:home", ("/IND-", "/SIG-", "/series/", "/signals/"), bar=True
    ),
    Entry(_("Processes"), "workflow", "o", "processes:map", ("/PRC-",)),
    Entry(_("Risks"), "shield-alert", "k", "risks:home", ("/RSK-", "/OPP-")),
    Entry(_("Improvement"), "sprout", "i", "improvement:home", ("/ISS-", "/ACT-", "/VER-"), bar=True),
    Entry(_("Reviews"), "gavel", "r", "reviews:home", ("/REV-", "/D-", "/REQ-")),
)


@cache
def reachable(name: str, urls: str) -> str:
    """The address behind a page's name, or "" where these `urls` (a module's name) hold no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def places(path: str) -> tuple[Place, ...]:
    """The rail for the page at `path`; the entry with the longest matching address is the current one."""
    found = [(entry, url) for entry in RAIL if (url := reachable(entry.url_name, settings.ROOT_URLCONF))]
    reach = [_reach(entry, url, path) for entry, url in found]
    here = max(reach, default=0)
    return tuple(Place(entry, url, 0 < far == here) for (entry, url), far in zip(found, reach, strict=True))


def _reach(entry: Entry, url: str, path: str) -> int:
    """How long the beginning of `path` is that belongs to this entry; 0 for none."""
    own = path == url or (url != "/" and path.startswith(url))
    held = [len(start) for start in entry.holds if path.startswith(start)]
    return max([len(url) if own else 0, *held])
