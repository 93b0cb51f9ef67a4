"""What the frame of every page needs; it asks the database nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from pilothouse.web.shell import navigation
from pilothouse.web.shell.frame import frame

THEMES = ("light", "dark", "auto")


def theme_of(request: HttpRequest) -> str:
    """The colours this browser chose; "auto" follows the system."""
    asked = request.COOKIES.get("theme", "auto")
    return asked if asked in THEMES else "auto"


def page(request: HttpRequest) -> dict[str, Any]:
    """The frame, the person, the colours, and the page's today.

    `request.now` is the present moment as the person middleware set it (a story has its own today).
    """
    now = getattr(request, "now", None) or timezone.now()
    return {
        "frame": frame(navigation.places(request.path), get_language()),
        "person": getattr(request, "person", None),
        "theme": theme_of(request),
        "organisation": getattr(request, "organisation", None),
        "today": timezone.localdate(now),
        "as_of": now,
        "mail": bool(settings.MAIL) and not getattr(getattr(request, "organisation", None), "story_day", None),
    }
