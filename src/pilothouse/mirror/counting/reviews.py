"""Reviews and decisions: who came, what was looked at, what was decided, whether it was checked."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum

from pilothouse.improvement.states import ISSUE
from pilothouse.measures.states import SIGNAL
from pilothouse.mirror.counting.span import Span, Tally, month_of, tallied
from pilothouse.mirror.counting.standing import holders_at
from pilothouse.reviews.models import AgendaItem, Attendance, Decision, Presence, Review
from pilothouse.reviews.queries import ASKS_ON, inputs_opened_before, superseded_before
from pilothouse.reviews.states import REQUEST
from pilothouse.reviews.tiers import WORKING
from pilothouse.risks.states import OPPORTUNITY, RISK

GRACE = timedelta(days=14)
# Called by no template, a meeting is what its forum's rhythm makes of it.
MANAGEMENT = ~Q(tier__in=WORKING) & ~Q(tier="", forum__cadence__in=WORKING)
# What comes up and asks for a decision. A decision about an objective, a process or nothing but the meeting itself
# answers no problem: what it is about stood for years, or was called for the purpose.
COMES_UP = (SIGNAL.name, ISSUE.name, RISK.name, OPPORTUNITY.name, REQUEST.name)
ANNOUNCED = Q(series__isnull=False, expected_size__isnull=False, expected_by__isnull=False)


def held_reviews(span: Span) -> "QuerySet[Review]":
    """Management reviews held within the span."""
    found: QuerySet[Review] = Review.objects.filter(MANAGEMENT, state="held", **span.days("due")).order_by()
    return found


def reviews(span: Span) -> dict[str, Tally]:
    """Questions about the meetings themselves."""
    asked = Attendance.objects.filter(review__in=held_reviews(span)).order_by()
    seats = asked.annotate(month=month_of("review__due")).values("month", "person")
    items = AgendaItem.objects.filter(review__in=held_reviews(span)).order_by()
    agenda = items.annotate(month=month_of("review__due")).values("month")
    return {
        "top-management": _led(span),
        "attendance": tallied(
            seats.annotate(all=Count("pk"), there=Count("pk", filter=Q(presence=Presence.PRESENT))),
            "there",
            person="person",
        ),
        "seen-before": _seen_before(span),
        "looked-at": tallied(
            agenda.annotate(all=Count("pk"), seen=Count("pk", filter=Q(looked_at=True))), "seen"
        ).speaks_of(invited(held_reviews(span))),
    }


def invited(held: "QuerySet[Review]") -> "QuerySet[Attendance, Any]":
    """(day, person) of those whom these meetings were for: what a meeting does, it does by them."""
    seats = Attendance.objects.filter(review__in=held).order_by()
    return seats.values_list("review__due", "person").distinct()


def _led(span: Span) -> Tally:
    """Reviews at which somebody was present who was of top management then."""
    held, found = holders_at(span), Tally()
    there = dict[int, set[int]]()
    for review, person in (
        Attendance.objects.filter(review__in=held_reviews(span), presence=Presence.PRESENT)
        .order_by()
        .values_list("review", "person")
    ):
        there.setdefault(review, set()).add(person)
    meetings = held_reviews(span).annotate(month=month_of("due")).values_list("pk", "month")
    for key, month in meetings:
        found.add(month, bool(there.get(key, set()) & held[month].leading), 1, people=held[month].leading)
    return found


def _seen_before(span: Span) -> Tally:
    found, known = Tally(), held_reviews(span).filter(beginning__isnull=False)
    for told in inputs_opened_before(known):
        day = told.review.due
        if day is not None:
            found.add(day.replace(day=1), told.marks, told.asked)
    return found.speaks_of(invited(known))


def decisions(span: Span) -> dict[str, Tally]:
    """Questions about what was decided, by the day of the meeting, of deciding, or of the verdict."""
    made = _by_month(span, "decided_on").annotate(all=Count("pk"), told=Count("pk", filter=ANNOUNCED))
    return {
        "decisions-per-review": _per_review(span),
        "decisions-with-forecast": tallied(made, "told").speaks_of(_deciding(Decision.objects.all(), span)),
        "decisions-checked": tallied(_checked(span), "checked", person="owner"),
        "days-to-decision": _days_to_decision(span),
        "days-to-effect": _days_to_effect(span),
    }


def _by_month(span: Span, day: str) -> "QuerySet[Decision, Any]":
    rows: QuerySet[Decision] = Decision.objects.filter(**span.days(day)).order_by()
    return rows.annotate(month=month_of(day)).values("month")


def _deciding(some: "QuerySet[Decision]", span: Span) -> Iterator[tuple[date, int | None]]:
    """(day, person) of those who made and own these decisions, and for whom the meetings were that made them."""
    made = some.filter(**span.days("decided_on")).order_by()
    for day, owner, maker in made.values_list("decided_on", "owner", "created_by"):
        yield from ((day, owner), (day, maker))
    seats = Attendance.objects.filter(review__decisions__in=made).order_by()
    yield from seats.values_list("review__decisions__decided_on", "person").distinct()


def _per_review(span: Span) -> Tally:
    found = Tally()
    within = Decision.objects.filter(review__in=held_reviews(span)).order_by()
    for row in within.annotate(month=month_of("review__due")).values("month").annotate(all=Count("pk")):
        found.add(row["month"], row["all"], 0)
    for row in held_reviews(span).annotate(month=month_of("due")).values("month").annotate(all=Count("pk")):
        found.add(row["month"], 0, row["all"])
    return found.speaks_of(invited(held_reviews(span)))


def _checked(span: Span) -> "QuerySet[Decision, Any]":
    dated: Any = Decision.objects.annotate(asked=ASKS_ON).order_by()
    due = dated.filter(**span.days("asked")).filter(asked__lt=span.today - GRACE)
    lag = ExpressionWrapper(span.day("judged_at") - F("asked"), output_field=DurationField())
    asked = due.exclude(superseded_before("asked")).annotate(month=month_of("asked"), lag=lag).values("month", "owner")
    rows: QuerySet[Decision, Any] = asked.annotate(all=Count("pk"), checked=Count("pk", filter=Q(lag__lte=GRACE)))
    return rows


def _days_to_decision(span: Span) -> Tally:
    about: QuerySet[Decision] = Decision.objects.filter(origin__kind__in=COMES_UP, **span.days("decided_on")).order_by()
    lag = ExpressionWrapper(F("decided_on") - span.day("origin__created_at"), output_field=DurationField())
    rows = about.annotate(month=month_of("decided_on"), lag=lag).values("month")
    return in_days(rows.annotate(all=Count("pk"), time=Sum("lag"))).speaks_of(_deciding(about, span))


def _days_to_effect(span: Span) -> Tally:
    judged = Decision.objects.filter(**span.during("judged_at")).order_by()
    lag = ExpressionWrapper(span.day("judged_at") - F("decided_on"), output_field=DurationField())
    rows = judged.annotate(month=span.month("judged_at"), lag=lag).values("month", "owner")
    return in_days(rows.annotate(all=Count("pk"), time=Sum("lag")))


def in_days(rows: Any) -> Tally:
    """Rows with a summed `time` as days, and their `owner` where they are grouped by it."""
    found = Tally()
    for row in rows:
        days = (row["time"] or timedelta()) / timedelta(days=1)
        found.add(row["month"], days, row["all"], people={row.get("owner")} - {None})
    return found


def days_of_reviews(span: Span) -> list[date]:
    """The days of management reviews held up to two weeks after the span: what lies before one may be tidying up."""
    until = span.until + GRACE
    rows: QuerySet[Review] = Review.objects.filter(MANAGEMENT, state="held", due__gte=span.first, due__lte=until)
    return [day for day in rows.order_by().values_list("due", flat=True) if day is not None]
