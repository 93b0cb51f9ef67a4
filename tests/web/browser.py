"""A real browser for page tests: each page it asks for is answered by Django's test client.

So a page test runs inside the ordinary test transaction, and what the browser sees is what the product sends:
status, headers, the security policy. Static files come from a small server beside it, as a browser is used to.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import FileResponse, HttpResponse
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from tests.chromium import faults

PATIENCE = 8_000  # milliseconds
# Both widths and both themes; the kit's own tests take more of their pairs, for all components at once.
LOOKS = [(1440, "light"), (390, "dark")]
# Contrasts cost axe twice what all its other rules do. In light every component shows them in the gallery, and the main
# pages theirs in tests/browser; here each page does in dark. The other rules read the same page at either width.
CONTRAST = "color-contrast"
HEIGHT = 900
NOT_STATIC = re.compile(r"^[a-z]+://[^/]+/(?!static/)")


@dataclass
class Window:
    """One page of a browser that shows the product. `complaints` collects console errors and policy violations."""

    page: Page
    client: Client
    database: BaseDatabaseWrapper = field(default_factory=lambda: connections["default"])
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        """Open an address of the product and wait until it stands."""
        self.page.goto(site() + path, wait_until="load")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands: rule and place of each fault."""
        return _told(faults(self.page))

    def look(self, width: int, theme: str) -> list[str]:
        """What is wrong with the page as it stands at this width in this colour scheme."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        wide = int(self.page.evaluate("document.documentElement.scrollWidth")) - width
        dark = theme == "dark"
        seen = faults(self.page, CONTRAST) if dark else faults(self.page, without=[CONTRAST])
        found = [*_told(seen), *([f"{wide} pixels too wide"] if wide > 0 else [])]
        return [f"{width} {theme}: {fault}" for fault in found]

    def unsound(self, *paths: str) -> dict[str, list[str]]:
        """What is wrong with these pages in both looks, and what the browser complained about, by address."""
        found = {}
        for path in paths:
            self.visit(path)
            faults_seen = [fault for look in LOOKS for fault in self.look(*look)]
            if told := [*faults_seen, *self.complaints]:
                found[path] = told
            self.complaints.clear()
        return found

    def answer(self, route: Route, request: Request) -> None:
        """Answer one request of the browser from the product."""
        # Playwright answers in a context of its own, where Django would open another connection.
        connections["default"] = self.database
        parts = urlsplit(request.url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        response = self.client.generic(
            request.method,
            target,
            request.post_data_buffer or b"",
            content_type=request.headers.get("content-type", "application/octet-stream"),
            headers={name: value for name, value in request.headers.items() if name.startswith("hx-")},
        )
        self.follow(route, response)

    def follow(self, route: Route, response: HttpResponse) -> None:
        """Hand the product's answer to the browser; cookies it sets stay with the client as well."""
        if 300 <= response.status_code < 400 and "Location" in response.headers:
            # Playwright sends the request after a redirect to the network, where nobody answers.
            onward = f'<meta http-equiv="refresh" content="0; url={escape(response.headers["Location"])}">'
            route.fulfill(status=200, content_type="text/html", body=onward)
            return
        body = b"".join(response.streaming_content) if isinstance(response, FileResponse) else response.content
        headers = {name.lower(): str(value) for name, value in response.headers.items()}
        headers.pop("content-length", None)
        route.fulfill(status=response.status_code, headers=headers, body=body)


def _told(found: list[dict[str, Any]]) -> list[str]:
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


class Static(SimpleHTTPRequestHandler):
    """Static files, found as `collectstatic` would find them."""

    def translate_path(self, path: str) -> str:
        """Where the file lies that is asked for."""
        return finders.find(unquote(urlsplit(path).path).removeprefix("/static/")) or ""

    def log_message(self, *said: object) -> None:
        """Nobody listens."""


@cache
def site() -> str:
    """Where the product seems to be: a trustworthy origin, for elsewhere browsers ignore policies on plain HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Static)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}"


def open_window(
    browser: Browser, client: Client | None = None, *, width: int = 1440, height: int = HEIGHT, theme: str = "light"
) -> Window:
    """A fresh window of this size in this colour scheme, in which `client` is signed in (or nobody is)."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    context.set_default_timeout(PATIENCE)
    window = Window(context.new_page(), client or Client())
    window.page.on("console", lambda said: said.type == "error" and window.complaints.append(said.text))
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    context.route(NOT_STATIC, window.answer)
    return window
