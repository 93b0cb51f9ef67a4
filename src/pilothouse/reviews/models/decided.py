"""What was decided and what it rests on; what was asked for and granted."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Direction, Series
from pilothouse.organisation.models import InUnitQuerySet, Person
from pilothouse.processes.models import Process
from pilothouse.records.models import Record, base_of
from pilothouse.reviews.models.meetings import Review
from pilothouse.reviews.states import DECISION, REQUEST
from pilothouse.strategy.models import Objective
from pilothouse.trail.models import Traced


class Decision(Record):
    """A choice made: `origin` is what it is about. What was chosen and forecast (in shown units) is locked.

    `due` is by when it is carried out, a promise that moves like any other; `expected_by` is the day of its verdict,
    `asked_again_on` the later one where that was too early, `put_off` how often somebody chose a still later one.
    `carried_on` is since when it is carried out, `carried_said` on which day that was said (None: before it was kept).
    """

    KIND = DECISION
    LATEST_WHY = _("its effect is judged then.")
    LATER = frozenset({"evidence_digest", "carried_said", "margin", "asked_again_on", "put_off"})

    record = base_of()
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="decisions")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    options = models.TextField(_("options considered"), max_length=4_000, blank=True, default="")
    choice = models.TextField(_("choice"), max_length=4_000)
    reason = models.TextField(_("reason"), max_length=4_000)
    dissent = models.TextField(_("dissent"), max_length=2_000, blank=True, default="")
    decided_on = models.DateField()
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("measured on")
    )
    expected_direction = models.CharField(max_length=4, choices=Direction.choices, blank=True, default="")
    expected_size = models.FloatField(_("expected effect"), null=True, blank=True)
    # In shown units; of "it will not suffer" the smallest harm that would matter.
    margin = models.FloatField(_("smallest effect that matters"), null=True, blank=True)
    expected_by = models.DateField(_("verdict on"), null=True, blank=True)
    asked_again_on = models.DateField(_("verdict asked for again on"), null=True, blank=True, editable=False)
    put_off = models.PositiveSmallIntegerField(_("times put off"), null=True, blank=True, editable=False)
    confidence = models.PositiveSmallIntegerField(_("confidence, %"), null=True, blank=True)
    effect_from = models.DateField(_("takes effect"), null=True, blank=True)
    carried_on = models.DateField(_("carried out on"), null=True, blank=True)
    carried_said = models.DateField(_("said that it is, on"), null=True, blank=True, editable=False)
    carried_note = models.TextField(_("how it was carried out"), max_length=2_000, blank=True, default="")
    effect = models.FloatField(null=True, blank=True, editable=False)
    low = models.FloatField(null=True, blank=True, editable=False)
    high = models.FloatField(null=True, blank=True, editable=False)
    verdict_note = models.TextField(_("what we make of it"), max_length=2_000, blank=True, default="")
    judged_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The fingerprint of everything kept in `Evidence`; empty for decisions from before it was kept.
    evidence_digest = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["decided_on", "record"], name="reviews_decided"),
            models.Index(fields=["effect", "record"], name="reviews_effect"),
        ]

    def searchable(self) -> str:
        texts = (self.choice, self.reason, self.options, self.dissent, self.carried_note, self.verdict_note)
        return " ".join(texts)

    @property
    def latest_due(self) -> date | None:
        """It is carried out before its verdict, or on its day."""
        return self.expected_by

    @property
    def carried_in_time(self) -> bool:
        """True by the day of its verdict, and said by then: what came later cannot have moved what it compares, and
        what was said later was said in sight of the numbers.
        """
        if self.carried_on is None or self.expected_by is None:
            return False
        return max(self.carried_on, self.carried_said or self.carried_on) <= self.expected_by

    def awaits_verdict(self, on: date) -> bool:
        """Its day has come, and nobody has given the verdict yet."""
        return not self.ended and self.asks_on is not None and self.asks_on <= on

    @property
    def asks_on(self) -> date | None:
        """The day on which its verdict is asked for: as forecast, or later where that was too early."""
        return self.asked_again_on or self.expected_by

    def owes_verdict(self, on: date) -> bool:
        """The day of its forecast has come and nobody has given the verdict, also while that is put off."""
        return not self.ended and self.expected_by is not None and self.expected_by <= on

    def too_early(self, on: date) -> bool:
        """Its verdict came too early, and is not asked for again yet."""
        return not self.ended and self.asked_again_on is not None and self.asked_again_on > on

    def step_when_carried_out(self, on: date) -> str:
        """A forecast waits for its verdict; without one nothing more is awaited."""
        if self.expected_by is None:
            return "finish"
        return "carry_out_early" if self.too_early(on) else "carry_out"

    def say_carried(self, since: date | None, said: date, note: str = "") -> None:
        """Since when it is carried out (None: it is not), as it is said on a day."""
        self.carried_on, self.carried_said, self.carried_note = since, said if since else None, note

    def followed(self, done_on: date | None, today: date) -> str | None:
        """Carried out on the day of its last action; to be carried out again where one opens before its verdict is due:
        from then on it stands.
        """
        step = "resume" if done_on is None else self.step_when_carried_out(today)
        if not self.life.allows(step, self.state) or (done_on is None and self.awaits_verdict(today)):
            return None
        self.say_carried(done_on, today)
        return step


class EvidenceQuerySet(InUnitQuerySet):
    """What decisions rest on."""

    def sight(self, person: Person, path: str = "") -> models.Q:
        """As the series or the record that was frozen, whoever sees the decision."""
        series = Series.objects.sight(person, f"{path}series__")
        return series | Record.objects.sight(person, f"{path}record__")


EvidenceManager = models.Manager.from_queryset(EvidenceQuerySet)


class Evidence(Traced):
    """A series or a record as it stood when something was decided on it. Written once; the table refuses any change.

    `body` is canonical JSON (rules/evidence.py), `digest` its fingerprint; `owner` who answered for the record then.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="evidence")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="+")
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    digest = models.CharField(max_length=64)

    objects: ClassVar[Any] = EvidenceManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(series=None) ^ models.Q(record=None), name="reviews_evidence_of_one"
            ),
            models.UniqueConstraint(fields=["decision", "series"], name="reviews_evidence_series"),
            models.UniqueConstraint(fields=["decision", "record"], name="reviews_evidence_record"),
        ]


class DueReadingQuerySet(InUnitQuerySet):
    """What the numbers said when verdicts became due."""

    def sight(self, person: Person, path: str = "") -> models.Q:
        """As the decision."""
        return Decision.objects.sight(person, f"{path}decision__")


DueReadingManager = models.Manager.from_queryset(DueReadingQuerySet)


class DueReading(Traced):
    """What the numbers said on the day of a verdict, or when they were first read after it, without anybody asking;
    where it was too early on that day, on the first round on which they could tell.
    Written once; the table refuses any change, so that values that come or are corrected before somebody judges do not
    rewrite it.

    `verdict` is the state that forecast and fact led to then, "" where `points` values since it took effect were too
    few to tell; effect and range are in shown units.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="due_reading")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=20, blank=True, default="")
    points = models.PositiveIntegerField()
    effect = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    objects: ClassVar[Any] = DueReadingManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"


class ResourceRequest(Record):
    """Money or people asked for, what was answered, and what came of it. The owner is who asks.

    `due` is by when an answer is needed; deferred, when it comes back; answered, when somebody looks back at it.
    `effect` is what `series` shows since the answer, told with the outcome, in shown units.
    """

    KIND = REQUEST

    record = base_of()
    why = models.TextField(_("what for"), max_length=4_000)
    amount = models.PositiveBigIntegerField(_("money"), null=True, blank=True)
    people = models.FloatField(_("people"), null=True, blank=True)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="requests",
                                  verbose_name=_("for the objective"))  # fmt: skip
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="requests",
                                verbose_name=_("for the process"))  # fmt: skip
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="requests",
                               verbose_name=_("shows in"))  # fmt: skip
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="requests")
    reason = models.TextField(_("reason of the answer"), max_length=2_000, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(_("what came of it"), max_length=2_000, blank=True, default="")
    effect = models.FloatField(null=True, blank=True, editable=False)
    low = models.FloatField(null=True, blank=True, editable=False)
    high = models.FloatField(null=True, blank=True, editable=False)

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [models.Index(fields=["amount", "record"], name="reviews_amount")]

    def searchable(self) -> str:
        return f"{self.why} {self.reason} {self.outcome}"
