"""`migrate`, quicker on an empty database, with which every organisation, every demo and every test run begins.

While it takes its steps Django keeps classes of all models as they then are, and after each step draws anew every class
tied to the one that changed: here nearly all of them, which is most of the work. But a model, an index or a constraint
that is new changes no other class.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.models import Index
from django.db.models.constraints import BaseConstraint

_DJANGOS = {name: getattr(ProjectState, name) for name in ("add_model", "add_index", "add_constraint")}


class Command(migrate.Command):
    """Django's own command. A database that has taken steps before is brought along in Django's own way."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the steps that are missing."""
        taken = MigrationRecorder(connections[options["database"]]).applied_migrations()
        with nullcontext() if taken else _drawing_only_what_is_new():
            super().handle(*args, **options)


@contextmanager
def _drawing_only_what_is_new() -> Iterator[None]:
    quick = {"add_model": _add_model, "add_index": _add_index, "add_constraint": _add_constraint}
    try:
        for name, method in quick.items():
            setattr(ProjectState, name, method)
        yield
    finally:
        for name, method in _DJANGOS.items():
            setattr(ProjectState, name, method)


def _add_model(state: ProjectState, model: ModelState) -> None:
    drawn = _take_away(state)
    _DJANGOS["add_model"](state, model)
    if drawn is not None:
        drawn.render_multiple([model])
        state.__dict__["apps"] = drawn


def _add_index(state: ProjectState, app: str, model: str, index: Index) -> None:
    _add_option(state, app, model, "index", index)


def _add_constraint(state: ProjectState, app: str, model: str, constraint: BaseConstraint) -> None:
    _add_option(state, app, model, "constraint", constraint)


def _add_option(state: ProjectState, app: str, model: str, kind: str, added: Index | BaseConstraint) -> None:
    drawn = _take_away(state)
    _DJANGOS[f"add_{kind}"](state, app, model, added)
    if drawn is not None:
        options = drawn.get_model(app, model)._meta
        name = {"index": "indexes", "constraint": "constraints"}[kind]
        setattr(options, name, [*getattr(options, name), added])
        state.__dict__["apps"] = drawn


def _take_away(state: ProjectState) -> StateApps | None:
    """The classes that a state has drawn: a state that has none changes without drawing any."""
    drawn: StateApps | None = state.__dict__.pop("apps", None)
    return drawn
