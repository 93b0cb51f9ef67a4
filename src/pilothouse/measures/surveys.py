"""Whether what was worked out over the whole organisation is still what the history holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Manager, Model

from pilothouse.measures.models import Survey
from pilothouse.trail.models import Head

Row = TypeVar("Row", bound=Model)

# Looking at everything costs seconds: not after every act.
PAUSE = timedelta(minutes=10)


def survey(
    what: str,
    now: datetime,
    model: type[Row],
    work_out: Callable[[datetime], list[Row]],
    *,
    pause: timedelta = PAUSE,
) -> bool:
    """Work all rows of a derived table out anew if the history has grown and the last time is long enough ago; was it?

    Writers wait only while the rows are replaced, not while they are worked out.
    """
    size = Head.objects.values_list("size", flat=True).first() or 0
    last = Survey.objects.filter(what=what).first()
    if last is not None and (last.seq == size or last.at <= now < last.at + pause):
        return False
    rows = work_out(now)
    table: Manager[Row] = model._default_manager
    with transaction.atomic():
        table.all().delete()
        table.bulk_create(rows)
        Survey.objects.update_or_create(what=what, defaults={"seq": size, "at": now})
    return True


def surveyed_at(what: str) -> datetime | None:
    """When it was last worked out, None for never."""
    return Survey.objects.filter(what=what).values_list("at", flat=True).first()
