"""What people have said of issues that read alike, newest first, with the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from pilothouse.improvement.models import Apart, Issue
from pilothouse.improvement.queries.judged import latest_apart, linked_since
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link, Record
from pilothouse.web.improvement.reading import may
from pilothouse.web.shell.middleware import PilotRequest

# What is older has its way back on the pages of the issues.
JUDGED = 30


@dataclass(frozen=True)
class Judgement:
    """What `by` said of two issues. `undo` is where it is taken back, "" for who may not: by a page of its own where
    they are the `same`, at once where they are not.
    """

    one: Record
    other: Record
    same: bool
    by: Person
    at: datetime
    undo: str


def judgements(request: PilotRequest, most: int) -> list[Judgement]:
    """What was told apart last, and what was linked since the worker looked, as far as this person sees both issues;
    two queries.
    """
    same = [tie(request, link) for link in linked_since(request.person, most)]
    other = [_apart(request, one) for one in latest_apart(request.person, most)]
    return sorted(same + other, key=lambda one: one.at, reverse=True)[:most]


def tie(request: PilotRequest, link: Link) -> Judgement:
    """A link of two issues."""
    able = may(request, "record.unlinked", record=link.record)
    undo = reverse("record_unlink", args=[link.record.code, link.other.code]) if able else ""
    return Judgement(link.record, link.other, True, link.by, link.at, undo)


def told_from(request: PilotRequest, issue: Issue, apart: Sequence[Apart]) -> list[Judgement]:
    """What was said of this issue and another, which is the `other` of each; no query."""
    said = [_apart(request, one) for one in apart]
    return [replace(each, one=each.other, other=each.one) if each.other.pk == issue.pk else each for each in said]


def _apart(request: PilotRequest, apart: Apart) -> Judgement:
    able = may(request, "issue.apart_taken_back", apart=apart)
    undo = reverse("improvement:take_back_apart", args=[apart.pk]) if able else ""
    return Judgement(apart.issue, apart.other, False, apart.by, apart.at, undo)
