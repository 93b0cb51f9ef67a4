"""Is the database of this version? A command never works on a newer one, and only some bring an older one along."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from pilothouse.cli.plainly import InTheWay


def what_differs() -> str:
    """How the database differs from what this version needs, and what to do; empty where it does not."""
    executor = MigrationExecutor(connection)
    if newer := _unknown(executor.loader):
        return newer
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ""
    if not executor.loader.applied_migrations:
        return "The database is empty; ./pilot run sets it up."
    return "The database is older than this version of Pilothouse; ./pilot run brings it up to date."


def require_this_version() -> None:
    """Raise InTheWay where the database is not of this version."""
    if differs := what_differs():
        raise InTheWay(differs)


def bring_to_this_version() -> None:
    """Set up an empty database, bring an older one up to date; raise InTheWay for a newer one."""
    if newer := _unknown(MigrationLoader(connection)):
        raise InTheWay(newer)
    try:
        call_command("migrate", verbosity=0)
    except InconsistentMigrationHistory as error:
        raise InTheWay(f"The database is of no version of Pilothouse: {error}") from error


def _unknown(loader: MigrationLoader) -> str:
    """Which step the database has taken that is not known here; empty where there is none."""
    known = {*loader.disk_migrations, *(old for new in loader.replacements.values() for old in new.replaces)}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps and (app, name) not in known
    )
    if not unknown:
        return ""
    return (
        f"The database is newer than this version of Pilothouse: it has taken the step {unknown[-1]}.\n"
        "Use the version it was last used with, or a later one. Nothing has been changed."
    )
