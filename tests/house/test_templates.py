"""Template lint: they compile, hold no script or style, escape everything, name real pages and real files."""

import re

import pytest
from django.contrib.staticfiles.finders import find
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver

from tests.house.tree import SOURCE, files, name

TEMPLATES = files(".html", ".txt", below=SOURCE)
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style"),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)|\son\w+\s*=\s*[\"']|javascript:"),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape\s+off"),
    "address outside": re.compile(r"(?:src|href)=[\"'](?:https?:)?//"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    parts = path.parts  # type: ignore[attr-defined]
    get_template("/".join(parts[parts.index("templates") + 1 :]))
    assert not [problem for problem, pattern in FORBIDDEN.items() if pattern.search(text)]
    for static in re.findall(r"{%\s*static\s+[\"']([^\"']+)", text):
        assert find(static), static


def test_what_is_wrong_with_a_form_is_told_once() -> None:
    """`fields` tells the errors of the form itself."""
    twice = re.compile(r"{%\s*form_errors (\w+)\s*%}(?=[^\n]*{%\s*fields \1\s*%})")
    assert [name(path) for path in TEMPLATES if twice.search(path.read_text())] == []


def test_every_named_page_exists() -> None:
    names = set()
    for path in TEMPLATES:
        names |= set(re.findall(r"{%\s*url\s+[\"']([^\"']+)[\"']", path.read_text()))
    known = set(_names(get_resolver()))
    assert names - known == set()


def _names(resolver: object, prefix: str = "") -> list[str]:
    found: list[str] = []
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += _names(pattern, space)
        elif pattern.name:
            found.append(prefix + pattern.name)
    return found


def test_reverse_is_what_the_names_are_for() -> None:
    with pytest.raises(NoReverseMatch):
        get_resolver().reverse("no-such-page")
