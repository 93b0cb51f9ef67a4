"""The last wall: no statement changes a traced table unless the trail itself is writing.

The managers refuse politely (models.py). This catches what no manager sees: raw SQL through Django's connection,
cascades of the deletion collector, many-to-many helpers, data commands. What bypasses Django altogether is found
by `verify`, because live rows no longer equal the replay.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps

from pilothouse.trail.act import UntracedWrite
from pilothouse.trail.recorder import current

_WRITE = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY)"
    r"\s+(?:ONLY\s+)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)


class Guarded:
    """Marks a model class whose table only the trail may write."""


@cache
def guarded_tables() -> frozenset[str]:
    """Names of all tables under guard."""
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, Guarded))


def refuse_untraced(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Database execute wrapper: raises UntracedWrite for a write of a guarded table outside the trail."""
    if sql[:7].upper() != "SELECT " and (found := _WRITE.match(sql)) and found[1] in guarded_tables():
        recorder = current()
        if recorder is None or not recorder.writing:
            raise UntracedWrite(f"{found[1]} changes only inside an operation")
    return execute(sql, params, many, context)


def watch_connection(connection: Any, **_: Any) -> None:
    """Receiver of Django's connection_created: put the guard in front."""
    if refuse_untraced not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_untraced)
