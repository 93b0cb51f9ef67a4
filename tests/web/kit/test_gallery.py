"""The gallery shows every component, and nothing in it breaks the page's security policy."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pilothouse.web.kit import gallery
from pilothouse.web.kit.templatetags.kit import register
from tests.web.kit.drawn import request_for

TEMPLATES = Path(gallery.__file__).parent / "templates" / "kit"
USED_BY_THE_FRAME = {"sheets"}


class Reader(HTMLParser):
    """Collects tags, ids and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page() -> str:
    return gallery.gallery(request_for("/kit/")).content.decode()


@pytest.fixture(scope="module")
def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(page)
    return reader.tags


@pytest.mark.parametrize("name", sorted(set(register.tags) | set(register.filters) - USED_BY_THE_FRAME))
def test_gallery_holds_every_component(name: str) -> None:
    source = "".join(path.read_text() for path in TEMPLATES.glob("gallery*.html"))
    assert re.search(rf"{{% {name} |\|{name}\b", source), f"{name} is missing from the gallery"


def test_no_inline_style_or_script(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    for tag, attributes in tags:
        assert "style" not in attributes, (tag, attributes)
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        assert tag != "style"
        assert tag != "script" or attributes.get("src"), "a script without src is an inline script"


def test_hostile_text_is_printed_not_run(page: str) -> None:
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "{{ 7 }}" in page


def test_ids_are_unique_and_labels_lead_somewhere(tags: list[tuple[str, dict[str, str | None]]]) -> None:
    form_copies = {"id_what", "id_where", "id_how_bad", "id_share", "id_sure"}
    ids = [attributes["id"] for _tag, attributes in tags if attributes.get("id")]
    twice = {i for i in ids if ids.count(i) > 1 and not any(str(i).startswith(c) for c in form_copies)}
    assert twice == set()
    targets = {attributes["for"] for tag, attributes in tags if tag == "label" and attributes.get("for")}
    assert targets <= set(ids)


def test_templates_stay_short() -> None:
    for path in TEMPLATES.glob("*.html"):
        assert len(path.read_text().splitlines()) <= 120, path.name
