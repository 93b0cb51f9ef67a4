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

    `request.today` and `request.as_of` may be set by a middleware (a demo has its own today).
    """
    places = navigation.places(request.path)
    return {
        "rail": places,
        "bar": places[: navigation.BAR],
        "bar_more": places[navigation.BAR :],
        "person": getattr(request, "person", None),
        "theme": theme_of(request),
        "today": getattr(request, "today", None) or timezone.localdate(),
        "as_of": getattr(request, "as_of", None) or timezone.now(),
    }
