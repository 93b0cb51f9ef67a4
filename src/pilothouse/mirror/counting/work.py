"""Signals, problems and deeds."""

from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from pilothouse.bridge.reliability import cells
from pilothouse.improvement.models import Action, Issue, Nature, Purpose
from pilothouse.measures.models import Signal
from pilothouse.mirror.counting.reviews import in_days
from pilothouse.mirror.counting.span import Span, Tally, month_of, tallied
from pilothouse.mirror.counting.standing import holders_at
from pilothouse.organisation.queries import system_person

WEEK = timedelta(days=7)


def signals(span: Span) -> dict[str, Tally]:
    """How soon, and whether, a signal gets its answer."""
    old = Signal.objects.filter(**span.during("created_at")).filter(created_at__lte=span.now - WEEK).order_by()
    in_time = Q(answered_at__lte=F("created_at") + WEEK)
    raised = old.annotate(month=span.month("created_at")).values("month", "unit", "owner")
    lag = ExpressionWrapper(F("answered_at") - F("created_at"), output_field=DurationField())
    answered = Signal.objects.filter(**span.during("answered_at")).order_by()
    waited = answered.annotate(month=span.month("answered_at"), lag=lag).values("month")
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
            known=Count("pk", filter=Q(recurrence_of__isnull=False)),
        )
    )
    held = holders_at(span)
    for row in rows:
        row["others"] = 0 if row["created_by"] in held[row["month"]].team else row["all"]
    return {
        "problems-by-others": tallied(rows, "others"),
        "found-ourselves": tallied(rows, "ours"),
        "comes-back": tallied(rows, "known"),
    }


def deeds(span: Span) -> dict[str, Tally]:
    """Whether promises are kept, and whether deeds are checked for their effect."""
    kept = Tally()
    for cell in cells(system_person(), span.today, first=span.first, zone=span.zone):
        if cell.month < span.until:
            kept.add(cell.month, cell.promises.kept, cell.promises.made, cell.unit, cell.promises.people)
    done = Action.objects.filter(**span.days("first_done_on")).order_by()
    meant = done.exclude(purpose=Purpose.CORRECTION).annotate(month=month_of("first_done_on"))
    rows = meant.values("month", "unit", "owner").annotate(
        all=Count("pk"), proved=Count("pk", filter=Q(series__isnull=False))
    )
    return {"dates-kept": kept, "proof-planned": tallied(rows, "proved", unit="unit", person="owner")}
