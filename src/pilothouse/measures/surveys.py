"""Whether what was worked out over the whole organisation is still what the history holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from pilothouse.measures.models import AskedSurvey, Survey
from pilothouse.organisation.models import Person
from pilothouse.trail.models import Head

# Looking at everything costs seconds: not after every act.
PAUSE = timedelta(minutes=10)


def survey(
    what: str,
    now: datetime,
    tables: Sequence[type[Model]],
    work_out: Callable[[datetime], Sequence[Model]],
    *,
    pause: timedelta = PAUSE,
) -> bool:
    """Work all rows of derived tables out anew if the history has grown and the last time is long enough ago, or if
    somebody asks; was it done?

    Writers wait only while the rows are replaced, not while they are worked out.
    """
    size = Head.objects.values_list("size", flat=True).first() or 0
    last = Survey.objects.filter(what=what).first()
    asked = AskedSurvey.objects.filter(what=what)
    since = asked.values_list("at", flat=True).first()
    if since is None and last is not None and (last.seq == size or last.at <= now < last.at + pause):
        return False
    rows = work_out(now)
    values = {"seq": size, "at": now}
    with transaction.atomic():
        # Two workers write one after the other: who waits here finds the rows of the first, and takes their place.
        Survey.objects.select_for_update().get_or_create(what=what, defaults=values)
        for model in tables:
            table: Any = model._default_manager
            table.all().delete()
            table.bulk_create([row for row in rows if type(row) is model])
        Survey.objects.filter(what=what).update(**values)
        if since is not None:
            asked.filter(at=since).delete()  # not who asked while it was worked out
    return True


@dataclass(frozen=True)
class Standing:
    """When a survey was last worked out (None: never), and who has asked for another one, and when."""

    at: datetime | None
    asked: AskedSurvey | None


def standing_of(what: str) -> Standing:
    """Where a survey stands; two queries."""
    asked = AskedSurvey.objects.filter(what=what).select_related("by").first()
    return Standing(surveyed_at(what), asked)


def ask_for_survey(what: str, at: datetime, by: Person) -> AskedSurvey:
    """Let the worker do a survey on its next round. Who asks second waits with the first."""
    found, _made = AskedSurvey.objects.get_or_create(what=what, defaults={"at": at, "by": by})
    return found


def surveyed_at(what: str) -> datetime | None:
    """When it was last worked out, None for never."""
    return Survey.objects.filter(what=what).values_list("at", flat=True).first()
