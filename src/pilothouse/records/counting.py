"""Adding up what has ended: a step of the worker, safe to stop and to run twice."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from pilothouse.records.ended import add_up
from pilothouse.records.models import Record, RecordQuerySet, record_types
from pilothouse.trail.recorder import begin_history

_BATCH = 500


def count_ended(now: datetime) -> int:
    """Add up every record that has ended by now and that no sum counts yet; how many were there? Writers wait for one
    batch at most.
    """
    waiting: RecordQuerySet = Record.objects.filter(counted=0, ended_at__lte=now)
    done = 0
    while waiting.exists() and (some := _count_some(waiting)):
        done += some
    return done


@transaction.atomic
def _count_some(waiting: RecordQuerySet) -> int:
    # In the order of the index. What an act is about to change waits for the next round.
    found = waiting.order_by("kind").select_for_update(skip_locked=True).values_list("kind", "pk")[:_BATCH]
    keys: dict[str, list[int]] = defaultdict(list)
    for kind, key in found:
        keys[kind].append(key)
    types = record_types()
    add_up(one for kind in keys for one in types[kind].objects.filter(pk__in=keys[kind]).defer("words"))
    with begin_history():
        every: QuerySet[Record] = QuerySet(model=Record)
        return every.filter(pk__in=[key for several in keys.values() for key in several]).update(counted=1)
