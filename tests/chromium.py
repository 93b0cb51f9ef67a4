"""Chromium for every browser test of a run: one process, one loop (Playwright takes no second one)."""

import os
import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, sync_playwright

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-software-rasterizer --process-per-site "
    "--disable-features=SpareRendererForSitePerProcess"
)


# The same engine without the frame of windows and menus comes first: it takes a quarter less.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Chromium on this machine. Without one the test is skipped; under CI that is a failure."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: browser tests cannot run")
        pytest.skip("Chromium is missing: browser tests are skipped")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    # Playwright's loop makes Django believe that it runs inside asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = chromium_path()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()


def follow(page: Page, target: Locator) -> None:
    """Click what leads to another page, and wait until that page stands: on a busy machine the next question would be
    put to the old one, or to none.
    """
    with page.expect_navigation():
        target.click()


# Only what is wrong comes back: what passed is a hundred times as much.
_ASKED = "options => axe.run({resultTypes: ['violations'], ...options}).then(found => found.violations)"


def faults(page: Page, *rules: str, without: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What axe finds wrong on a page as it stands: by all its rules, by these alone, or by all but some."""
    page.wait_for_load_state()
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    asked: dict[str, Any] = {"rules": {name: {"enabled": False} for name in without}}
    if rules:
        asked = {"runOnly": list(rules)}
    found: list[dict[str, Any]] = page.evaluate(_ASKED, asked)
    return found
