"""What reads like a text that somebody is typing: open issues, and closed ones with what mended them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pilothouse.improvement.models import Action, Cause, Issue
from pilothouse.improvement.queries.repeated import actions_of
from pilothouse.improvement.rules.likeness import alike, telling_words
from pilothouse.organisation.models import Person
from pilothouse.records.queries import BASE_ID
from pilothouse.records.rules import folded
from pilothouse.records.searching import matching

# What was closed longer ago than this was another time.
_REMEMBERED = timedelta(days=3 * 365)
_CANDIDATES = 30
_NEWEST = 100
_RANKED, _OPEN, _CLOSED = 8, 3, 2


@dataclass(frozen=True)
class Known:
    """An issue that may be the same; for one that is closed the root causes that were found and the actions done."""

    issue: Issue
    causes: tuple[str, ...] = ()
    fixes: tuple[Action, ...] = ()


def look_alikes(person: Person, text: str, on: date) -> list[Known]:
    """At most three open issues that read like this text, and two closed in the last three years, open ones first.

    Compared are the newest of either, and older ones that share a telling word; by title, details, root causes and
    process.
    """
    if not folded(text).strip():
        return []
    found = _candidates(person, text, on)
    causes = _causes_of(found)
    told = [(key, one.title, " ".join([one.details, *causes[key], _process(one)])) for key, one in found.items()]
    ranked = [found[key] for key in alike(text, told, _RANKED)]
    closed = [one for one in ranked if one.ended][:_CLOSED]
    return [Known(one) for one in ranked if not one.ended][:_OPEN] + _mended(person, closed, causes)


def known_issue(person: Person, issue: Issue) -> Known:
    """One issue, as it stands among look-alikes; two queries."""
    causes = _causes_of([issue.pk])
    return next(iter(_mended(person, [issue], causes)))


def _candidates(person: Person, text: str, on: date) -> dict[int, Issue]:
    """As few columns as the comparison reads: this runs while somebody types."""
    seen = Issue.objects.seen_by(person).select_related("process").defer("words").order_by(BASE_ID.desc())
    live = seen.filter(ended_at=None)
    closed = seen.filter(state="closed", ended_at__date__gte=on - _REMEMBERED)
    found: dict[int, Issue] = {}
    for kind in (live, closed):
        found |= {issue.pk: issue for issue in kind[:_NEWEST]}
        for word in telling_words(text, 2):
            found |= {issue.pk: issue for issue in matching(kind, word)[:_CANDIDATES]}
    return found


def _process(issue: Issue) -> str:
    return issue.process.title if issue.process else ""


def _causes_of(issues: Iterable[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for issue, text in Cause.objects.filter(issue__in=list(issues), root=True).values_list("issue_id", "text"):
        found[issue].append(text)
    return found


def _mended(person: Person, issues: list[Issue], causes: defaultdict[int, list[str]]) -> list[Known]:
    """With the actions that were done about them; one query, none where there are no issues."""
    actions = actions_of(person, [one.pk for one in issues]) if issues else {}
    done = {key: tuple(one for one in each if one.done_on is not None) for key, each in actions.items()}
    return [Known(one, tuple(causes[one.pk]), done.get(one.pk, ())) for one in issues]
