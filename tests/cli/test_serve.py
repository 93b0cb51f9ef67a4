"""./pilot run: what it says is true when it says it, and Ctrl-C ends all of it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def test_the_address_is_said_last_and_is_served_by_then(tmp_path: Path, set_up: Callable[[Path], None]) -> None:
    set_up(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PILOT_")}
    environment |= {"PILOT_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "pilothouse.config.settings"
    command = [sys.executable, "-m", "pilothouse.cli", "run", "--port", str(port)]
    # Tests that run in the background may have been told to ignore Ctrl-C, and would hand that on.
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:  # fmt: skip
        try:
            assert running.stdout is not None
            said = running.stdout.readline()
            address = said.split()[1]
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert "/start/" in answer.url
            assert "Ctrl-C" in said
            assert "--port" in said
        finally:
            running.send_signal(signal.SIGINT)
            try:
                ended = running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
                raise
        assert ended == 0
        assert running.stdout.read() == ""
