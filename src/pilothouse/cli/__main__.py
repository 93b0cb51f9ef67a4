"""`python -m pilothouse.cli COMMAND`: makes Django ready where the command needs it, then runs it."""

import gc
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from runpy import run_path

import django

from pilothouse.cli.plainly import InTheWay, plainly

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Command:
    """A module below this package with `main(argv) -> exit code`; `folder` is a place of its own for its data.

    With `option` the folder is taken only where the option is given.
    """

    module: str
    needs_django: bool = True
    folder: str = ""
    option: str = ""


COMMANDS = {
    "clock": Command("clock"),
    "demo": Command("demo.main", folder="demo"),
    "pack": Command("pack", folder="demo", option="--demo"),
    "reference": Command("reference"),
    "run": Command("serve"),
    "verify": Command("verify", folder="demo", option="--demo"),
    "watch": Command("watch", needs_django=False),
    "worker": Command("worker"),
}


def main(name: str, rest: list[str]) -> int:
    """Run one command; its exit code is ours."""
    if name == "bench":
        bench, *rest = rest or ["pages"]
        return _run_script(ROOT / "bench" / f"{bench}.py", rest)
    if name == "pictures":
        return _run_script(ROOT / "docs" / "pictures.py", rest)
    if name not in COMMANDS:
        raise InTheWay(f"There is no such command: {name}. ./pilot help names them all.")
    command = COMMANDS[name]
    if command.folder and (not command.option or command.option in rest):
        _keep_apart(command.folder)
    if command.needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilothouse.config.settings")
        django.setup()
    module = import_module(f"pilothouse.cli.{command.module}")
    # What is loaded by now stays for good, and need not be looked through for garbage again and again.
    gc.freeze()
    return int(module.main(rest))


def _run_script(path: Path, rest: list[str]) -> int:
    """Run a script of developers in this process, as if it had been started itself."""
    if not path.is_file():
        others = ", ".join(sorted(other.stem for other in path.parent.glob("*.py")))
        raise InTheWay(f"There is no {path.name} in {path.parent.name}/, only: {others}.")
    sys.argv[:] = [str(path), *rest]
    sys.path.insert(0, str(path.parent))
    run_path(str(path), run_name="__main__")
    return 0


def _keep_apart(folder: str) -> None:
    """Give a command its own folder and database file, so that the organisation's own data are never touched."""
    data = Path(os.environ.get("PILOT_DATA", ROOT / "var"))
    os.environ["PILOT_DATA"] = str(data / folder)
    for name in ("PILOT_DB_ENGINE", "PILOT_SOURCE_DIRS"):
        os.environ.pop(name, None)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:] or [""]
    with plainly(f"pilot {command}"):
        code = main(command, arguments)
    sys.exit(code)
