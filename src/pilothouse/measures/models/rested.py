"""What the latest values of a series rest on. Derived: written anew whenever values arrive or are defined otherwise."""

from django.db import models

from pilothouse.measures.models.defined import Series


class Provenance(models.Model):
    """How the latest values of a series came in, kept so that no page has to read them; see measures.trust.Brought.

    `points` is what that costs in trust. Lateness, owner and process are not in it: they are read off with the day and
    the indicator. A series without a value has no row.
    """

    series = models.OneToOneField(Series, models.CASCADE, primary_key=True, related_name="provenance")
    route = models.CharField(max_length=8)
    corrected = models.FloatField()
    gaps = models.FloatField()
    defined = models.BooleanField()
    points = models.PositiveSmallIntegerField()
