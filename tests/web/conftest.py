"""Fixtures of page tests."""
