"""What the frame of every page shows alike to everybody: drawn once for each place of the rail, nothing personal."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString

from pilothouse.web.shell.navigation import Place


@dataclass(frozen=True)
class Frame:
    """Markup of the head and its scripts, the rail's entries, the bar of a small screen, the list of keys, and the
    account's links.
    """

    head: SafeString
    scripts: SafeString
    rail: SafeString
    bar: SafeString
    keys: SafeString
    account_links: SafeString


@lru_cache(64)
def frame(places: tuple[Place, ...], language: str | None) -> Frame:
    """The frame around a page at one of these places; `language` is the one now spoken.

    Only what is the same for every person may stand in these templates: they see no request, hence nobody's name.
    """
    bar = [place for place in places if place.entry.bar]
    values = {"rail": places, "bar": bar, "bar_more": [place for place in places if place not in bar]}
    names = ("head", "scripts", "rail", "bar", "keys", "account_links")
    return Frame(*(SafeString(get_template(f"shell/{name}.html").render(values)) for name in names))
