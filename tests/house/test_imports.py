"""What every process would pay for and only the worker needs is loaded by the worker alone."""

from pathlib import Path

from tests.cli.running import run

LOADED = """
import django, sys
django.setup()
import pilothouse.config.urls
print([name for name in ("scipy.cluster", "scipy.spatial", "pilothouse.spc.repeats") if name in sys.modules])
"""


def test_pages_do_not_load_what_groups_texts(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", LOADED)
    assert done.stdout.strip() == "[]", done.stderr
