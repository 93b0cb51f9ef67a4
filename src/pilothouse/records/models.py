"""Rows: the record base, and what hangs on every record: links, notes, files."""

from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import InUnitQuerySet, Person, Unit
from pilothouse.records.ended import Ended as Ended  # a row of this app too
from pilothouse.records.ended import take_out
from pilothouse.records.replies import Reply as Reply  # a row of this app too
from pilothouse.records.rules import folded, written
from pilothouse.records.saved import SavedView as SavedView  # a row of this app too
from pilothouse.records.sight import RecordManager
from pilothouse.records.sight import RecordQuerySet as RecordQuerySet
from pilothouse.records.states import Kind, Lifecycle, State, Step, Text
from pilothouse.trail.act import UntracedWrite
from pilothouse.trail.models import Traced

# These ride along in an index, so that what a restricted person sees is counted in it alone.
_SIGHT, _LIVE = ("unit", "owner", "everyone"), models.Q(ended_at=None)


class Record(Traced):
    """The base of everything numbered. Concrete: origin, links, notes and files point here with real keys.

    `kind` names the concrete type; `words` is the folded text that the search index reads, `stage` the place of the
    state in the order of life, that lists sort by; `counted` that `Ended` counts it: history leaves out what follows.
    `first_due` is the promise first made and is never moved. Types say by READ_ALONG what their page names besides unit
    and owner and is to be read along with them.
    """

    KIND: ClassVar[Kind]
    READ_ALONG: ClassVar[tuple[str, ...]] = ()
    LATEST_WHY: ClassVar[Text] = ""
    TRAIL_LEAVES_OUT = frozenset({"words", "stage", "counted"})

    kind = models.CharField(max_length=20, editable=False)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="records", verbose_name=_("unit"))
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="owned", verbose_name=_("owner")
    )
    state = models.CharField(max_length=20, editable=False)
    # May be null only so that SQLite adds it in place: a table made anew would lose the triggers of the search index.
    stage = models.PositiveSmallIntegerField(null=True, editable=False)
    due = models.DateField(_("due"), null=True, blank=True)
    first_due = models.DateField(null=True, blank=True, editable=False)
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("origin")
    )
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    changed_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    everyone = models.BooleanField(default=False, editable=False)
    words = models.TextField(default="", editable=False)
    # 1 where it is counted, else 0: SQLite finds a number by an index, but no truth value. Null as `stage` may be.
    counted = models.PositiveSmallIntegerField(null=True, editable=False)

    objects: ClassVar[Any] = RecordManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "number"], name="records_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "-id", *_SIGHT], name="records_kind_newest"),
            models.Index(fields=["kind", "state", "-id", *_SIGHT, "due"], name="records_kind_state"),
            models.Index(fields=["unit", "kind", "-id"], name="records_unit_kind"),
            models.Index(fields=["kind", "due", "id", *_SIGHT], name="records_kind_due"),
            # What lists sort by. No narrower than `records_live_newest`: SQLite takes the narrowest that begins with
            # the kind, and what lives has to be found by that one. Units and people lead to their records.
            models.Index("kind", Lower("title"), "id", *_SIGHT, name="records_kind_title"),
            models.Index(Lower("title"), "id", name="records_title"),
            models.Index(fields=["kind", "stage", "-id", *_SIGHT], name="records_kind_stage"),
            models.Index(fields=["stage", "-id"], name="records_stage"),
            models.Index(fields=["due", "id"], name="records_due"),
            models.Index(fields=["owner", "kind", "-id"], name="records_owner_kind"),
            models.Index(fields=["owner", "due"], condition=_LIVE, name="records_my_work"),
            models.Index(fields=["due", "id"], condition=_LIVE, name="records_live_due"),
            models.Index(fields=["kind", "-id", *_SIGHT], condition=_LIVE, name="records_live_newest"),
            # What no sum tells: no narrower index may begin with the kind, nor hold what tells that something lives.
            models.Index(fields=["counted", "kind"], name="records_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """ISS-0042."""
        return written(kind_named(self.kind).prefix, self.number)

    @property
    def type(self) -> Kind:
        """The kind of this record, also where only its base was loaded."""
        return kind_named(self.kind)

    @property
    def life(self) -> Lifecycle:
        return self.type.life

    @property
    def standing(self) -> State:
        """The state as people read it."""
        return self.life.state(self.state)

    @property
    def steps(self) -> list[Step]:
        """Where this record may go next."""
        return self.life.open_steps(self.state)

    @property
    def ended(self) -> bool:
        return self.ended_at is not None

    @property
    def kept(self) -> bool:
        """Can it not be late any more, because it has ended or what was promised is done?"""
        return self.ended or self.standing.kept

    def late(self, on: date) -> bool:
        """Has its day passed, and what was promised is not done? The same of many: `past_their_day`."""
        return not self.kept and self.due is not None and self.due < on

    @property
    def latest_due(self) -> date | None:
        """The last day to which its date may move, for the reason LATEST_WHY; None where nothing stands behind it."""
        return None

    def bound(self, link: "Link") -> str:
        """Why this link cannot be taken off by hand, "" where it can. Types add what they made along with it."""
        return str(_("it was made when %s ended, and says why.") % self.code) if self.ended_at == link.at else ""

    def parted(self, other: "Record") -> str:
        """Why the two cannot be linked by hand, "" where they can: types tell what was said of them before."""
        return ""

    def followed(self, done_on: date | None, today: date) -> str | None:
        """The step to take today, now that the actions that carry it out are all done, the last one on `done_on`, or
        (None) that one is open. Types that are carried out by actions answer, and note the day.
        """
        return None

    def searchable(self) -> str:
        """What the search finds this record by, besides number and title. Types add their texts."""
        return ""

    def counts_as(self) -> tuple[str, ...]:
        """The names under which this record is counted, once it has ended."""
        return (self.kind,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As every traced row; search text and stage follow. A bare base cannot be saved: load the concrete type."""
        if type(self) is Record:
            raise TypeError("load the concrete record before changing it")
        self.derive()
        super().save(*args, **kwargs)

    def replaces(self, stored: Self) -> None:
        """What is counted and changes after all is counted no more."""
        if stored.counted:
            take_out(stored)

    def derive(self) -> None:
        """Set what follows from the rest, before it is saved."""
        self.words = folded(f"{self.code} {self.title} {self.searchable()}")
        self.stage, self.counted = self.life.place(self.state), 0

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: a number once given stays; records end, they are not deleted."""
        raise UntracedWrite("records end, they are not deleted")


def base_of() -> "models.OneToOneField[Record, Record]":
    """The link of a concrete type to its base; unnamed on the base, where `process` or `review` mean other things."""
    return models.OneToOneField(
        Record, models.PROTECT, parent_link=True, primary_key=True, related_name="+", editable=False
    )


class Numbering(models.Model):
    """The last number given, per kind. Locked row by row order of need; rolled back with its transaction: no gaps."""

    kind = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class OfRecordQuerySet(InUnitQuerySet):
    """Rows that hang on a record are seen with it."""

    def sight(self, person: Person, path: str = "") -> models.Q:
        """As the record they hang on."""
        return Record.objects.sight(person, f"{path}record__")


OfRecordManager = models.Manager.from_queryset(OfRecordQuerySet)


class Note(Traced):
    """A remark on a record, in Markdown; shown sanitised."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="notes")
    text = models.TextField(_("note"), max_length=10_000)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]


class Attachment(Traced):
    """A file on a record: kept under its digest, served as a download only."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]


class Link(Traced):
    """Two records that belong together without one giving rise to the other."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="links")
    other = models.ForeignKey(Record, models.PROTECT, related_name="linked")
    reason = models.CharField(_("why they belong together"), max_length=200, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "other"], name="records_linked_once"),
            models.CheckConstraint(condition=~models.Q(record=models.F("other")), name="records_link_two"),
        ]


@cache
def kept_states() -> tuple[str, ...]:
    """Names of the states, of any type, in which a promise is kept already: what stands there cannot be late."""
    return tuple(sorted({one.name for model in record_types().values() for one in model.KIND.life.states if one.kept}))


def past_their_day(on: date) -> models.Q:
    """A condition on records that are late: what each of them tells by `late`."""
    return models.Q(due__lt=on, ended_at=None) & ~models.Q(state__in=kept_states())


def record_types() -> dict[str, type[Record]]:
    """Every concrete type by its kind name."""
    return {model.KIND.name: model for model in Record.__subclasses__()}


_KINDS: dict[str, Kind] = {}


def kind_named(name: str) -> Kind:
    """The kind of this name; raises KeyError for an unknown one."""
    if name not in _KINDS:
        _KINDS.update({known: model.KIND for known, model in record_types().items()})
    return _KINDS[name]


def type_with_prefix(prefix: str) -> type[Record] | None:
    """The type whose numbers start so."""
    return next((model for model in Record.__subclasses__() if prefix == model.KIND.prefix), None)


def concrete(record: Record) -> Any:
    """The record as its own type, by one query; itself where it already is."""
    if type(record) is not Record:
        return record
    return record_types()[record.kind]._base_manager.get(pk=record.pk)


def ends_at(record: Record, at: datetime) -> datetime | None:
    """When a record in this state ended: at this moment, or not yet."""
    return at if record.standing.ends else None
