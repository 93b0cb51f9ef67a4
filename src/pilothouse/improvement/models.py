"""Rows: issues, their causes, actions and verifications."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.improvement.rules.closing import weighty
from pilothouse.improvement.states import ACTION, ISSUE, VERIFICATION
from pilothouse.improvement.wording import apart_words
from pilothouse.measures.models import Series
from pilothouse.organisation.models import InUnitQuerySet, Person
from pilothouse.processes.models import Process
from pilothouse.records.checks import day_at
from pilothouse.records.models import Link, Record, base_of
from pilothouse.risks.models import Risk
from pilothouse.trail.models import Traced

# Names under which some are counted apart.
RECURRING, TREATMENT = "recurring", "treatment"


class Nature(models.TextChoices):
    """What was entered."""

    NONCONFORMITY = "nonconformity", _("nonconformity")
    COMPLAINT = "complaint", _("complaint")
    INCIDENT = "incident", _("incident")
    FINDING = "finding", _("audit finding")
    IDEA = "idea", _("idea")


class Severity(models.TextChoices):
    """How bad, in three words anybody can choose from. As stored they sort worst first, and lists rely on it."""

    SLIGHT = "slight", _("slight")
    SERIOUS = "serious", _("serious")
    GRAVE = "grave", _("grave")


# The condition for issues that are `weighty`; by the severities it names, the database finds the few there are.
WEIGHTY = models.Q(severity__in=[Severity.SERIOUS, Severity.GRAVE]) & ~models.Q(nature=Nature.IDEA)


class Issue(Record):
    """A problem or idea entered. `series` is where it shows in the numbers; `recurrence_of` is the time before."""

    KIND = ISSUE

    record = base_of()
    details = models.TextField(_("what happened"), max_length=10_000, blank=True, default="")
    nature = models.CharField(_("nature"), max_length=14, choices=Nature.choices, default=Nature.NONCONFORMITY)
    severity = models.CharField(_("how bad"), max_length=8, choices=Severity.choices, default=Severity.SLIGHT)
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="issues")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="issues")
    recurrence_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="recurrences", db_index=False
    )
    containment = models.TextField(_("containment"), max_length=4_000, blank=True, default="")
    contained_at = models.DateTimeField(null=True, blank=True, editable=False)
    lesson = models.TextField(_("lesson"), max_length=4_000, blank=True, default="")

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["severity", "record"], name="improvement_how_bad"),
            models.Index(fields=["nature", "record"], name="improvement_nature"),
            # Few issues come back: an index of those alone stays small, and is known to be worth using.
            models.Index(
                fields=["recurrence_of"],
                condition=models.Q(recurrence_of__isnull=False),
                name="improvement_comes_back",
            ),
        ]

    @property
    def weighty(self) -> bool:
        """Does it close with its cause, and with what the register of risks knew?"""
        return weighty(self.severity, self.nature)

    def searchable(self) -> str:
        return f"{self.details} {self.containment} {self.lesson}"

    def counts_as(self) -> tuple[str, ...]:
        """Its nature; what went wrong again is also counted apart."""
        went_wrong = self.nature in (Nature.NONCONFORMITY, Nature.INCIDENT)
        return (self.nature, RECURRING) if went_wrong and self.recurrence_of_id is not None else (self.nature,)

    def bound(self, link: Link) -> str:
        """The link with the risk that happened goes with the answer whether the issue was foreseen."""
        said = Foreseen.objects.filter(issue=self, risk__in=[link.record_id, link.other_id], at=link.at).exists()
        words = _("it says that the issue was foreseen. Take that answer back.")
        return str(words) if said else super().bound(link)

    def parted(self, other: Record) -> str:
        """That somebody told the two issues apart: what is linked or came back is one trouble."""
        first, second = sorted((self.pk, other.pk))
        said = Apart.objects.select_related("by").filter(issue=first, other=second).first()
        return apart_words(self.code, other.code, said.by.name, day_at(said.at)) if said else ""


class Foreseen(Traced):
    """Whether an issue was foreseen: the risk on the register that happened, or (None) that none stood there.

    A person says it; an issue without a row is one of which nobody has said it yet. `unknown` is an answer of its own:
    somebody was asked and does not know. It is True or empty.
    """

    LATER = frozenset({"unknown"})

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="foreseen")
    risk = models.ForeignKey(Risk, models.PROTECT, null=True, related_name="happened")
    unknown = models.BooleanField(_("not known"), null=True, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(unknown=None) | models.Q(unknown=True, risk=None), name="improvement_not_known"
            ),
        ]


class Method(models.TextChoices):
    """How a cause was found."""

    FIVE_WHYS = "five_whys", _("five whys")
    DATA = "data", _("data analysis")
    TRIAL = "trial", _("trial")
    OTHER = "other", _("other")


class Cause(Traced):
    """Why it happened: one answer to "why?", below the answer it explains. `root` marks where the digging ended."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="causes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deeper")
    text = models.CharField(_("why?"), max_length=300)
    evidence = models.TextField(_("evidence"), max_length=2_000, blank=True, default="")
    method = models.CharField(_("found by"), max_length=12, choices=Method.choices, default=Method.FIVE_WHYS)
    root = models.BooleanField(_("this is the root cause"), default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]


class Purpose(models.TextChoices):
    """What an action is for. A correction removes the nonconformity, a corrective action its cause."""

    CORRECTION = "correction", _("correction")
    CORRECTIVE = "corrective", _("corrective action")
    IMPROVEMENT = "improvement", _("improvement")
    INITIATIVE = "initiative", _("initiative")
    DECISION = "decision", _("from a decision")
    TREATMENT = "treatment", _("treatment of a risk or opportunity")


class Action(Record):
    """A task with one owner and a due date. With a `series` its effect is verified on that series.

    `done_on` is empty while it is to be done, also where it was reopened; `first_done_on` and the date that stood then,
    `due_when_done`, are of the first time it was done and stay: by them the promise is judged. `smallest` is the
    smallest effect that matters, in shown units, stated before it is done.
    """

    KIND = ACTION
    LATER = frozenset({"first_done_on", "due_when_done", "smallest"})

    record = base_of()
    details = models.TextField(_("what to do"), max_length=4_000, blank=True, default="")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="actions")
    smallest = models.FloatField(_("smallest effect that matters"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True, editable=False)
    first_done_on = models.DateField(null=True, blank=True, editable=False)
    due_when_done = models.DateField(null=True, blank=True, editable=False)
    outcome = models.TextField(_("what was done"), max_length=4_000, blank=True, default="")

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [models.Index(fields=["purpose", "record"], name="improvement_purpose")]

    def searchable(self) -> str:
        return f"{self.details} {self.outcome}"

    def counts_as(self) -> tuple[str, ...]:
        """An action; a treatment that was not given up is also counted apart."""
        treats = self.purpose == Purpose.TREATMENT and self.state != "cancelled"
        return (self.kind, TREATMENT) if treats else (self.kind,)


class Verification(Record):
    """The planned proof that an action had its effect: before and after on the same series.

    Origin is the action. `points` is how many new values it waits for; effect, its 95 % range and the `smallest` effect
    that matters, as the action said it, are in shown units.
    """

    KIND = VERIFICATION
    LATER = frozenset({"smallest"})

    record = base_of()
    series = models.ForeignKey(Series, models.PROTECT, related_name="verifications")
    changed_on = models.DateField()
    points = models.PositiveSmallIntegerField(default=8)
    smallest = models.FloatField(_("smallest effect that matters"), null=True, blank=True, editable=False)
    effect = models.FloatField(null=True, blank=True, editable=False)
    low = models.FloatField(null=True, blank=True, editable=False)
    high = models.FloatField(null=True, blank=True, editable=False)
    proposed = models.CharField(max_length=16, blank=True, default="", editable=False)
    reason = models.TextField(_("reason"), max_length=2_000, blank=True, default="")

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [models.Index(fields=["effect", "record"], name="improvement_effect")]

    def searchable(self) -> str:
        return self.reason


class ApartQuerySet(InUnitQuerySet):
    """What was said of two issues is seen by who sees both."""

    def sight(self, person: Person, path: str = "") -> models.Q:
        """As each of the two."""
        both: models.Q = Issue.objects.sight(person, f"{path}issue__") & Issue.objects.sight(person, f"{path}other__")
        return both


ApartManager = models.Manager.from_queryset(ApartQuerySet)


class Apart(Traced):
    """Two issues (the older one first) of which somebody said that they are not the same trouble, whatever their words.

    That they are the same is a link of their records.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    other = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = ApartManager()

    class Meta(Traced.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issue", "other"], name="improvement_apart_once"),
            models.CheckConstraint(condition=models.Q(issue__lt=models.F("other")), name="improvement_apart_in_order"),
        ]


class Repeat(models.Model):
    """An issue that tells of the same trouble as others. Derived: the survey of the worker groups them anew.

    `group` is the key of the oldest issue of its group; `held` that of the oldest of those with which people's word
    alone holds it together, directly or over others (None: with none), also one that is in no group itself.
    """

    issue = models.OneToOneField(Issue, models.CASCADE, primary_key=True, related_name="+")
    group = models.BigIntegerField(db_index=True)
    held = models.BigIntegerField(null=True)


class Perhaps(models.Model):
    """Two issues (the older one first) that may tell of the same trouble, for somebody to judge. Derived, as `Repeat`;
    `likeness` is that of their words, 0 to 1.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+")
    other = models.ForeignKey(Issue, models.CASCADE, related_name="+", db_index=False)
    likeness = models.FloatField()
