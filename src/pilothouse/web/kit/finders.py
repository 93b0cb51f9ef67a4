"""Finds static files that live in other installed packages, so that no font is committed here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, overload

import fontpkg_lato
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Warning
from django.core.files.storage import FileSystemStorage

PREFIX = "kit/fonts/"
FACES = ("Lato-Regular", "Lato-Bold", "Lato-Italic")
KINDS = (".woff2", ".ttf")


def faces() -> dict[str, Path]:
    """Static path -> file, for each face the pages use and for the licence that travels with them."""
    folder = Path(fontpkg_lato.ROOT)
    found = {
        f"{PREFIX}{face}{kind}": path
        for face in FACES
        for kind in KINDS
        if (path := folder / "files" / f"{face}{kind}").exists()
    }
    licence = folder / "LICENSE"
    return found | ({f"{PREFIX}LICENSE": licence} if licence.exists() else {})


class PackageFonts(BaseFinder):
    """Serves the faces of the Lato package under `kit/fonts/`."""

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        """Warn when the package has moved its files: the pages then fall back to the system's sans."""
        missing = [face for face in FACES if not any(f"{PREFIX}{face}{k}" in faces() for k in KINDS)]
        return [Warning(f"no font file for {', '.join(missing)}", id="kit.W001")] if missing else []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> str | list[str] | None:
        """The file behind a static path, or nothing when it is not one of ours."""
        hit = faces().get(path)
        # Django expects an empty list, not None, from a finder that has nothing.
        if hit is None:
            return []
        return [str(hit)] if find_all else str(hit)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every face as (name inside its storage, storage), the shape `collectstatic` asks for."""
        for static_path, file in faces().items():
            storage = FileSystemStorage(location=str(file.parent))
            storage.prefix = static_path.rsplit("/", 1)[0]  # type: ignore[attr-defined]
            yield file.name, storage
