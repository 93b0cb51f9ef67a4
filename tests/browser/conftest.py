"""A real server with a real database, and a real browser in front of it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState

from tests.cast import PASSWORD
from tests.databases import a_database_of_its_own

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """Where the stage is served, and the codes of what stands on it."""

    url: str
    codes: dict[str, str]
    sessions: dict[str, StorageState] = field(default_factory=dict)  # of those who have signed in

    def of(self, name: str, verb: str = "") -> str:
        """The address of a record's page: of("issue"), of("issue", "close/")."""
        return f"{self.url}/{self.codes[name]}/{verb}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, set_up: Callable[[Path], None]) -> Iterator[Site]:
    """The stage, served by the product's own server."""
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    data = tmp_path_factory.mktemp("site")
    set_up(data)
    environment = {**os.environ, **a_database_of_its_own(), "PILOT_DATA": str(data), "PYTHONPATH": path}
    environment["DJANGO_SETTINGS_MODULE"] = "pilothouse.config.settings_test"
    prepared = subprocess.run(
        [sys.executable, "-m", "tests.browser.site"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert prepared.returncode == 0, prepared.stderr
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "pilothouse.config.wsgi:application"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/accounts/login/")
        yield Site(url, json.loads(prepared.stdout.splitlines()[-1]))
    finally:
        server.terminate()
        server.wait(10)


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


Visitor = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """A window in which somebody is signed in: visit("owner"), visit("leader", dark=True, phone=True, script=False).
    Whoever has signed in before goes on with that session.

    What the browser complains about (blocked by the content policy, broken scripts, missing files) fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.text:
            complaints.append(message.text)

    def open_window(who: str, *, dark: bool = False, phone: bool = False, script: bool = True) -> Page:
        size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 1000}
        scheme = "dark" if dark else "light"
        known = site.sessions.get(who)
        context = chromium.new_context(
            viewport=size, color_scheme=scheme, java_script_enabled=script, storage_state=known
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if known is None:
            _sign_in(page, site, who)
            site.sessions[who] = context.storage_state()
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert not complaints


def _sign_in(page: Page, site: Site, who: str) -> None:
    page.goto(f"{site.url}/accounts/login/")
    page.fill("input[name=login]", f"{who}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
