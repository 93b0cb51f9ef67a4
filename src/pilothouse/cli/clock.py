"""./pilot clock: does the history stand ahead of this machine's clock, and how writing goes on where one was wrong."""

import argparse

from django.utils import timezone

from pilothouse.cli.database import bring_to_this_version
from pilothouse.cli.plainly import InTheWay
from pilothouse.organisation.operations import set_clock_right
from pilothouse.organisation.queries import system_person, the_organisation
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.clock import is_ahead
from pilothouse.trail.queries import checkpoint


def main(argv: list[str]) -> int:
    """Say how both stand, exit 1 where nothing can be written; with `--right WHY` write on from now."""
    parser = argparse.ArgumentParser(prog="./pilot clock", description=__doc__)
    parser.add_argument("--right", metavar="WHY", help="this machine's clock is right: go on from now, and say why")
    options = parser.parse_args(argv)
    bring_to_this_version()
    organisation, now = the_organisation(), timezone.now()
    if organisation is None:
        raise InTheWay("Nothing is founded here yet.")
    if options.right is not None:
        try:
            set_clock_right(Act(by=system_person(), at=now, door="cli", why=options.right), organisation)
        except Refused as no:
            raise InTheWay(str(no.message)) from no
    last = checkpoint().at
    print(f"This machine's clock says {now:%Y-%m-%d %H:%M} UTC, the history stands at {last:%Y-%m-%d %H:%M} UTC.")
    if not is_ahead(now, last):
        print("All is well: writing goes on.")
        return 0
    print("Nothing can be written. If the machine's clock is wrong, set it. If it is right and was wrong before:")
    print('./pilot clock --right "what was wrong with it"')
    return 1
