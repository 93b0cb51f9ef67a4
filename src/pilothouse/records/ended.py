"""Rows: ended records added up, so that a page that tells how many there were reads some sums instead of all of them.

The worker adds up what has ended (`counting.py`) and marks it as `counted`; what lives, and what has ended since, is
counted where it stands, so that the two together are exact at any moment. A record that
changes after all is taken out first. All sums are of the days of one zone: where the organisation moves its clock to
another, they stay as they are until the worker has begun anew. Derived: may be emptied, as long as no record stays
marked.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from pilothouse.organisation.models import Organisation, Person, Unit, units_seen_by

ANY_DAY = date.min
ALL_OWNERS, NOBODY = -1, 0


class What(StrEnum):
    """What is counted: all of them; by the day, or the first day of the month, on which they came; and by the day on
    which they changed last.
    """

    ALL = "all"
    CAME = "came"
    CAME_IN = "came_in"
    CHANGED = "changed"


class Key(NamedTuple):
    """Of what a row is the sum. `whose` is ALL_OWNERS, the key of an owner, or NOBODY."""

    of: str
    whose: int
    what: str
    day: date
    unit_id: int
    state: str
    everyone: bool


class EndedQuerySet(models.QuerySet["Ended"]):
    """Sums of records. Each stands in the sum of all owners and in that of its own."""

    def seen_by(self, person: Person) -> "EndedQuerySet":
        """What adds up to all that this person sees: whole units, and of others what is their own."""
        if person.paths_seen is None:
            return self.filter(whose=ALL_OWNERS)
        whole = Q(unit_id__in=units_seen_by(person)) | Q(everyone=True)
        return self.filter(Q(whose=ALL_OWNERS) & whole | Q(whose=person.pk) & ~whole, whose__in=[ALL_OWNERS, person.pk])

    def since(self, day: date) -> "EndedQuerySet":
        """All of them, and what came or changed on this day or later."""
        return self.filter(Q(what=What.ALL) | Q(what__in=(What.CAME, What.CHANGED), day__gte=day))


class Ended(models.Model):
    """So many records (`n`) of which `Key` holds. `latest` is when the latest of them changed; it stays where that one
    is taken out, which has changed later still. Days are those of `zone`, by its name.
    """

    of = models.CharField(max_length=20)
    whose = models.BigIntegerField()
    what = models.CharField(max_length=8)
    day = models.DateField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    everyone = models.BooleanField()
    n = models.IntegerField()
    latest = models.DateTimeField()
    zone = models.CharField(max_length=60)

    objects = EndedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of", "whose", "what", "day", "unit", "state", "everyone"], name="records_ended_once"
            )
        ]

    @property
    def key(self) -> Key:
        """Of what it is the sum."""
        return Key(*(getattr(self, name) for name in Key._fields))


class Summed(Protocol):
    """What is added up: a record of any type."""

    unit_id: int
    owner_id: int | None
    everyone: bool
    state: str
    created_at: datetime
    changed_at: datetime

    def counts_as(self) -> tuple[str, ...]:
        """The names under which it is counted."""
        ...


def sums_of(record: Summed, zone: ZoneInfo) -> list[Key]:
    """The sums to which a record of any type belongs, under each of its names."""
    came, changed = (at.astimezone(zone).date() for at in (record.created_at, record.changed_at))
    told = (
        (What.ALL, record.state, ANY_DAY),
        (What.CAME, record.state, came),
        (What.CAME_IN, "", came.replace(day=1)),
        (What.CHANGED, record.state, changed),
    )
    return [
        Key(of, whose, what, day, record.unit_id, state, record.everyone)
        for of in record.counts_as()
        for whose in (ALL_OWNERS, record.owner_id or NOBODY)
        for what, state, day in told
    ]


def add_up(records: Iterable[Summed]) -> None:
    """Count these records too. Within a transaction."""
    _add(records, 1)


def take_out(record: Summed) -> None:
    """Count this one no more, as it was when it was added."""
    _add([record], -1)


def _add(records: Iterable[Summed], sign: int) -> None:
    # One at a time: who waits here finds the sums of who came before.
    organisation = Organisation.objects.select_for_update().get()
    zone = Ended.objects.values_list("zone", flat=True).first() or organisation.zone
    amounts, latest = Counter[Key](), dict[Key, datetime]()
    for record in records:
        for key in sums_of(record, ZoneInfo(zone)):
            amounts[key] += sign
            latest[key] = max(latest.get(key, record.changed_at), record.changed_at)
    wanted = [{getattr(key, name) for key in amounts} for name in ("of", "unit_id", "day")]
    rows = Ended.objects.filter(of__in=wanted[0], unit__in=wanted[1], day__in=wanted[2])
    known = {row.key: row for row in rows}
    found = [known.get(key) or Ended(**key._asdict(), n=0, latest=latest[key], zone=zone) for key in amounts]
    for row in found:
        row.n, row.latest = row.n + amounts[row.key], max(row.latest, latest[row.key])
    Ended.objects.filter(pk__in=[row.pk for row in found if row.pk and not row.n]).delete()
    Ended.objects.bulk_create([row for row in found if row.n and not row.pk], batch_size=500)
    Ended.objects.bulk_update([row for row in found if row.n and row.pk], ["n", "latest"], batch_size=500)
