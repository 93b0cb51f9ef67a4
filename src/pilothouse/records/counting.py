"""Adding up what has ended: a step of the worker, safe to stop and to run twice."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from pilothouse.organisation.models import Organisation
from pilothouse.records.ended import Ended, add_up
from pilothouse.records.models import Record, RecordQuerySet, record_types
from pilothouse.trail.recorder import begin_history

_BATCH = 500


def count_ended(now: datetime) -> int:
    """Add up every record that has ended by now and that no sum counts yet; how many were there? Writers wait for one
    batch at most.
    """
    if Ended.objects.exclude(zone__in=Organisation.objects.values("zone")).exists():
        _begin_anew()
    waiting: RecordQuerySet = Record.objects.filter(counted=0, ended_at__lte=now)
    done = 0
    while waiting.exists() and (some := _count_some(waiting)):
        done += some
    return done


@transaction.atomic
def _begin_anew() -> None:
    """The organisation's clock moved to another zone, where days begin at another hour: nothing is counted yet."""
    # Records first, then sums: in the order in which who changes a record takes them.
    with begin_history():
        every: QuerySet[Record] = QuerySet(model=Record)
        every.filter(counted=1).update(counted=0)
    Ended.objects.all().delete()


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
