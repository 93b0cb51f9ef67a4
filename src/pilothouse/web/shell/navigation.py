"""The entries of the rail: one line each, from where we are going to what leadership decides."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

BAR = 4


@dataclass(frozen=True, eq=False)
class Entry:
    """One place to go: its word, its icon, the letter after `g`, the name of its page."""

    label: Any
    icon: str
    letter: str
    url_name: str


@dataclass(frozen=True)
class Place:
    """An entry that can be reached, and whether the page shown lies within it."""

    entry: Entry
    url: str
    current: bool


RAIL = (
    Entry(_("Bridge"), "ship-wheel", "b", "bridge"),
    Entry(_("My work"), "list-todo", "w", "my_work"),
    Entry(_("Direction"), "compass", "d", "strategy:home"),
    Entry(_("Performance"), "chart-spline", "p", "measures:home"),
    Entry(_("Processes"), "workflow", "o", "processes:map"),
    Entry(_("Improvement"), "sprout", "i", "improvement:home"),
    Entry(_("Reviews"), "gavel", "r", "reviews:home"),
)


@cache
def reachable(name: str, urls: str) -> str:
    """The address behind a page's name, or "" where these `urls` (a module's name) hold no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def places(path: str) -> tuple[Place, ...]:
    """The rail for the page at `path`; the longest matching address is the current one."""
    found = [(entry, url) for entry in RAIL if (url := reachable(entry.url_name, settings.ROOT_URLCONF))]
    within = [url for _entry, url in found if path == url or (url != "/" and path.startswith(url))]
    here = max(within, key=len, default="")
    return tuple(Place(entry, url, url == here and bool(here)) for entry, url in found)
