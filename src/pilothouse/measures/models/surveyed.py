"""What was found by looking at everything at once. Derived: thrown away and worked out anew by the worker's survey."""

from typing import ClassVar

from django.db import models

from pilothouse.measures.models.defined import Indicator, Series
from pilothouse.organisation.models import Person


class Survey(models.Model):
    """When something was last worked out over the whole organisation, and how long the history was then (`seq`)."""

    what = models.CharField(max_length=20, primary_key=True)
    seq = models.BigIntegerField()
    at = models.DateTimeField()


class AskedSurvey(models.Model):
    """Somebody has asked for a survey, whatever its pause; gone once the worker has done it."""

    what = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class Leading(models.Model):
    """One series tends to move `lag` periods before another: correlation `r`, and the share of false ones (`q`) among
    all pairs that are at least so strong.
    """

    leader = models.ForeignKey(Series, models.CASCADE, related_name="+")
    follower = models.ForeignKey(Series, models.CASCADE, related_name="+")
    lag = models.PositiveSmallIntegerField()
    r = models.FloatField()
    q = models.FloatField()
    points = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["q", "id"]


class SharedChange(models.Model):
    """Some units of one indicator changed together, judged as one set (`spc.systemic`).

    `evidence` is about −ln of the chance of so much within 60 stable periods; `named` holds the keys of the series that
    changed, `judged` of all that were looked at. `looks` is how many times a year any set of units is looked
    at, one for each value of each set: so often luck has its chance.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    onset = models.DateField()
    found = models.DateField()
    side = models.SmallIntegerField()
    evidence = models.FloatField()
    named = models.JSONField(default=list)
    judged = models.JSONField(default=list)
    looks = models.FloatField(default=0.0)

    class Meta:
        ordering: ClassVar = ["-onset", "id"]
