"""What nobody steers: indicators that only tell of the world outside."""

from pilothouse.measures.models import Indicator
from pilothouse.strategy.models import ContextIssue, Side


def outside() -> frozenset[int]:
    """Keys of indicators that tell of a context issue outside and serve no objective; one query.

    What they show is a cause to be borne, not a problem that anybody could solve.
    """
    told = ContextIssue.objects.filter(ended_at=None, side=Side.OUTSIDE, told_by__isnull=False).values("told_by")
    return frozenset(Indicator.objects.filter(pk__in=told, servings=None).values_list("pk", flat=True))
