"""Pages of the help. They ask the database nothing and tell everybody the same."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilothouse.web.help.texts import BY_NAME, TEXTS, shown
from pilothouse.web.shell.middleware import PilotRequest
from pilothouse.web.shell.navigation import places


@require_safe
def home(request: PilotRequest) -> HttpResponse:
    """What to do first, the keys, and where to read on."""
    return render(request, "help/home.html", {"texts": TEXTS, "rail": places(request.path)})


@require_safe
def text(request: PilotRequest, name: str) -> HttpResponse:
    """One document."""
    if name not in BY_NAME:
        raise Http404
    title, body = shown(name)
    crumbs = [(_("Help"), reverse("help:home"))]
    return render(request, "help/text.html", {"title": title, "body": body, "crumbs": crumbs, "name": name})
