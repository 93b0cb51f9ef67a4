"""Whether what was worked out over the whole organisation is still what the history holds."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from pilothouse.measures.models import Survey
from pilothouse.trail.models import Head

# Looking at everything costs seconds: not after every act.
PAUSE = timedelta(minutes=10)


def survey(what: str, now: datetime, work_out: Callable[[datetime], None], *, pause: timedelta = PAUSE) -> bool:
    """Work it out anew if the history has grown and the last time is long enough ago; was it?"""
    size = Head.objects.values_list("size", flat=True).first() or 0
    last = Survey.objects.filter(what=what).first()
    if last is not None and (last.seq == size or last.at <= now < last.at + pause):
        return False
    with transaction.atomic():
        work_out(now)
        Survey.objects.update_or_create(what=what, defaults={"seq": size, "at": now})
    return True


def surveyed_at(what: str) -> datetime | None:
    """When it was last worked out, None for never."""
    return Survey.objects.filter(what=what).values_list("at", flat=True).first()
