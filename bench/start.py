"""How heavy it is: first database, cold start, memory of two workers after use, installed size.

./pilot bench start
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from figures import ROOT, field, figure

FOLDER = field()
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def processor_seconds(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of a child process and its children."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.DEVNULL)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the first healthy answer."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit("the server ended")


def proportional_memory(parent: int) -> float:
    """Megabytes (PSS) of a process and its descendants."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    lines = Path(f"/proc/{parent}/smaps_rollup").read_text().splitlines()
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(proportional_memory(int(child)) for child in children)


def size_of(folder: Path) -> float:
    """Megabytes on disk, links not followed."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def main() -> None:
    """Measure."""
    wall, used = processor_seconds([sys.executable, "manage.py", "migrate", "-v", "0"])
    figure("start", "first database", used, "processor s", wall_s=round(wall, 2))
    _, used = processor_seconds([sys.executable, "-c", "import django; print(django)"])
    base = used
    processor_seconds([sys.executable, "manage.py", "collectstatic", "-v", "0", "--noinput"])
    port = free_port()
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "pilothouse.config.wsgi:application"]
    began = time.perf_counter()
    server = subprocess.Popen(command, env=ENVIRONMENT, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/start/", server)
        seconds = time.perf_counter() - began
        figure("start", "cold start to first page", seconds, "s", times_bare_django_import=round(seconds / base, 1))
        for _ in range(40):
            wait_for(f"http://127.0.0.1:{port}/start/", server)
        figure("start", "memory of two workers", proportional_memory(server.pid), "MiB PSS")
    finally:
        server.terminate()
        server.wait(10)
    environment = Path(sys.prefix)
    figure("start", "installed", size_of(environment), "MiB", packages=len(list(environment.rglob("*.dist-info"))))


if __name__ == "__main__":
    main()
