"""Signals, problems and deeds."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, Substr

from pilothouse.improvement.models import Action, Issue, Nature, Purpose
from pilothouse.measures.models import Signal
from pilothouse.measures.periods import next_period, period_before
from pilothouse.mirror.counting.reviews import in_days
from pilothouse.mirror.counting.span import Span, Tally, month_of, tallied
from pilothouse.mirror.counting.standing import holders_at, people_at
from pilothouse.mirror.rules import months_within

WEEK, LONG = timedelta(days=7), timedelta(days=30)


def signals(span: Span) -> dict[str, Tally]:
    """How soon, and whether, a signal gets its answer."""
    old = Signal.objects.filter(**span.during("created_at")).filter(created_at__lte=span.now - WEEK).order_by()
    in_time = Q(answered_at__lte=F("created_at") + WEEK)
    raised = old.annotate(month=span.month("created_at")).values("month", "unit", "owner")
    lag = ExpressionWrapper(F("answered_at") - F("created_at"), output_field=DurationField())
    answered = Signal.objects.filter(**span.during("answered_at")).order_by()
    waited = answered.annotate(month=span.month("answered_at"), lag=lag).values("month", "owner")
    counted = raised.annotate(all=Count("pk"), in_time=Count("pk", filter=in_time))
    return {
        "signals-answered": tallied(counted, "in_time", unit="unit", person="owner"),
        "days-to-answer": in_days(waited.annotate(all=Count("pk"), time=Sum("lag"))),
    }


def issues(span: Span) -> dict[str, Tally]:
    """Who enters problems, who finds them, and whether they are known from before."""
    entered = Issue.objects.filter(created_by__is_system=False, **span.during("created_at")).order_by()
    months = entered.annotate(month=span.month("created_at")).values("month", "created_by")
    rows = list(
        months.annotate(
            all=Count("pk"),
            ours=Count("pk", filter=~Q(nature=Nature.COMPLAINT)),
            at_work=Count("pk", filter=~Q(nature__in=(Nature.COMPLAINT, Nature.FINDING))),
            known=Count("pk", filter=Q(recurrence_of__isnull=False)),
        )
    )
    return {
        "problems-by-others": _by_others(rows, span),
        "others-reporting": _reporting(rows, span),
        "found-at-work": tallied(rows, "at_work"),
        "found-ourselves": tallied(rows, "ours"),
        "comes-back": tallied(rows, "known"),
    }


def _by_others(rows: Sequence[Mapping[str, Any]], span: Span) -> Tally:
    """Those entered outside of the quality team; whoever is of it is told apart, were it by having entered none."""
    held, found = holders_at(span), Tally()
    for row in rows:
        team = held[row["month"]].team
        outside = row["created_by"] not in team
        found.add(row["month"], row["all"] if outside else 0, row["all"], people={row["created_by"]} - team)
        found.apart[row["month"]] |= team
    return found


def _reporting(rows: Sequence[Mapping[str, Any]], span: Span) -> Tally:
    """Of the people outside of the quality team those who entered something in the month."""
    held, reporting, found = holders_at(span), defaultdict[date, set[int]](set), Tally()
    for row in rows:
        reporting[row["month"]].add(row["created_by"])
    for month, here in people_at(span).items():
        if there := here - held[month].team:
            found.add(month, len(there & reporting[month]), len(there), people=there)
    return found


def deeds(span: Span) -> dict[str, Tally]:
    """Whether promises are kept, and whether deeds are checked for their effect."""
    kept = Tally()
    for cell in span.promises:
        kept.add(cell.month, cell.promises.kept, cell.promises.made, cell.unit, cell.promises.people)
    done = Action.objects.filter(**span.days("first_done_on")).order_by()
    meant = done.exclude(purpose=Purpose.CORRECTION).annotate(month=month_of("first_done_on"))
    rows = meant.values("month", "unit", "owner").annotate(
        all=Count("pk"), proved=Count("pk", filter=Q(series__isnull=False))
    )
    return {
        "dates-kept": kept,
        "proof-planned": tallied(rows, "proved", unit="unit", person="owner"),
        "long-overdue": _lying(span),
    }


def _lying(span: Span) -> Tally:
    """Of the actions open at the end of each month, those long past the day first promised."""
    fields = ("created_at", "first_done_on", "ended_at", "first_due", "owner")
    late = Q(first_done_on__isnull=True) | Q(first_done_on__gte=span.first)
    rows = _lasting(Action.objects.filter(late, first_due__isnull=False).exclude(ended_at__lt=span.moment(span.first)))
    ends, found = [next_period(month, "month") for month in months_within(span.first, span.until)], Tally()
    for created, done, ended, due, owner in rows.values_list(*fields):
        over = done or (ended.astimezone(span.zone).date() if ended is not None else span.until)
        begun = created.astimezone(span.zone).date()
        for end in ends[bisect_right(ends, begun) : bisect_right(ends, over)]:
            found.add(period_before(end, "month"), due < end - LONG, 1, people={owner} - {None})
    return found


def _lasting(actions: "QuerySet[Action]") -> "QuerySet[Action]":
    """These without those that were done in the month in which they were planned: they stood at the end of none. Months
    are compared as text, for of truncated moments SQLite would call Python for every row; what was planned on the first
    of a month stays in, because it may be the last of one where the organisation is.
    """
    planned, done = (Substr(Cast(name, CharField(max_length=10)), 1, 7) for name in ("created_at", "first_done_on"))
    first = Substr(Cast("created_at", CharField(max_length=10)), 9, 2)
    rows = actions.annotate(planned=planned, done=done, day=first)
    return rows.exclude(planned=F("done"), day__gt="01", first_done_on__isnull=False).order_by()
