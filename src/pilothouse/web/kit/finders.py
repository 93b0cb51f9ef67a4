"""Finds static files that live in other packages: the fonts, so that none is committed, and the charts' own looks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, overload

import fontpkg_lato
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Warning
from django.core.files.storage import FileSystemStorage

from pilothouse import charts

PREFIX = "kit/fonts/"
FACES = ("Lato-Regular", "Lato-Bold", "Lato-Italic")
KINDS = (".woff2", ".ttf")


def files() -> dict[str, Path]:
    """Static path -> file: each face the pages use, the licence that travels with them, the looks of the charts."""
    folder = Path(fontpkg_lato.ROOT)
    found = {
        f"{PREFIX}{face}{kind}": path
        for face in FACES
        for kind in KINDS
        if (path := folder / "files" / f"{face}{kind}").exists()
    }
    licence = folder / "LICENSE"
    found["kit/chart.css"] = Path(charts.__path__[0]) / "chart.css"
    return found | ({f"{PREFIX}LICENSE": licence} if licence.exists() else {})


class PackageFiles(BaseFinder):
    """Serves the faces of the Lato package under `kit/fonts/`, and the charts' style sheet beside the kit's own."""

    def check(self, **_kwargs: Any) -> list[CheckMessage]:
        """Warn when the package has moved its files: the pages then fall back to the system's sans."""
        missing = [face for face in FACES if not any(f"{PREFIX}{face}{k}" in files() for k in KINDS)]
        return [Warning(f"no font file for {', '.join(missing)}", id="kit.W001")] if missing else []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> str | list[str] | None:
        """The file behind a static path, or nothing when it is not one of ours."""
        hit = files().get(path)
        # Django expects an empty list, not None, from a finder that has nothing.
        if hit is None:
            return []
        return [str(hit)] if find_all else str(hit)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every file as (name inside its storage, storage), the shape `collectstatic` asks for."""
        for static_path, file in files().items():
            storage = FileSystemStorage(location=str(file.parent))
            storage.prefix = static_path.rsplit("/", 1)[0]  # type: ignore[attr-defined]
            yield file.name, storage
