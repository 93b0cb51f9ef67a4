"""./pilot run: the web server with two workers, and the worker that refreshes sources, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from django.conf import settings
from django.core.management import call_command

CLI = [sys.executable, "-m", "pilothouse.cli"]


def prepare() -> None:
    """Bring the database and the static files to this version."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def server_command(host: str, port: int) -> list[str]:
    """The web server: two processes with one thread each, which is what two cores serve fastest."""
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-ws"]
    where = ["--host", host, "--port", str(port), "--log-level", "warning"]
    application = "pilothouse.config.wsgi:application"
    return [sys.executable, "-m", "granian", *options, *where, application]


def port_taken(host: str, port: int) -> bool:
    """Does another program listen there? The server itself would share the port with it and say nothing."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def serve(host: str, port: int, *, worker: bool = True) -> int:
    """Run server and worker as children; when one ends, the other is ended too."""
    commands = [server_command(host, port)] + ([[*CLI, "worker"]] if worker else [])
    environment = {**os.environ, "PILOT_DATA": str(settings.DATA)}
    children = [subprocess.Popen(command, env=environment) for command in commands]

    def stop(*_: object) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    try:
        return _wait_for_first(children)
    except KeyboardInterrupt:
        return 0
    finally:
        stop()
        for child in children:
            child.wait(10)


def _wait_for_first(children: Sequence[subprocess.Popen[bytes]]) -> int:
    while True:
        for child in children:
            if (code := child.poll()) is not None:
                return code
        time.sleep(0.3)


def main(argv: list[str]) -> int:
    """Serve the organisation's own data."""
    parser = argparse.ArgumentParser(prog="./pilot run", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(argv)
    if port_taken(options.host, options.port):
        print(f"Port {options.port} of {options.host} is taken; choose another with --port N.", file=sys.stderr)
        return 2
    prepare()
    print(f"Pilothouse: http://{options.host}:{options.port}/   (Ctrl-C ends it)", flush=True)
    return serve(options.host, options.port)
