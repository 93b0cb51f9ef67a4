"""The help is reached from every page, and shows the documents themselves."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.web.help.texts import TEXTS
from tests.cast import Cast

ROOT = Path(__file__).parents[3]
SignIn = Callable[[Person], Client]


@pytest.mark.parametrize("path", ["/bridge/", "/my-work/", "/direction/", "/help/"])
def test_every_page_leads_to_it(cast: Cast, signed_in: SignIn, path: str) -> None:
    page = signed_in(cast.member).get(path).content.decode()
    assert page.count('href="/help/" data-go="h"') == 1
    assert "Help: guides and words" in page, "and so does the list of keys"


def test_its_first_page_leads_to_each_document_and_names_the_keys(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.member).get("/help/").content.decode()
    for text in TEXTS:
        assert f'href="/help/{text.name}/"' in page
    assert page.count("Search</dd>") == 2, "one list of keys, here and in the sheet"


@pytest.mark.parametrize(
    ("name", "document", "words"),
    [
        ("words", "docs/words.md", "evidence that a series really changed"),
        ("leaders", "docs/guide/leaders.md", "Where is the organisation another one than five weeks ago?"),
        ("daily-work", "docs/guide/daily-work.md", ""),
    ],
)
def test_a_page_is_the_document(cast: Cast, signed_in: SignIn, name: str, document: str, words: str) -> None:
    source = (ROOT / document).read_text()
    page = signed_in(cast.member).get(f"/help/{name}/").content.decode()
    assert words in source
    assert words in page
    assert f"<h1>{source.partition(chr(10))[0][2:]}" in page.replace('<h1 class="page-title">', "<h1>")
    assert "In the code" not in page
    assert "<img" not in page
    linked = ROOT / "src/pilothouse/web/help/texts" / f"{name}.md"
    assert linked.resolve() == ROOT / document, "no second copy"


def test_what_is_no_document_is_not_found(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.member).get("/help/settings/").status_code == 404
    assert Client().get("/help/").status_code == 302, "it is for who is signed in"


def test_a_built_package_carries_them() -> None:
    kept = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["pilothouse"]
    assert "**/*.md" in kept
