"""Of whom the figures speak: how many people there are, and who is of the quality team."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from pilothouse.mirror.questions import Crowd
from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.roles import Role


def quality_team() -> "QuerySet[Assignment, Any]":
    """Keys of those who hold the role of quality manager somewhere today, and are not of top management as well: who
    founds an organisation holds both.
    """
    leading = Assignment.objects.filter(role=Role.TOP_MANAGEMENT).values("person")
    return Assignment.objects.filter(role=Role.QUALITY_MANAGER).exclude(person__in=leading).values("person")


def headcount() -> dict[Crowd, int | None]:
    """How many people there are in each crowd; one query."""
    counts = Person.objects.filter(left_on=None, is_system=False).aggregate(
        everybody=Count("pk"), others=Count("pk", filter=~Q(pk__in=quality_team()))
    )
    return {Crowd.EVERYBODY: counts["everybody"], Crowd.OTHERS: counts["others"], Crowd.NOBODY: None}
