"""./pilot run: the web server with two workers, and the worker that refreshes sources, until Ctrl-C."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import TextIO

from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import call_command

from pilothouse.cli.database import bring_to_this_version
from pilothouse.cli.plainly import InTheWay

CLI = [sys.executable, "-m", "pilothouse.cli"]


def prepare() -> None:
    """Bring the database and the static files to this version."""
    bring_to_this_version()
    call_command("collectstatic", verbosity=0, interactive=False)


def server_command(host: str, port: int) -> list[str]:
    """The web server: two processes with one thread each, which is what two cores serve fastest."""
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-ws"]
    where = ["--host", host, "--port", str(port), "--log-level", "warning"]
    application = "pilothouse.config.wsgi:application"
    return [sys.executable, "-m", "granian", *options, *where, application]


def port_of(text: str) -> int:
    """A port as typed."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)


def require_port(host: str, port: int) -> None:
    """Raise InTheWay where nothing can be served there.

    The server itself would share a port that another program has, and say nothing.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                problem = f"Port {port} of {host} is taken by another program; choose one with --port N."
            else:
                problem = f"Nothing can be served at {host}, port {port}: {error.strerror}."
            raise InTheWay(problem) from error


def require_sound_settings() -> None:
    """Raise InTheWay where our own checks of a deployment find an error."""
    for message in run_checks(tags=[Tags.security], include_deployment_checks=True):
        if message.is_serious() and str(message.id).startswith("pilot."):
            raise InTheWay(f"{message.msg}\n{message.hint}")


def serve(host: str, port: int, *, said: str, stream: TextIO = sys.stdout) -> int:
    """Run server and worker as children; when one ends, the other is ended too. What is `said` stands last on the
    screen, and is true: the server answers by then.
    """
    commands = [server_command(host, port), [*CLI, "worker"]]
    environment = {**os.environ, "PILOT_DATA": str(settings.DATA)}
    children = [subprocess.Popen(command, env=environment) for command in commands]

    def stop(*_: object) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    try:
        if _answers(host, port, children):
            print(f"{said}   (Ctrl-C ends it; --port N takes another port)", file=stream, flush=True)
        return _wait_for_first(children)
    except KeyboardInterrupt:
        return 0
    finally:
        stop()
        for child in children:
            child.wait(10)


def _answers(host: str, port: int, children: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Wait until somebody is served, or (False) one of them has ended."""
    while all(child.poll() is None for child in children):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


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
    parser.add_argument("--port", type=port_of, default=8000)
    options = parser.parse_args(argv)
    require_port(options.host, options.port)
    require_sound_settings()
    prepare()
    return serve(options.host, options.port, said=f"Pilothouse: http://{options.host}:{options.port}/")
