"""The faces come from the installed package, under the names the style sheet asks for."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from pilothouse.web.kit.finders import PackageFiles
from tests.web.kit.test_colours import TOKENS


def test_every_face_of_the_style_sheet_is_found() -> None:
    asked = re.findall(r'url\("(fonts/[^"]+)"\)', TOKENS)
    assert len(asked) == 3
    for name in asked:
        found = finders.find(f"kit/{name}")
        assert found is not None
        assert Path(str(found)).stat().st_size > 10_000


def test_the_licence_travels_with_the_faces() -> None:
    assert finders.find("kit/fonts/LICENSE") is not None


def test_nothing_else_of_the_package_is_served() -> None:
    assert not finders.find("kit/fonts/../__init__.py")
    assert not PackageFiles().find("kit/fonts/Lato-Black.ttf")


def test_collecting_opens_each_file() -> None:
    for name, storage in PackageFiles().list(None):
        assert storage.exists(name)


def test_check_finds_the_faces() -> None:
    assert PackageFiles().check() == []
