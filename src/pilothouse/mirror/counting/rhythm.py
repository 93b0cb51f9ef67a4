"""Whether meetings keep their rhythm and say something new, and whether what they decide happens in time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Count, F, Q

from pilothouse.mirror.counting.reviews import MANAGEMENT, invited
from pilothouse.mirror.counting.span import Span, Tally, month_of, tallied
from pilothouse.mirror.rules import repeats_one
from pilothouse.records.rules import words_of
from pilothouse.reviews.models import Cadence, Decision, Review
from pilothouse.reviews.queries import superseded_before

# Within so many days the next meeting of a forum is in its rhythm: one and a half times the interval.
IN_RHYTHM = {
    Cadence.WEEK: timedelta(days=10), Cadence.MONTH: timedelta(days=46), Cadence.QUARTER: timedelta(days=138),
    Cadence.YEAR: timedelta(days=549),
}  # fmt: skip
LOOKS_BACK = max(IN_RHYTHM.values())
REPEATS_WITHIN = timedelta(days=400)


def rhythm(span: Span) -> dict[str, Tally]:
    """Meetings in the rhythm of their forum, conclusions that repeat one before, decisions carried out in time."""
    held = Review.objects.filter(state="held", due__gte=span.first - LOOKS_BACK, due__lt=span.until).order_by(
        "due", "pk"
    )
    rows = [(forum, often, day) for forum, often, day in held.values_list("forum", "forum__cadence", "due") if day]
    told = [(day, text) for day, text in held.filter(MANAGEMENT).values_list("due", "summary") if day]
    due = Decision.objects.filter(**span.days("first_due")).exclude(superseded_before("first_due")).order_by()
    months = due.annotate(month=month_of("first_due")).values("month", "owner")
    kept = Count("pk", filter=Q(carried_on__lte=F("first_due")))
    meetings, reviews = (invited(some.filter(due__gte=span.first)) for some in (held, held.filter(MANAGEMENT)))
    return {
        "reviews-in-rhythm": in_rhythm([row for row in rows if row[1] in IN_RHYTHM], span).speaks_of(meetings),
        "minutes-repeated": repeated(told, span).speaks_of(reviews),
        "decisions-in-time": tallied(months.annotate(all=Count("pk"), kept=kept), "kept", person="owner"),
    }


def in_rhythm(rows: Iterable[tuple[int, str, date]], span: Span) -> Tally:
    """Of meetings (forum, how often it meets, day) in the order of time, those that followed another soon enough."""
    days, found = defaultdict[tuple[int, str], list[date]](list), Tally()
    for forum, cadence, day in rows:
        days[forum, cadence].append(day)
    for (_forum, cadence), held in days.items():
        for before, day in pairwise(held):
            if day >= span.first:
                found.add(day.replace(day=1), day - before <= IN_RHYTHM[Cadence(cadence)], 1)
    return found


def repeated(rows: Iterable[tuple[date, str]], span: Span) -> Tally:
    """Of meetings (day, conclusion) in the order of time, those that say what one before them said."""
    found, told = Tally(), [(day, words_of(summary)) for day, summary in rows]
    for place, (day, words) in enumerate(told):
        if day >= span.first:
            before = [others for earlier, others in told[:place] if earlier >= day - REPEATS_WITHIN]
            found.add(day.replace(day=1), repeats_one(words, before), 1)
    return found
