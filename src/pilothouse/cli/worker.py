"""./pilot worker: what is done without anybody asking. Safe to run twice: every step is idempotent."""

import argparse
import logging
import time
from datetime import datetime

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pilothouse.cli.database import require_this_version
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.measures.looking import look_for_leading, look_for_shared
from pilothouse.measures.models import Intake, Source
from pilothouse.measures.operations import note_source_problem, refresh_or_note
from pilothouse.measures.queries import due_sources
from pilothouse.mirror.reckoning import look_in_mirror
from pilothouse.organisation.queries import present_moment, system_person, the_organisation
from pilothouse.records.counting import count_ended
from pilothouse.reviews.operations import read_due_verdicts
from pilothouse.reviews.unread import look_for_unread
from pilothouse.risks.operations import watch_tripwires
from pilothouse.trail.act import Act, NotAllowed

log = logging.getLogger(__name__)
PAUSE = 2.0  # somebody may be waiting for a source they asked for


def work_once() -> int:
    """Refresh every source that is due or was asked for, in the name of the system person or of who asked, then look at
    the trip-wires of risks, verdicts that are due and the whole organisation; returns how many sources brought
    something new.
    """
    organisation = the_organisation()
    if organisation is None:
        return 0
    now = present_moment(organisation, timezone.now())
    brought = 0
    for source in due_sources(now):
        outcome = _refreshed(source, now)
        if isinstance(outcome, str):  # the source's own page says it too; the others still get their turn
            log.warning("source %s: %s", source.name, outcome)
        brought += isinstance(outcome, Intake)
    watch_and_read(now)
    look_around(now)
    return brought


def watch_and_read(now: datetime) -> None:
    """Warn owners of risks whose sign has shown; keep what the numbers say of forecasts whose day has come. A failure
    is logged and tried again in the next round.
    """
    for follow in (watch_tripwires, read_due_verdicts):
        try:
            follow(Act(by=system_person(), at=now, door="worker"))
        except Exception:  # what fails for one must not keep the other from its turn
            log.exception("round %s", follow.__name__)


def look_around(now: datetime) -> None:
    """What is worked out over the whole organisation, where it is no longer what the history holds; first what others
    count with.
    """
    for look in (count_ended, look_for_repeats, look_for_shared, look_for_leading, look_for_unread, look_in_mirror):
        try:
            look(now)
        except Exception:  # what fails for one must not keep the sources from being refreshed
            log.exception("survey %s", look.__name__)


def _refreshed(source: Source, now: datetime) -> Intake | str | None:
    """What became of one source. Whatever goes wrong is noted with it, so that it is not asked for ever."""
    system = system_person()
    try:
        return refresh_or_note(Act(by=source.asked_by or system, at=now, door="worker"), source)
    except Exception as problem:
        log.exception("source %s", source.name)
        if isinstance(problem, NotAllowed):
            words = _("Who asked for it may not refresh it any more.")
        else:
            words = _("The run failed for a reason that nobody foresaw; the log of the worker tells it.")
        source.refresh_from_db()
        note_source_problem(Act(by=system, at=now, door="worker"), source, problem=words)
        return words


def go_rounds() -> None:
    """What other doors have to do (settings.WORKER_ROUNDS), each for itself: one that fails stops no other."""
    organisation = the_organisation()
    if organisation is None:
        return
    now = present_moment(organisation, timezone.now())
    for name in settings.WORKER_ROUNDS:
        try:
            import_string(name)(organisation, now, story=organisation.story_day is not None)
        except Exception:
            log.exception("round %s", name)


def main(argv: list[str]) -> int:
    """Work until stopped; `--once` works through what is due and ends."""
    parser = argparse.ArgumentParser(prog="./pilot worker", description=__doc__)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args(argv)
    require_this_version()
    while True:
        work_once()
        go_rounds()
        if options.once:
            return 0
        close_old_connections()
        time.sleep(PAUSE)
