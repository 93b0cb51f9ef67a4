"""Signs in the records themselves: targets that give way, causes without depth, closures before a review."""

from collections import defaultdict
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from pilothouse.improvement.models import Cause
from pilothouse.measures.models import Direction, Target
from pilothouse.measures.periods import next_period, period_of
from pilothouse.mirror.counting.reviews import days_of_reviews
from pilothouse.mirror.counting.span import Span, Tally, tallied
from pilothouse.mirror.rules import Goal, bunched, eased_on, in_force, months_within
from pilothouse.records.models import Record


def targets(span: Span) -> dict[str, Tally]:
    """Targets made easier before their day, by quarter: both its targets and its changes stand in its first month."""
    series = defaultdict[tuple[int, bool], list[Goal]](list)
    fields = ("series", "series__indicator__direction", "value", "by", "set_at", "ended_at")
    whose = ("set_by", "series__indicator__owner")
    people = defaultdict[int, set[int]](set)
    for key, direction, value, by, set_at, ended_at, *of in Target.objects.order_by("pk").values_list(*fields, *whose):
        people[key] |= set(of) - {None}
        goal = Goal(value, by, _day(span, set_at), _day(span, ended_at) if ended_at else None)
        series[key, direction == Direction.UP].append(goal)
    found = Tally()
    quarters = {period_of(month, "quarter") for month in months_within(span.first, span.until)}
    for (key, up), goals in series.items():
        for day in eased_on(goals, up=up):
            if span.first <= day < span.until:
                found.add(period_of(day, "quarter"), 1, 0)
        for quarter in quarters:
            if there := in_force(goals, quarter, next_period(quarter, "quarter")):
                found.add(quarter, 0, there, people=people[key])
    return {"targets-eased": found}


def _day(span: Span, moment: datetime) -> date:
    return moment.astimezone(span.zone).date()


def causes(span: Span) -> dict[str, Tally]:
    """Root causes that are the first answer without evidence, or that blame a person."""
    # Translators: words that put the cause on a person, in lower case, with commas between.
    words = _("human error, operator error, user error, careless, inattent, not careful, negligen, forgot, retrain")
    blames = reduce(or_, (Q(text__icontains=word.strip()) for word in words.split(",")))
    rows = Cause.objects.filter(root=True, **span.during("at")).order_by()
    months = rows.annotate(month=span.month("at")).values("month", "by")
    shallow = blames | Q(parent=None, evidence="")
    counted = months.annotate(all=Count("pk"), thin=Count("pk", filter=shallow))
    return {"shallow-causes": tallied(counted, "thin", person="by")}


def closures(span: Span) -> dict[str, Tally]:
    """Ends of actions and issues near reviews against an even spread, by quarter."""
    ended = Record.objects.filter(kind__in=("action", "issue"), **span.during("ended_at")).order_by()
    days = ended.annotate(day=span.day("ended_at")).values_list("day", "owner").annotate(all=Count("pk"))
    counted, reviews, found = defaultdict[date, int](int), days_of_reviews(span), Tally()
    for day, owner, many in days:
        counted[day] += many
        found.people[day.replace(day=1)] |= {owner} - {None}
    for month in months_within(span.first, span.until):
        quarter = period_of(month, "quarter")
        if quarter == month:
            told = bunched(counted, reviews, quarter, next_period(quarter, "quarter"))
            found.add(quarter, told.numerator, told.denominator)
    return {"bunched": found}
