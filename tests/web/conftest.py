"""Fixtures of page tests."""

from tests.web.browser import chromium

__all__ = ["chromium"]
