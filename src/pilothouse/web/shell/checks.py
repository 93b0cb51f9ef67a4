"""What `manage.py check --deploy` finds wrong in our own settings; `./pilot run` does not serve with such an error."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

NO_PROXY = "PILOT_HTTPS is on, but PILOT_PROXIES names no proxy: nobody's X-Forwarded-Proto is believed."
NAME_IT = "Name the address of the proxy that ends TLS, PILOT_PROXIES=127.0.0.1 for one on this machine."


def proxies_are_named(**_: Any) -> Sequence[CheckMessage]:
    """Without a trusted proxy in front, every page of an https installation would lead to itself for ever."""
    if settings.HTTPS and not settings.PROXIES:
        return [Error(NO_PROXY, hint=NAME_IT, id="pilot.E001")]
    return []
