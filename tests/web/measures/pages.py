"""Reading pages in tests."""

import html
import re
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

_TAG = re.compile(r"<[^>]+>")


def words(response: HttpResponse) -> str:
    """What a reader sees: the text of the main part, one space between words."""
    text = response.content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    return " ".join(html.unescape(_TAG.sub(" ", main)).split())


def queries(client: Client, path: str, more: Callable[[], object] | None = None) -> int:
    """How many queries a page asks, when everything a process keeps is warm."""
    client.get(path)
    if more:
        more()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked)
