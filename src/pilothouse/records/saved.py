"""Rows: lists as somebody likes to see them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.models import Person
from pilothouse.trail.models import Traced


class SavedView(Traced):
    """A list as one person likes to see it: filter, order and rows as its address says them. Nobody else's concern:
    history keeps name and words under the person's own key. `place` is the name of the list's address.
    """

    PERSONAL = frozenset({"name", "query"})

    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_views")
    place = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1_000)
    preferred = models.BooleanField(default=False)

    class Meta(Traced.Meta):
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "place", "name"], name="records_view_once"),
            models.UniqueConstraint(
                fields=["person", "place"], condition=models.Q(preferred=True), name="records_one_preferred"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def personal_subject(self) -> int:
        """Whoever keeps it."""
        return self.person_id
