"""Troubles that were paid for more than once: the year's issues grouped by what they tell of."""

from collections import defaultdict
from datetime import datetime

from pilothouse.improvement.models import Cause, Issue, Repeat
from pilothouse.measures.surveys import survey
from pilothouse.measures.weeks import YEAR
from pilothouse.records.queries import BASE_ID
from pilothouse.records.rules import folded
from pilothouse.spc.repeats import repeats

REPEATS = "repeats"
_MOST = 20_000


def look_for_repeats(now: datetime) -> bool:
    """Group the issues of the last 53 weeks anew where something has happened since; was it done?"""
    return survey(REPEATS, now, Repeat, _work_out)


def _work_out(now: datetime) -> list[Repeat]:
    rows = Issue.objects.exclude(state="declined").filter(created_at__gte=now - YEAR, created_at__lte=now)
    fields = ("pk", "title", "details", "process_id", "series__indicator_id", "series__indicator__process_id")
    issues = list(rows.order_by(BASE_ID.desc()).values_list(*fields)[:_MOST])[::-1]
    causes: dict[int, list[str]] = defaultdict(list)
    # A condition on the issues' time, for databases bound the number of keys in one statement.
    told = Cause.objects.filter(issue__created_at__gte=now - YEAR).order_by("pk")
    for issue, text in told.values_list("issue_id", "text"):
        causes[issue].append(text)
    # The title is what people call it: it counts twice.
    texts = [folded(f"{title} {title} {details} {' '.join(causes[key])}") for key, title, details, *_rest in issues]
    tags = [_tags(process or of_indicator, indicator) for *_rest, process, indicator, of_indicator in issues]
    return [
        Repeat(issue_id=issues[place][0], group=issues[group[0]][0])
        for group in repeats(texts, tags)
        for place in group
    ]


def _tags(process: int | None, indicator: int | None) -> list[str]:
    return [f"{name} {key}" for name, key in (("process", process), ("indicator", indicator)) if key]
