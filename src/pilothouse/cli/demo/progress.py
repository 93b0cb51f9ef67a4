"""Says how far the build has come: whole lines, and one line that runs along on a terminal."""

import sys
from typing import TextIO


class Progress:
    """Writes to a stream that is not the command's answer."""

    EVERY = 8

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self._stream = stream
        self._running = False
        self._passed = 0

    def line(self, text: str) -> None:
        """A line that stays."""
        self._end_running()
        print(text, file=self._stream, flush=True)

    def passing(self, text: str) -> None:
        """A line that the next one replaces on a terminal; where lines stay, only every eighth is said."""
        if self._stream.isatty():
            print(f"\r\033[K{text}", end="", file=self._stream, flush=True)
            self._running = True
        elif self._passed % self.EVERY == 0:
            print(text, file=self._stream, flush=True)
        self._passed += 1

    def _end_running(self) -> None:
        if self._running:
            print("\r\033[K", end="", file=self._stream)
            self._running = False
