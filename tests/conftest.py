"""Fixtures for everybody."""

import gc
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from copy import copy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import django.test.client
import pytest
from django.db import connection
from django.template import RequestContext
from django.test import Client
from django.test.utils import ContextList
from xdist.scheduler import LoadFileScheduling

from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.queries import present_moment
from tests import cast as the_cast
from tests import stage as the_stage
from tests.chromium import chromium
from tests.remembered import remembered

__all__ = ["chromium"]

ROOT = Path(__file__).resolve().parents[1]
gc.set_threshold(100_000, 20, 100)


def _keep(store: dict[str, Any], template: Any, context: Any, **_rest: Any) -> None:
    """What the page itself was drawn with, for `response.context`. Django's own copies what each of its many parts was
    drawn with as well, which costs a tenth of the work.
    """
    if isinstance(context, RequestContext) and context.template is template:
        store.setdefault("context", ContextList()).append(copy(context))


django.test.client.store_rendered_templates = _keep


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what is missing on this machine, and what was not tried."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", [])
    )
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} skipped: {reason}")
    if connection.vendor == "sqlite" and terminalreporter.config.args_source.name != "ARGS":
        terminalreporter.write_line("PostgreSQL was not tried: ./pilot test --postgres does.")


class ByFile(LoadFileScheduling):
    """A file stays in one process. So do all that send the forms of every page, for these are gathered once, and all
    that walk through the served stage, for it is set up once.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/browser/"):
            return "browser"
        return "forms" if _sends_forms(ROOT / file) else file


@cache
def _sends_forms(file: Path) -> bool:
    return "forms_for(" in file.read_text()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> LoadFileScheduling | None:
    """How tests are shared out where files stay together."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no process is left alone with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def set_up(django_db_setup: None, django_db_blocker: Any) -> Callable[[Path], None]:
    """Puts a database of this version that holds nothing into a data folder: a copy of the one that the run has made.
    Elsewhere than on SQLite whoever starts there sets it up.
    """

    def put(folder: Path) -> None:
        if connection.vendor != "sqlite":
            return
        with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "pilothouse.sqlite3")) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)

    return put


@pytest.fixture
def cast(db: None) -> the_cast.Cast:
    """A founded organisation with its people."""
    return remembered("cast", the_cast.assemble)


@pytest.fixture(autouse=True)
def early_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a story pages are asked early in the morning, just after its latest entry, whenever the tests run: what they
    write stands before the later acts of a test, and not at the wall clock's time of day.
    """

    def early(organisation: Organisation | None, clock: datetime) -> datetime:
        story = organisation is not None and organisation.story_day is not None
        zone = organisation.tz if organisation is not None else UTC
        return present_moment(organisation, clock.astimezone(zone).replace(hour=0, minute=0) if story else clock)

    monkeypatch.setattr("pilothouse.web.shell.middleware.present_moment", early)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser-like client in which this person is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.account, backend="pilothouse.web.shell.accounts.Entrance")
        return client

    return sign_in


@pytest.fixture
def stage(cast: the_cast.Cast) -> the_stage.Stage:
    """A small world on which the whole river has run once."""
    return remembered("stage", the_stage.play, cast)
