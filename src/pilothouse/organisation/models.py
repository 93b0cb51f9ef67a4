"""Rows: the organisation, its units, people, roles in a unit; and accounts, which are apart from people."""

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Substr
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.roles import RIGHTS, Right, Role
from pilothouse.trail.kept import Kept
from pilothouse.trail.models import Traced, TracedQuerySet


class Organisation(Traced):
    """The one organisation of this installation. `limits`: days by the name of what waits, where not the usual ones;
    `mail_times`: see `organisation.rules.MailTimes`; None is as usual. `focus`: the most live priorities of one
    `owner` and one `unit`; None where none is stated.
    """

    LATER = frozenset({"limits", "mail_times", "currency", "focus", "clock_set_right_at"})

    name = models.CharField(_("name"), max_length=200)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    currency = models.CharField(_("currency"), max_length=3, blank=True, default="")
    story_day = models.DateField(_("the story's today"), null=True, blank=True)
    story_note = models.TextField(_("what is real and what is invented"), blank=True, default="")
    limits = models.JSONField(_("time limits"), null=True, blank=True)
    mail_times = models.JSONField(_("when digests are sent"), null=True, blank=True)
    focus = models.JSONField(_("most live priorities"), null=True, blank=True)
    clock_set_right_at = models.DateTimeField(_("when the clock was set right"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which due dates are dates."""
        return ZoneInfo(self.zone)


class Unit(Traced):
    """A department, site or team. `path` lists the keys from the root down, so that a subtree is one prefix."""

    name = models.CharField(_("name"), max_length=120)
    code = models.CharField(_("code"), max_length=12, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, default="", db_index=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 for the root."""
        return self.path.count("/") - 2


def is_root(path: str) -> bool:
    """Is this the path of the root unit, "/1/"?"""
    return path.count("/") == 2


class Person(Traced):
    """A human, or the named system person in whose name imports and nightly jobs act.

    `access_at` is when access was last given, renewed or withdrawn, so that history tells of each.
    """

    PERSONAL = frozenset({"name", "email"})
    LATER = frozenset({"no_digest"})

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name=_("unit"))
    is_system = models.BooleanField(default=False)
    may_sign_in = models.BooleanField(default=False)
    access_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_on = models.DateField(null=True, blank=True)
    no_digest = models.BooleanField(null=True, blank=True, editable=False)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["name"]
        # Lists sort by the names of people, who are then walked in this order.
        indexes: ClassVar = [models.Index(Lower("name"), "id", name="organisation_person_name")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(email=""), name="organisation_one_person_per_email"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def grants(self) -> tuple[tuple[str, str], ...]:
        """(role, unit path) of every role this person holds; read once for each loaded person."""
        return tuple(_GRANTS.rows(self.pk))

    def introduce(self, grants: Sequence[tuple[str, str]], units: "list[Unit]") -> None:
        """Roles and units in sight as they were read along with this person, so that nobody asks again."""
        vars(self).update(grants=tuple(grants), _units_in_sight=units)

    def may_everywhere(self, right: Right) -> bool:
        """Does this person hold the right for the whole organisation?"""
        return self.is_system or any(is_root(held) and right in RIGHTS[Role(role)] for role, held in self.grants)

    def may(self, right: Right, path: str) -> bool:
        """Does this person hold the right in the unit with this path (or in one above it)?"""
        if self.is_system:
            return True
        return any(path.startswith(held) and right in RIGHTS[Role(role)] for role, held in self.grants)

    def has(self, role: Role) -> bool:
        """Does this person hold the role anywhere?"""
        return any(held == role for held, _ in self.grants)

    @cached_property
    def paths_seen(self) -> tuple[str, ...] | None:
        """Paths of the units this person sees with all below; None means the whole organisation."""
        paths = {path for role, path in self.grants if Right.READ in RIGHTS[Role(role)]}
        if self.is_system or any(is_root(path) for path in paths):
            return None
        return tuple(sorted(paths))


class Assignment(Traced):
    """A person holds a role in a unit."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta(Traced.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "unit", "role"], name="organisation_role_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.unit}"


_GRANTS = Kept[Assignment](lambda person: Assignment.objects.filter(person_id=person).values_list("role", "unit__path"))


class InUnitQuerySet(TracedQuerySet):
    """Rows that belong to a unit: one reading right for every path."""

    UNIT_PATH: ClassVar[str] = "unit__path"

    def seen_by(self, person: Person) -> Self:
        """Only what this person may see."""
        if person.paths_seen is None:
            return self.all()
        return self.filter(self.sight(person))

    def sight(self, person: Person, path: str = "") -> models.Q:
        """The condition behind `seen_by` for who does not see everything; `path` leads to these rows from others."""
        prefix = path + self.UNIT_PATH.removesuffix("__path")
        return models.Q(**{f"{prefix}_id__in": units_seen_by(person)})


def _below(*paths: Any) -> "models.QuerySet[Unit]":
    """Units below these paths, each given as its length and itself."""
    heads = zip(paths[::2], paths[1::2], strict=True)
    found = [Exact(Substr("path", 1, length), path) for length, path in heads]
    return Unit.objects.filter(reduce(or_, map(models.Q, found), models.Q(pk__in=[])))


_ALL_UNITS = Kept[Unit](Unit.objects.all)
_UNITS_BELOW = Kept[Unit](_below)


def units_in_sight(person: Person) -> list[Unit]:
    """Every unit this person sees, root first; read once for each loaded person."""
    known: list[Unit] | None = getattr(person, "_units_in_sight", None)
    if known is None:
        paths = person.paths_seen
        known = (
            _ALL_UNITS.rows() if paths is None else _UNITS_BELOW.rows(*(part for p in paths for part in (len(p), p)))
        )
        person._units_in_sight = known  # type: ignore[attr-defined]
    return known


def units_seen_by(person: Person) -> list[int]:
    """Keys of the units a restricted person sees; read once for each loaded person."""
    return [unit.pk for unit in units_in_sight(person)]


InUnitManager = models.Manager.from_queryset(InUnitQuerySet)


class AccountManager(BaseUserManager["Account"]):
    """Accounts are opened by an operation (operations.py); this only finds them."""

    def get_queryset(self) -> "models.QuerySet[Account]":
        """Together with the person behind the account: every request asks for both."""
        return super().get_queryset().select_related("person__unit")

    def get_by_natural_key(self, username: str | None) -> "Account":
        """E-mail addresses compare without case."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A way to sign in. Its password and last sign-in are not history; that a person may sign in is (Person)."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    def __str__(self) -> str:
        return self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are not used: rights come from roles."""
        return False
