"""Rendering a snippet of template as a page would."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory


def request_for(path: str = "/", **cookies: str) -> HttpRequest:
    """A GET request of a stranger."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.COOKIES.update(cookies)
    return request


def drawn(snippet: str, path: str = "/", **values: Any) -> str:
    """The markup of `snippet` with these values in its context."""
    return str(engines["django"].from_string(snippet).render(values, request_for(path)))
