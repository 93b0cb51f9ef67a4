"""`python -m pilothouse.cli COMMAND`: makes Django ready where the command needs it, then runs it."""

import os
import sys
from importlib import import_module

import django

# command: (module with main(argv) -> exit code, does it need Django?)
COMMANDS = {
    "demo": ("demo.main", True),
    "run": ("serve", True),
    "verify": ("verify", True),
    "watch": ("watch", False),
    "worker": ("worker", True),
}


def main() -> int:
    """Run one command; its exit code is ours."""
    name, *rest = sys.argv[1:]
    module, needs_django = COMMANDS[name]
    if needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilothouse.config.settings")
        django.setup()
    return int(import_module(f"pilothouse.cli.{module}").main(rest))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
