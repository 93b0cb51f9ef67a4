"""Troubles that were paid for more than once: the year's issues grouped by what people say of them and by what they
tell; and pairs that are perhaps the same, for somebody to judge.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from pilothouse.improvement.models import Cause, Issue, Perhaps, Repeat
from pilothouse.improvement.queries.judged import Pair, same_trouble, told_apart
from pilothouse.improvement.queries.repeated import REPEATS
from pilothouse.improvement.rules.judged import held_together, to_be_judged, troubles_of
from pilothouse.measures.surveys import survey
from pilothouse.measures.weeks import YEAR
from pilothouse.records.queries import BASE_ID
from pilothouse.records.rules import folded
from pilothouse.spc.repeats import repeats

_MOST = 20_000
_MOST_PERHAPS = 1_000


def look_for_repeats(now: datetime) -> bool:
    """Group the issues of the last 53 weeks anew where something has happened since; was it done?"""
    return survey(REPEATS, now, [Repeat, Perhaps], _work_out)


def _work_out(now: datetime) -> list[Repeat | Perhaps]:
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
    return _judged([key for key, *_rest in issues], texts, tags)


def _judged(keys: list[int], texts: list[str], tags: list[list[str]]) -> list[Repeat | Perhaps]:
    """What the words tell, as far as people have not said otherwise."""
    same, apart = same_trouble(), told_apart()
    places = {key: place for place, key in enumerate(keys)}
    found = repeats(texts, tags, apart=_among(places, apart))
    groups = [[keys[place] for place in group] for group in found.groups]
    whole = troubles_of(groups, same, apart)
    pairs = to_be_judged([(keys[one], keys[other], alike) for one, other, alike in found.perhaps], whole, apart)
    # What ended before this year, or was declined, ties others and is none of them.
    troubles = [[key for key in trouble if key in places] for trouble in whole]
    held = held_together(same)
    grouped = [
        Repeat(issue_id=key, group=one[0], held=held.get(key)) for one in troubles if len(one) > 1 for key in one
    ]
    return [
        *grouped,
        *(Perhaps(issue_id=one, other_id=other, likeness=alike) for one, other, alike in pairs[:_MOST_PERHAPS]),
    ]


def _among(places: dict[int, int], pairs: Iterable[Pair]) -> list[Pair]:
    return [(places[one], places[other]) for one, other in pairs if one in places and other in places]


def _tags(process: int | None, indicator: int | None) -> list[str]:
    return [f"{name} {key}" for name, key in (("process", process), ("indicator", indicator)) if key]
