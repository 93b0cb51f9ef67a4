"""Who answers for a required input of management review, and what people say where no record can tell."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import InUnitManager, Person, Unit
from pilothouse.trail.models import Traced


class InputOwner(Traced):
    """Somebody named to answer for an input (`reviews.inputs`); without a row its role does."""

    input = models.CharField(max_length=20, unique=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Traced.Meta):
        ordering: ClassVar = ["id"]


class Statement(Traced):
    """What somebody says to an input, dated, for a unit and all below: the latest one counts, none is changed."""

    input = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("what can be said"), max_length=2_000)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects: ClassVar[Any] = InUnitManager()

    class Meta(Traced.Meta):
        base_manager_name = "objects"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["input", "-id"], name="reviews_said_of_input")]
