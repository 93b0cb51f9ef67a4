"""The repository as the house tests read it."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "pilothouse"
SKIP = {".git", ".venv", ".tools", "var", "__pycache__", ".ruff_cache", ".import_linter_cache", ".hypothesis"}


def files(*endings: str, below: Path = ROOT) -> list[Path]:
    """Files that belong to the repository, by ending; folders of tools and data are not even walked."""
    found: list[Path] = []
    for folder, inner, names in os.walk(below):
        inner[:] = [name for name in inner if name not in SKIP]
        found += [Path(folder) / name for name in names if name.endswith(endings)]
    return sorted(found)


def modules() -> list[Path]:
    """The product's own Python, migrations left out."""
    return [path for path in files(".py", below=SOURCE) if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name(path: Path) -> str:
    """The path as people write it."""
    return str(path.relative_to(ROOT))
