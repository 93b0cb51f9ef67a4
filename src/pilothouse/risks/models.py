"""Rows: risks and opportunities, their assessments, what is at stake, trip-wires and trips, the appetite."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models import Series, Signal
from pilothouse.organisation.models import Person, Unit
from pilothouse.records.models import OfRecordManager, Record, base_of
from pilothouse.risks.states import OPPORTUNITY, OWN_DAY, RISK
from pilothouse.trail.models import Traced


class Risk(Record):
    """What could go wrong: because of a cause the event (`title`) could happen, with a consequence.

    `likelihood` and `impact` are the latest rating by the matrix in force (None: not rated by it), `score` their
    product; `yearly` is the expected loss of a year by the latest estimate. `due` is when it is looked at again: of an
    accepted risk the day until which it is accepted. `shared_cause` is a context issue or a problem that may strike it
    together with others.
    """

    KIND = RISK
    LATER = frozenset({"shared_cause_id"})
    LATEST_WHY = _("it is accepted, or an answer is due, by then.")

    record = base_of()
    cause = models.TextField(_("because of"), max_length=2_000, blank=True, default="")
    consequence = models.TextField(_("consequence"), max_length=2_000, blank=True, default="")
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), null=True, editable=False)
    impact = models.PositiveSmallIntegerField(_("consequence"), null=True, editable=False)
    score = models.PositiveSmallIntegerField(_("rating"), null=True, editable=False)
    yearly = models.FloatField(_("expected loss of a year"), null=True, editable=False)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    shared_cause = models.ForeignKey(
        Record, models.PROTECT, null=True, related_name="strikes", verbose_name=_("cause it shares"), editable=False
    )
    acceptance = models.TextField(_("why it is accepted"), max_length=2_000, blank=True, default="", editable=False)

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["score", "record"], name="risks_score"),
            models.Index(fields=["yearly", "record"], name="risks_yearly"),
        ]

    def searchable(self) -> str:
        return f"{self.cause} {self.consequence} {self.acceptance}"

    @property
    def latest_due(self) -> date | None:
        """Who accepts anew says so, and an answer is due within its week: neither is put off by moving a date."""
        return self.due if self.state in OWN_DAY else None

    def ran_out(self, on: date) -> bool:
        """It was accepted until a day that has passed: nobody bears it now, until somebody says so anew."""
        return self.state == "accepted" and self.due is not None and self.due < on


class Opportunity(Record):
    """A favourable circumstance: what makes it possible, what could be done (`title`), what it would bring.

    Rated like a risk, but for good: `yearly` is the expected gain of a year by the latest estimate.
    """

    KIND = OPPORTUNITY
    LATER = frozenset({"yearly"})

    record = base_of()
    cause = models.TextField(_("made possible by"), max_length=2_000, blank=True, default="")
    consequence = models.TextField(_("what it would bring"), max_length=2_000, blank=True, default="")
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), null=True, editable=False)
    impact = models.PositiveSmallIntegerField(_("benefit"), null=True, editable=False)
    score = models.PositiveSmallIntegerField(_("rating"), null=True, editable=False)
    yearly = models.FloatField(_("expected gain of a year"), null=True, editable=False)

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["score", "record"], name="risks_chance_score"),
            models.Index(fields=["yearly", "record"], name="risks_chance_yearly"),
        ]

    def searchable(self) -> str:
        return f"{self.cause} {self.consequence}"


class Stake(Traced):
    """A process or an objective that a risk endangers, or an opportunity would help."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="stakes")
    at_stake = models.ForeignKey(Record, models.PROTECT, related_name="staked")

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "at_stake"], name="risks_staked_once")]


class Appetite(Traced):
    """How the organisation rates risks and how much it bears, and why. The latest one counts.

    See rules.Scale: `likelihood`, `consequence` are lists of words, `beyond` a list of cells, `line` of steps.
    """

    likelihood = models.JSONField(_("words for likelihood"))
    consequence = models.JSONField(_("words for consequence"))
    beyond = models.JSONField(_("cells beyond appetite"))
    unit_of_loss = models.CharField(_("losses are counted in"), max_length=40, blank=True, default="")
    line = models.JSONField(_("appetite line"), default=list)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]


class Assessment(Traced):
    """One dated rating, kept for ever: by the matrix (`likelihood`, `impact`) or by an estimate (two 90 % ranges).

    Of an opportunity `loss_low`, `loss_high` and the `losses` of `curve` are what it gains, above zero as well.
    `scale` is the appetite by whose words it was rated, None for the usual one. `curve` follows from the ranges and
    the seed (spc.loss) and is kept so that no page draws: lists `chances` and `losses`, `mean` and `any`.
    """

    TRAIL_LEAVES_OUT = frozenset({"curve"})

    record = models.ForeignKey(Record, models.PROTECT, related_name="assessments")
    likelihood = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    scale = models.ForeignKey(Appetite, models.PROTECT, null=True, related_name="assessments")
    often_low = models.FloatField(null=True)
    often_high = models.FloatField(null=True)
    loss_low = models.FloatField(null=True)
    loss_high = models.FloatField(null=True)
    unit_of_loss = models.CharField(max_length=40, blank=True, default="")
    seed = models.BigIntegerField(null=True)
    curve = models.JSONField(null=True)
    basis = models.TextField(_("what it rests on"), max_length=2_000, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(likelihood__isnull=False, impact__isnull=False, seed=None)
                | models.Q(likelihood=None, impact=None, seed__isnull=False, often_low__gt=0, loss_low__gt=0),
                name="risks_rated_one_way",
            )
        ]


class Tripwire(Traced):
    """A sign of early warning: a risk watches a series for a fresh change to the worse, or (`level`) for a value above
    (`side` +1) or below (−1) a level, in shown units. `since` is the latest period known when it was set.
    """

    record = models.ForeignKey(Risk, models.PROTECT, related_name="tripwires")
    series = models.ForeignKey(Series, models.PROTECT, related_name="tripwires")
    level = models.FloatField(null=True)
    side = models.SmallIntegerField(default=0)
    since = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["series"], condition=models.Q(ended_at=None), name="risks_live_wires"),
        ]


class Answer(models.TextChoices):
    """What the owner made of a warning."""

    ACCEPTED = "accepted", _("accepted")
    TREATED = "treated", _("a treatment was planned")
    DECLINED = "declined", _("declined")
    CLOSED = "closed", _("the risk was closed")


class Trip(Traced):
    """A trip-wire that was touched, once for each signal or crossing, and what its owner answered.

    `was` and `was_due` are the state and date of the risk before it.
    """

    record = models.ForeignKey(Risk, models.PROTECT, related_name="trips")
    wire = models.ForeignKey(Tripwire, models.PROTECT, related_name="trips")
    signal = models.ForeignKey(Signal, models.PROTECT, null=True, related_name="trips")
    period = models.DateField()
    value = models.FloatField(null=True)
    at = models.DateTimeField()
    was = models.CharField(max_length=20)
    was_due = models.DateField(null=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default="")
    reason = models.TextField(max_length=2_000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[Any] = OfRecordManager()

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wire", "period"], name="risks_one_trip_a_period"),
        ]


class Portfolio(models.Model):
    """What all live estimated risks of a unit and of the units below may cost in a year together.

    Derived: written anew whenever one of its risks is estimated, opened or closed, or shares another cause, so that no
    page draws. `curve` is that of Assessment with `at_once` (losses where all have their bad years together), `risks`
    how many it adds up; where some share a cause also `by_cause` (losses where only these do; `by_cause_any` the chance
    of any), `sharing` (how many) and `causes` (how many they share).
    """

    unit = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="portfolio")
    curve = models.JSONField()
    risks = models.PositiveIntegerField()
    at = models.DateTimeField()
