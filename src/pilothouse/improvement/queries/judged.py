"""What people have said of two issues: that they are the same trouble (a link), or that they are not."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from pilothouse.improvement.models import Apart, Issue, Perhaps
from pilothouse.improvement.states import ISSUE
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link, Record
from pilothouse.records.queries import ties_between

Pair = tuple[int, int]


def linked_issues() -> "QuerySet[Link]":
    """Links of two issues, by whatever way they were made."""
    found: QuerySet[Link] = Link.objects.filter(record__kind=ISSUE.name, other__kind=ISSUE.name)
    return found


def same_trouble() -> list[Pair]:
    """Pairs of issues that are one trouble because somebody linked them or said that one came back as the other; two
    queries. Declined ones and those of earlier years too: what both are linked with ties two issues.
    """
    again = Issue.objects.filter(recurrence_of__isnull=False).order_by().values_list("recurrence_of_id", "pk")
    return [*linked_issues().order_by().values_list("record_id", "other_id"), *again]


def told_apart() -> list[Pair]:
    """Pairs of issues of which somebody said that they are not the same trouble."""
    return list(Apart.objects.order_by("id").values_list("issue_id", "other_id"))


def apart_of(one: Issue, other: Issue) -> Apart | None:
    """What somebody has said of these two, if they said that they differ."""
    keys = sorted((one.pk, other.pk))
    found: Apart | None = Apart.objects.select_related("by").filter(issue=keys[0], other=keys[1]).first()
    return found


def said_same(one: Issue, other: Issue) -> Link | Issue | None:
    """What ties these two by somebody's word: their link, or the one that is the other come back."""
    back = next((each for each, before in ((one, other), (other, one)) if each.recurrence_of_id == before.pk), None)
    return back or ties_between(one, other).first()


def others_apart(issue: Issue) -> set[int]:
    """Keys of the issues that somebody told from this one."""
    rows = Apart.objects.filter(Q(issue=issue) | Q(other=issue)).order_by().values_list("issue_id", "other_id")
    return {key for pair in rows for key in pair} - {issue.pk}


def link_of(one: OuterRef, other: OuterRef) -> "QuerySet[Link]":
    """The links of two issues that a query around this one names."""
    found: QuerySet[Link] = Link.objects.filter(Q(record=one, other=other) | Q(record=other, other=one))
    return found


def linked_since(person: Person, most: int) -> list[Link]:
    """Links of issues that were perhaps the same when the worker looked last, newest first, as far as the reader sees
    both: it has not grouped them yet.
    """
    asked = Perhaps.objects.filter(both_seen(person, "issue__", "other__"))
    tied = asked.annotate(tie=Subquery(link_of(OuterRef("issue"), OuterRef("other")).values("pk")[:1]))
    rows = Link.objects.filter(pk__in=tied.values("tie")).select_related("record__unit", "other", "by")
    return list(rows.order_by("-at")[:most])


def both_seen(person: Person, *paths: str) -> Q:
    """The condition that the reader sees both issues to which these lead; none for who sees everything. No list of all
    issues that are seen, which would grow with the years.
    """
    return Q() if person.paths_seen is None else Q(*(Record.objects.sight(person, path) for path in paths))


def latest_apart(person: Person, most: int) -> list[Apart]:
    """What was told apart last, as far as the reader sees both."""
    rows = Apart.objects.seen_by(person).select_related("issue__unit", "other__unit", "by").order_by("-id")
    return list(rows[:most])
