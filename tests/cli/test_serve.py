"""./pilot run: what it says is true when it says it, and Ctrl-C ends all of it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_address_is_said_last_and_is_served_by_then(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PILOT_")}
    environment |= {"PILOT_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    environment["DJANGO_SETTINGS_MODULE"] = "pilothouse.config.settings"
    command = [sys.executable, "-m", "pilothouse.cli", "run", "--port", str(port)]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            said = running.stdout.readline()
            address = said.split()[1]
            with urllib.request.urlopen(address) as answer:
                assert "/start/" in answer.url
            assert "Ctrl-C" in said
            assert "--port" in said
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
        assert running.stdout.read() == ""
