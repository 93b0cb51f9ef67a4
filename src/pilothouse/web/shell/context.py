"""What the frame of every page needs; it asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from pilothouse.web.shell import navigation

THEMES = ("light", "dark", "auto")


def theme_of(request: HttpRequest) -> str:
    """The colours this browser chose; "auto" follows the system."""
    asked = request.COOKIES.get("theme", "auto")
    return asked if asked in THEMES else "auto"


def page(request: HttpRequest) -> dict[str, Any]:
    """Navigation, the person, the colours, and the page's today.

    `request.now` is the present moment as the person middleware set it (a story has its own today).
    """
    now = getattr(request, "now", None) or timezone.now()
    places = navigation.places(request.path)
    return {
        "rail": places,
        "bar": places[: navigation.BAR],
        "bar_more": places[navigation.BAR :],
        "person": getattr(request, "person", None),
        "theme": theme_of(request),
        "organisation": getattr(request, "organisation", None),
        "today": timezone.localdate(now),
        "as_of": now,
    }
