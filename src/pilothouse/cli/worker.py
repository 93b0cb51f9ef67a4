"""./pilot worker: what is done without anybody asking. Safe to run twice: every step is idempotent."""

import argparse
import logging
import time

from django.db import close_old_connections
from django.utils import timezone

from pilothouse.cli.database import require_this_version
from pilothouse.measures.models import Intake
from pilothouse.measures.operations import refresh_or_note
from pilothouse.measures.queries import due_sources
from pilothouse.organisation.queries import present_moment, system_person, the_organisation
from pilothouse.trail.act import Act

log = logging.getLogger(__name__)
PAUSE = 30.0


def work_once() -> int:
    """Refresh every source that is due, in the system person's name; returns how many brought something new."""
    organisation = the_organisation()
    if organisation is None:
        return 0
    now = present_moment(organisation, timezone.now())
    brought = 0
    for source in due_sources(now):
        outcome = refresh_or_note(Act(by=system_person(), at=now, door="worker"), source)
        if isinstance(outcome, str):  # the source's own page says it too; the others still get their turn
            log.warning("source %s: %s", source.name, outcome)
        brought += isinstance(outcome, Intake)
    return brought


def main(argv: list[str]) -> int:
    """Work until stopped; `--once` works through what is due and ends."""
    parser = argparse.ArgumentParser(prog="./pilot worker", description=__doc__)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args(argv)
    require_this_version()
    while True:
        work_once()
        if options.once:
            return 0
        close_old_connections()
        time.sleep(PAUSE)
