"""Rows of the history, and the base of every row that history follows."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NoReturn, Self

from django.db import models

from pilothouse.trail.act import Conflict, UntracedWrite
from pilothouse.trail.guard import Guarded
from pilothouse.trail.image import image_of
from pilothouse.trail.inserting import insert_many, reserve_keys
from pilothouse.trail.recorder import Image, required
from pilothouse.trail.vault import PersonalKey, seal

# What a field of LATER says when it says nothing, as history would have it.
_NOTHING = (None, "", "[]")

__all__ = ["Entry", "Head", "Once", "PersonalKey", "RowMarks", "Traced", "TracedManager", "TracedQuerySet"]


class Entry(Guarded, models.Model):
    """One changed record. `body` is canonical JSON and is hashed exactly as stored; the rest repeats it for look-up."""

    seq = models.BigIntegerField(primary_key=True)
    act = models.CharField(max_length=32, db_index=True)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    key = models.BigIntegerField()
    body = models.TextField()
    chain = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [models.Index(fields=["kind", "key", "seq"], name="trail_entry_record")]


class Head(Guarded, models.Model):
    """The tip of the history: one row, locked last by every operation."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    chain = models.CharField(max_length=64)
    nodes = models.JSONField(default=list)


class RowMarks(Guarded, models.Model):
    """Marks of the sealed rows of one parent (marks.py), by which a row that was changed from outside is named."""

    kind = models.CharField(max_length=80)
    parent = models.BigIntegerField()
    marks = models.BinaryField()

    class Meta:
        db_table = "trail_row_marks"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "parent"], name="trail_marks_once")]

    @classmethod
    def of(cls, model: type[models.Model]) -> "models.QuerySet[RowMarks]":
        """The marks of all rows of this type."""
        return cls.objects.filter(kind=model._meta.label_lower)


class Once(models.Model):
    """A form's once-token that has been used."""

    token = models.CharField(max_length=64, primary_key=True)
    act = models.CharField(max_length=32)


class TracedQuerySet(models.QuerySet["Any"]):
    """Reads freely; changes only inside an operation, and never past the history."""

    def bulk_create(  # type: ignore[override]
        self, objs: Iterable[Any], batch_size: int | None = None, **kwargs: Any
    ) -> list[Any]:
        """Insert many rows with one entry each. Options that skip or merge rows are refused."""
        rows = list(objs)
        if kwargs.pop("ignore_conflicts", False) or kwargs.pop("update_conflicts", False):
            raise UntracedWrite("an insert that skips or merges rows cannot be traced")
        recorder = required(self.model._meta.db_table)
        with recorder.write():
            self._insert_all(rows, batch_size)
        for row in rows:
            recorder.note(row.trail_kind(), row.pk, None, row.image())
        return rows

    def _insert_all(self, rows: list[Any], batch_size: int | None) -> None:
        parents = list(self.model._meta.parents)
        if not parents:
            super().bulk_create(rows, batch_size=batch_size)
            return
        # Django refuses to bulk insert inherited models; with one concrete parent it is two plain inserts.
        for row, key in zip(rows, reserve_keys(parents[0], len(rows)), strict=True):
            row.pk = row.id = key
            row._state.adding = False
            row._state.db = self.db
        for table in (*parents, self.model):
            fields = table._meta.local_concrete_fields
            insert_many(table, fields, [[getattr(row, field.attname) for field in fields] for row in rows])

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Change many rows with one entry each; every row is compared and set by its version."""
        rows = list(objs)
        recorder = required(self.model._meta.db_table)
        stored = {row.pk: row for row in self.model._base_manager.filter(pk__in=[row.pk for row in rows])}
        before: dict[int, Image] = {}
        for row in rows:
            known = stored.get(row.pk)
            if known is None or known.version != row.version:
                raise Conflict(known, row)
            before[row.pk] = known.image()
            row.version += 1
        with recorder.write():
            changed = super().bulk_update(rows, [*fields, "version"], batch_size=batch_size)
        for row in rows:
            recorder.note(row.trail_kind(), row.pk, before[row.pk], row.image())
        return changed

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: an update by condition does not know which records it changes."""
        raise UntracedWrite(f"{self.model._meta.db_table}: save each row, or use bulk_update, in an operation")

    def delete(self) -> NoReturn:
        """Refused: delete rows one by one inside an operation."""
        raise UntracedWrite(f"{self.model._meta.db_table}: delete each row in an operation")

    def _raw_delete(self, using: str | None) -> NoReturn:
        raise UntracedWrite(f"{self.model._meta.db_table}: delete each row in an operation")


TracedManager = models.Manager.from_queryset(TracedQuerySet)


class Traced(Guarded, models.Model):
    """Abstract base: a row that changes only inside an operation, with one entry for every change.

    `version` counts changes; a save with a stale version raises Conflict. Fields named in PERSONAL enter
    history only under the key of the person that `personal_subject` names. Fields named in LATER came after rows stood
    in history without them: they enter it only where they say something.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    LATER: ClassVar[frozenset[str]] = frozenset()
    TRAIL_LEAVES_OUT: ClassVar[frozenset[str]] = frozenset()

    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = TracedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def trail_kind(cls) -> str:
        """The name under which history knows this type."""
        return cls._meta.label_lower

    def personal_subject(self) -> int:
        """Whose personal data this row holds."""
        return int(self.pk)

    def image(self) -> Image:
        """This row as history keeps it."""
        image = image_of(self)
        for name in self.LATER:
            if image[name] in _NOTHING:
                del image[name]
        for name in self.PERSONAL:
            if image.get(name):
                image[name] = seal(self.personal_subject(), name, image[name])
        return image

    def stored(self) -> Self | None:
        """The row as it stands in the database, locked until the end of the operation."""
        return type(self)._base_manager.select_for_update().filter(pk=self.pk).first()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or compare and set by version. Raises UntracedWrite outside an operation, Conflict when stale."""
        recorder = required(self._meta.db_table)
        before = None
        if not self._state.adding:
            stored = self._compare()
            before = stored.image()
            if self.image() == before:
                return
            self.replaces(stored)
            self.version += 1
        with recorder.write():
            super().save(*args, **kwargs)
        recorder.note(self.trail_kind(), self.pk, before, self.image())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove the row; its history stays. Raises UntracedWrite outside an operation."""
        recorder = required(self._meta.db_table)
        before, key = self._compare().image(), self.pk
        with recorder.write():
            done = models.QuerySet(model=type(self)).filter(pk=key)._raw_delete(using="default")
        recorder.note(self.trail_kind(), key, before, None)
        return int(done or 0), {self._meta.label: 1}

    def replaces(self, stored: Self) -> None:
        """Called before a changed row takes the place of the stored one: puts right what was derived from that."""

    def _compare(self) -> Self:
        stored = self.stored()
        if stored is None or stored.version != self.version:
            raise Conflict(stored, self)
        return stored


def traced_models(registry: Sequence[type[models.Model]]) -> list[type[Traced]]:
    """The concrete traced types whose rows stand for themselves (bases of inheritance excluded)."""
    found = [model for model in registry if issubclass(model, Traced) and not model._meta.abstract]
    bases = {parent for model in found for parent in model._meta.parents}
    return [model for model in found if model not in bases]
