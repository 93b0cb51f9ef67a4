"""Which records a person sees: the one rule, and the ways of asking for them that all types share."""

from django.db.models import Manager, Q

from pilothouse.organisation.models import InUnitQuerySet, Person
from pilothouse.records.states import Kind


class RecordQuerySet(InUnitQuerySet):
    """Records of one or of all kinds."""

    def seen_by(self, person: Person) -> "RecordQuerySet":
        """Only what this person may see. The kind is said along with it: every index of records begins with it."""
        kind: Kind | None = getattr(self.model, "KIND", None)
        found: RecordQuerySet = super().seen_by(person)
        return found.filter(kind=kind.name) if kind else found

    def sight(self, person: Person, path: str = "") -> Q:
        """In a unit the person sees, or their own, or meant for everyone. `path` leads to the record ("record__")."""
        own = {f"{path}owner_id": person.pk}
        return super().sight(person, path) | Q(**own) | Q(**{f"{path}everyone": True})

    def live(self) -> "RecordQuerySet":
        """Not yet at the end of their life."""
        return self.filter(ended_at=None)

    def uncounted(self) -> "RecordQuerySet":
        """Those that no sum tells (`Ended`): what lives, and what has ended since the worker last added up."""
        return self.filter(counted=0)

    def with_people(self) -> "RecordQuerySet":
        """Together with what a list line shows, in one query."""
        return self.select_related("unit", "owner")


RecordManager = Manager.from_queryset(RecordQuerySet)
