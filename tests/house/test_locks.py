"""The repository speaks of the product alone: no addresses in locks, no machine's paths, every pin hashed."""

import re

from tests.house.tree import ROOT, files, name

LOCKS = sorted(ROOT.glob("requirements*.txt")) + sorted(ROOT.glob("*constraints*.txt"))


def test_locks_carry_no_addresses() -> None:
    assert LOCKS
    assert not [lock.name for lock in LOCKS if "://" in lock.read_text()]
    assert not [
        name(path) for pattern in ("uv.lock", "pylock*.toml") for path in ROOT.glob(pattern) if _tracked(name(path))
    ]


def _tracked(path: str) -> bool:
    return path not in (ROOT / ".gitignore").read_text().split()


def test_every_pin_is_hashed() -> None:
    for lock in LOCKS:
        text = lock.read_text().replace("\\\n", " ")
        for line in filter(None, (line.strip() for line in text.splitlines())):
            if not line.startswith("#"):
                assert "==" in line, f"{lock.name}: {line[:60]}"
                assert "--hash=sha256:" in line, f"{lock.name}: {line[:60]}"


def test_no_machine_paths() -> None:
    machine = re.compile(r"/work/main|/root/|/home/\w+/|\.internal\b|pypi-more")
    texts = files(".py", ".md", ".html", ".toml", ".txt", ".css", ".js", ".yaml")
    here = "tests/house/test_locks.py"
    assert not [name(path) for path in texts if name(path) != here and machine.search(path.read_text())]
