"""Fixtures of page tests: windows of the browser and their end."""

import pytest

from tests.web.browser import close_windows


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Windows close before the transaction of their test does."""
    close_windows()
