"""Whether the register of risks moves, and learns; whether anything comes of opportunities."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Q

from pilothouse.improvement.models import Foreseen
from pilothouse.measures.periods import next_period
from pilothouse.mirror.counting.span import Span, Tally, tallied
from pilothouse.mirror.rules import months_within
from pilothouse.risks.models import Assessment, Opportunity, Risk

HALF_A_YEAR, MONTH = timedelta(days=183), timedelta(days=30)


def risks(span: Span) -> dict[str, Tally]:
    """Of the risks that lived at the end of each month those rated lately; of those that happened those rated after it;
    of the opportunities that ended those realised.
    """
    rated = defaultdict[int, list[datetime]](list)
    for risk, at in Assessment.objects.order_by("at").values_list("record", "at"):
        rated[risk].append(at)
    lives = list(Risk.objects.order_by("pk").values_list("pk", "created_at", "ended_at", "owner"))
    found = Tally()
    for month in months_within(span.first, span.until):
        end = span.moment(next_period(month, "month"))
        live = {key: of for key, begun, ended, of in lives if begun < end and (ended is None or ended >= end)}
        fresh = sum(_between(rated[key], end - HALF_A_YEAR, end) for key in live)
        found.add(month, fresh, len(live), people=set(live.values()) - {None})
    return {"risks-rated": found, "rated-after-happening": _learnt(span, rated), "opportunities-realised": _ended(span)}


def _learnt(span: Span, rated: Mapping[int, list[datetime]]) -> Tally:
    """Of the times that a risk was said to have happened, those after which it was soon rated anew."""
    settled = Foreseen.objects.filter(risk__isnull=False, at__lte=span.now - MONTH, **span.during("at")).order_by()
    found = Tally()
    for risk, at, owner in settled.values_list("risk", "at", "risk__owner"):
        month = at.astimezone(span.zone).date().replace(day=1)
        found.add(month, _between(rated[risk], at, at + MONTH), 1, people={owner} - {None})
    return found


def _ended(span: Span) -> Tally:
    ended = Opportunity.objects.filter(**span.during("ended_at")).order_by()
    rows = ended.annotate(month=span.month("ended_at")).values("month", "owner")
    counted = rows.annotate(all=Count("pk"), realised=Count("pk", filter=Q(state="realised")))
    return tallied(counted, "realised", person="owner")


def _between(moments: list[datetime], first: datetime, until: datetime) -> bool:
    return bisect_left(moments, first) < bisect_left(moments, until)
