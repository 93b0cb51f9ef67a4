"""A real browser for page tests, without a server: each request it makes is answered by Django's test client.

So a page test runs inside the ordinary test transaction, and what the browser sees is what the product sends:
status, headers, the security policy.
"""

from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import FileResponse, HttpResponse
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

SITE = "http://localhost"  # a trustworthy origin: elsewhere browsers ignore some policies on plain HTTP
PATIENCE = 8_000  # milliseconds
# Both widths and both themes; the kit's own tests take more of their pairs, for all components at once.
LOOKS = [(1440, "light"), (390, "dark")]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".ttf": "font/ttf"}


@dataclass
class Window:
    """One page of a browser that shows the product. `complaints` collects console errors and policy violations."""

    page: Page
    client: Client
    database: BaseDatabaseWrapper = field(default_factory=lambda: connections["default"])
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        """Open an address of the product and wait until it stands."""
        self.page.goto(SITE + path, wait_until="load")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands: rule and place of each fault."""
        found = Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    def answer(self, route: Route, request: Request) -> None:
        """Answer one request of the browser from the product."""
        # Playwright answers in a context of its own, where Django would open another connection.
        connections["default"] = self.database
        parts = urlsplit(request.url)
        if parts.path.startswith("/static/"):
            serve_static(route, parts.path.removeprefix("/static/"))
            return
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


def serve_static(route: Route, path: str) -> None:
    """A static file, found as `collectstatic` would find it."""
    found = finders.find(path)
    if not found:
        route.fulfill(status=404, body="")
        return
    suffix = path[path.rindex(".") :]
    route.fulfill(path=str(found), content_type=KINDS.get(suffix, "application/octet-stream"))


def open_window(
    browser: Browser, client: Client | None = None, *, width: int = 1440, height: int = 900, theme: str = "light"
) -> Window:
    """A fresh window of this size in this colour scheme, in which `client` is signed in (or nobody is)."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
    )
    context.set_default_timeout(PATIENCE)
    window = Window(context.new_page(), client or Client())
    window.page.on("console", lambda said: said.type == "error" and window.complaints.append(said.text))
    window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
    context.route("**/*", window.answer)
    return window
