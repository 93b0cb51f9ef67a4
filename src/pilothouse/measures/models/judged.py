"""What people set for judging, and what judging found: baselines, targets, readings, signals."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.measures.models.defined import Series
from pilothouse.measures.states import SIGNAL
from pilothouse.measures.weeks import Shifted, weeks_of
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link, Record, base_of
from pilothouse.strategy.models import Objective
from pilothouse.trail.models import Traced


class Baseline(Traced):
    """The span of data that fixed the limits of a series from then on, and why. The latest one counts.

    `left_out` names periods (ISO dates) inside the span that a known special cause has disturbed: they do not
    shape the limits, and are judged against them in hindsight.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="baselines")
    first = models.DateField(_("first period"))
    last = models.DateField(_("last period"))
    left_out = models.JSONField(_("periods left out"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="measures_baseline_forward")
        ]


class Target(Traced):
    """The wanted value of a series by a date, for an objective. In the units the indicator is shown in."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="targets")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="targets")
    value = models.FloatField(_("target"))
    by = models.DateField(_("by"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=600, blank=True, default="")

    LATER = frozenset({"ended_why"})

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series"], condition=models.Q(ended_at=None), name="measures_one_live_target"
            )
        ]


class Acceptance(Traced):
    """Somebody bears knowingly that a target is not met as things are, until a day."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="acceptances")
    reason = models.CharField(_("reason"), max_length=600)
    until = models.DateField(_("ask again on"))
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]


class Reading(models.Model):
    """The latest judgement of a series, kept so that no page computes it. Derived: rebuilt whenever values arrive.

    Numbers are in shown units. `status` is watched, anew (it learns what is usual after a change), too_short, constant
    or no_data; `side` is what the latest point says (-1 lower, +1 higher, 0 routine variation), `change` the side of a
    change that still goes on (one of the last 8 points shows it), else 0; `p` the chance of so much evidence of a
    change without one, None where the latest point was not judged; `chance` that the next value meets the target.
    `picture` holds what a sparkline and a list line need: lists `periods` (ISO), `values` and `sides` of the last 26
    points, the latest `centre`, `lower` and `upper` (None where there are none), `likeness` (autocorrelation of
    neighbouring values where it stands out, else 0), `now` (where the line stands, see measures.standing), `target` and
    `capability` (see measures.reach) where there is a target; `outlook` is how likely it is next time and at its date,
    and whether that is too far to tell (see measures.outlook).
    """

    series = models.OneToOneField(Series, models.CASCADE, primary_key=True, related_name="reading")
    points = models.PositiveIntegerField(default=0)
    latest_period = models.DateField(null=True)
    latest = models.FloatField(null=True)
    centre = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    status = models.CharField(max_length=12, default="no_data")
    side = models.SmallIntegerField(default=0)
    change = models.SmallIntegerField(default=0)
    p = models.FloatField(null=True)
    chance = models.FloatField(null=True)
    judged_at = models.DateTimeField(null=True)
    picture = models.JSONField(default=dict)

    @property
    def chances(self) -> tuple[float, float] | None:
        """The least and the greatest chance that the next value meets the target, the same where one is told; None
        where nobody can tell.
        """
        if self.chance is not None:
            return self.chance, self.chance
        told = self.picture.get("outlook")
        return (float(told["next"][0]), float(told["next"][1])) if told else None

    @property
    def chances_then(self) -> tuple[float, float] | None:
        """The same of the target's date; None where that is over or too far to tell, too."""
        told = (self.picture.get("outlook") or {}).get("at")
        return (float(told[0]), float(told[1])) if told else None

    @property
    def too_far(self) -> bool:
        """Is the date of the target too far to tell a chance on it?"""
        return bool((self.picture.get("outlook") or {}).get("far"))

    @property
    def least_chance(self) -> float | None:
        """The least chance that the next value meets the target: the low end of the outlook while a change is not
        decided; None where nobody can tell. In a query: `measures.queries.least_chance`.
        """
        return self.chances[0] if self.chances else None


class Engraved(models.Model):
    """The whole line of a series as it was last judged, so that its page need not judge. Derived, as the reading is:
    written with it, and told from (see measures.engraved) only while it holds.
    """

    series = models.OneToOneField(Series, models.CASCADE, primary_key=True, related_name="engraved")
    text = models.TextField()


class Signal(Record):
    """Evidence that a series really changed: since when, which way, and what kind of change it is.

    `p` is the chance of so much evidence without a change, `usual` the centre before it, in shown units, `strength` the
    mean distance from it in standard deviations. Signals from before early warning have the number of a run rule
    instead (`rule`), and neither kind nor chance.
    """

    KIND = SIGNAL
    LATER = frozenset({"kind_of_change", "p", "usual"})

    record = base_of()
    series = models.ForeignKey(Series, models.PROTECT, related_name="signals")
    rule = models.PositiveSmallIntegerField(null=True)
    kind_of_change = models.CharField(max_length=12, blank=True, default="")
    p = models.FloatField(null=True)
    usual = models.FloatField(null=True)
    onset = models.DateField()
    found = models.DateField()
    side = models.SmallIntegerField()
    better = models.BooleanField()
    strength = models.FloatField()
    explanation = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    def searchable(self) -> str:
        return self.explanation

    def bound(self, link: Link) -> str:
        """The link by which an issue answers it goes where the answer is taken back; a risk's stays, as its answer."""
        if self.answered_at != link.at:
            return super().bound(link)
        if link.record.kind == "issue":
            return _("by it %(code)s is answered. Take the signal out of what answers it.") % {"code": self.code}
        return _("%(code)s was answered with it, and that stays on record.") % {"code": self.code}

    @property
    def shifted(self) -> Shifted:
        """As which it stands beside changes of other units; needs its series with indicator and unit."""
        indicator, where = self.series.indicator, self.series.unit.path
        weeks = weeks_of(self.onset, self.found, indicator.frequency)
        return Shifted(self.pk, indicator.pk, indicator.process_id, where, weeks, 1 if self.better else -1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["series", "found"], name="measures_signal_of"),
            models.Index(fields=["onset", "record"], name="measures_signal_began"),
            models.Index(fields=["strength", "record"], name="measures_signal_strength"),
        ]


class AlarmBudget(Traced):
    """How many false alarms the organisation bears, and why. The latest one counts.

    `fap60` is the probability that a stable series raises any alarm within 60 values.
    """

    fap60 = models.FloatField(_("any false alarm in 60 stable values"))
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["-id"]
