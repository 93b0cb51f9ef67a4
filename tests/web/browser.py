"""A real browser for page tests: a small server hands each request of a window to Django's test client.

So a page test runs inside the ordinary test transaction, and what the browser sees is what the product sends: status,
headers, redirects, the security policy. Static files come from the same server, so that the browser keeps them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_FILE_PATH
from django.contrib.staticfiles import finders
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import FileResponse, HttpResponse
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import faults

PATIENCE = 8_000  # milliseconds
# Both widths and both themes; the kit's own tests take more of their pairs, for all components at once.
LOOKS = [(1440, "light"), (390, "dark")]
# Contrasts cost axe twice what all its other rules do. In light every component shows them in the gallery, and the main
# pages theirs in tests/browser; here each page does in dark. The other rules read the same page at either width.
CONTRAST = "color-contrast"
HEIGHT = 900
# By this header of its requests the server tells one window from another.
WINDOW = "x-test-window"
AXE = "/static/axe.min.js"


@dataclass
class Window:
    """One page of a browser that shows the product. `complaints` collects console errors and policy violations."""

    context: BrowserContext
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
        self._have_axe()
        return _told(faults(self.page))

    def _have_axe(self) -> None:
        """Bring axe as a file that the browser keeps compiled."""
        if self.page.evaluate("typeof axe === 'undefined'"):
            self.page.add_script_tag(url=AXE)

    def look(self, width: int, theme: str) -> list[str]:
        """What is wrong with the page as it stands at this width in this colour scheme."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        wide = int(self.page.evaluate("document.documentElement.scrollWidth")) - width
        dark = theme == "dark"
        self._have_axe()
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


def _told(found: list[dict[str, Any]]) -> list[str]:
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


_windows: dict[str, Window] = {}
_numbers = count(1)
# Requests come in threads of the server, all on the one connection of the test: one at a time.
_ONE_AT_A_TIME = Lock()


class Product(SimpleHTTPRequestHandler):
    """Answers a browser: pages through the client of the window that asks, static files as they lie in the source."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """Where the static file lies that is asked for."""
        return (
            str(AXE_FILE_PATH)
            if path == AXE
            else finders.find(unquote(urlsplit(path).path).removeprefix("/static/")) or ""
        )

    def do_GET(self) -> None:
        """Read a page or a static file."""
        if self.path.startswith("/static/"):
            super().do_GET()
        else:
            self.do_POST()

    def do_POST(self) -> None:
        """Hand the request on, and the answer back."""
        sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        with _ONE_AT_A_TIME, _on_connection_of(window := _windows[self.headers[WINDOW]]):
            response = window.client.generic(
                self.command,
                self.path,
                sent,
                content_type=self.headers.get("content-type", "application/octet-stream"),
                headers={name: value for name, value in self.headers.items() if name.lower().startswith("hx-")},
            )
            body = b"".join(response.streaming_content) if isinstance(response, FileResponse) else response.content
        self._send(response, body)

    def _send(self, response: HttpResponse, body: bytes) -> None:
        """Cookies that it sets stay with the client."""
        self.send_response(response.status_code)
        for name, value in response.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, str(value))
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """A browser keeps static files, as it does the product's own: these carry their digest in their name."""
        if self.path.startswith("/static/"):
            self.send_header("cache-control", "max-age=3600")
        super().end_headers()

    def log_message(self, *said: object) -> None:
        """Nobody listens."""


@contextmanager
def _on_connection_of(window: Window) -> Iterator[None]:
    """Let this thread read and write what the test does: in its transaction."""
    window.database.inc_thread_sharing()
    connections["default"] = window.database
    try:
        yield
    finally:
        window.database.dec_thread_sharing()


@cache
def site() -> str:
    """Where the product seems to be: a trustworthy origin, for elsewhere browsers ignore policies on plain HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Product)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}"


def open_window(
    browser: Browser, client: Client | None = None, *, width: int = 1440, height: int = HEIGHT, theme: str = "light"
) -> Window:
    """A fresh window of this size in this colour scheme, in which `client` is signed in (or nobody is)."""
    number = str(next(_numbers))
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        extra_http_headers={WINDOW: number},
    )
    context.set_default_timeout(PATIENCE)
    _windows[number] = window = Window(context, context.new_page(), client or Client())
    window.page.on("console", lambda said: said.type == "error" and window.complaints.append(said.text))
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    return window


def close_windows() -> None:
    """Close all that are open, and wait for what they have asked: no request outlives the transaction of its test."""
    for number in list(_windows):
        _windows[number].context.close()
        with _ONE_AT_A_TIME:
            del _windows[number]
