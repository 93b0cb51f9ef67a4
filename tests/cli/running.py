"""Commands as people start them: in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT_IN = 300


def run(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this Python on a data folder of its own, with these environment variables."""
    names = {"PILOT_DATA": str(data), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    names["DJANGO_SETTINGS_MODULE"] = "pilothouse.config.settings"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PILOT_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, *arguments], env=kept | names | variables, capture_output=True, text=True, timeout=BUILT_IN,
        check=False, cwd=data,
    )  # fmt: skip
