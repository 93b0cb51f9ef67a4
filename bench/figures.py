"""How every benchmark speaks: one JSON line a figure, with the machine it ran on; and the field it runs in."""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def machine() -> str:
    """Cores, system and Python: figures of another machine do not compare."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def figure(bench: str, name: str, value: float, unit: str, **context: Any) -> None:
    """Print one figure."""
    line = {"bench": bench, "figure": name, "value": round(value, 4), "unit": unit, **context, "machine": machine()}
    print(json.dumps(line), flush=True)


def field(settings: str = "pilothouse.config.settings") -> Path:
    """A fresh data folder of its own; call before Django is set up. PILOT_BENCH_DATA keeps one between runs."""
    folder = Path(os.environ.get("PILOT_BENCH_DATA") or tempfile.mkdtemp(prefix="pilot-bench-"))
    os.environ["PILOT_DATA"] = os.environ["PILOT_BENCH_DATA"] = str(folder)  # processes started below share it
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    return folder
