"""Whether the register of risks moves."""

from bisect import bisect_left
from collections import defaultdict
from datetime import datetime, timedelta

from pilothouse.measures.periods import next_period
from pilothouse.mirror.counting.span import Span, Tally
from pilothouse.mirror.rules import months_within
from pilothouse.risks.models import Assessment, Risk

HALF_A_YEAR = timedelta(days=183)


def risks(span: Span) -> dict[str, Tally]:
    """Of the risks that lived at the end of each month, those rated within the half year before."""
    rated = defaultdict[int, list[datetime]](list)
    for risk, at in Assessment.objects.order_by("at").values_list("record", "at"):
        rated[risk].append(at)
    lives = list(Risk.objects.order_by("pk").values_list("pk", "created_at", "ended_at"))
    found = Tally()
    for month in months_within(span.first, span.until):
        end = span.moment(next_period(month, "month"))
        live = [key for key, begun, ended in lives if begun < end and (ended is None or ended >= end)]
        found.add(month, sum(_between(rated[key], end - HALF_A_YEAR, end) for key in live), len(live))
    return {"risks-rated": found}


def _between(moments: list[datetime], first: datetime, until: datetime) -> bool:
    return bisect_left(moments, first) < bisect_left(moments, until)
