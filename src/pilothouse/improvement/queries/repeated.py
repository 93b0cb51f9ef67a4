"""Groups of issues that tell of the same trouble, as far as one person sees them."""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q

from pilothouse.improvement.models import Action, Apart, Cause, Issue, Perhaps, Repeat
from pilothouse.improvement.queries.judged import both_seen, link_of, linked_issues
from pilothouse.improvement.rules.spreading import Mended, never_reached
from pilothouse.improvement.states import ISSUE
from pilothouse.organisation.models import Person, Unit
from pilothouse.records.models import Link, Record

REPEATS = "repeats"  # the survey of the worker that groups them
_MOST = 3_000


@dataclass(frozen=True)
class Member:
    """One issue of a group: its root causes, the actions that came of it, and its links with others of the group.

    `held` is the same for all that people's word held together when the worker looked last, directly or over others.
    """

    issue: Issue
    causes: list[str]
    actions: list[Action]
    links: list[Link]
    held: int | None = None

    def said(self, among: Container[int]) -> bool:
        """Is it here by somebody's word: by a link, or as the one that came back?"""
        return bool(self.links) or self.issue.recurrence_of_id in among


@dataclass(frozen=True)
class Trouble:
    """Issues that tell of the same, oldest first, at least two of which the reader sees.

    `missed` holds for each done action (by key) the units of the others that it never reached.
    """

    members: list[Member]
    missed: dict[int, list[Unit]] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit]:
        """Where it happened, by code."""
        found = {member.issue.unit_id: member.issue.unit for member in self.members}
        return sorted(found.values(), key=lambda unit: str(unit.code))


def troubles(person: Person) -> list[Trouble]:
    """Troubles that the reader saw come up more than once, across units first, then the largest, then the newest.

    Five queries. What the reader may not see takes no part: neither in a group nor in any number.
    """
    seen = Issue.objects.seen_by(person).select_related("unit", "owner").defer("words")
    rows = Repeat.objects.order_by("-issue_id").values_list("issue_id", "group", "held")[:_MOST]
    groups = {key: (group, held) for key, group, held in rows}
    if not groups:
        return []
    issues = list(seen.filter(pk__in=list(groups)).order_by("id"))
    keys = [issue.pk for issue in issues]
    causes: dict[int, list[str]] = defaultdict(list)
    for issue, text in Cause.objects.filter(issue__in=keys, root=True).values_list("issue_id", "text"):
        causes[issue].append(text)
    actions = actions_of(person, keys)
    links = _links_of(issues)
    found: dict[int, list[Member]] = defaultdict(list)
    for one in issues:
        group, held = groups[one.pk]
        found[group].append(Member(one, causes[one.pk], actions[one.pk], links[one.pk], held))
    told = [_trouble(members) for members in found.values() if len(members) > 1]
    return sorted(told, key=lambda one: (-len(one.units), -len(one.members), -one.members[-1].issue.pk))


def _links_of(issues: Sequence[Issue]) -> dict[int, list[Link]]:
    """Links among these issues, by each of the two."""
    known = {one.pk: one for one in issues}
    found: dict[int, list[Link]] = defaultdict(list)
    for link in linked_issues().filter(record__in=list(known), other__in=list(known)).select_related("by"):
        link.record, link.other = known[link.record_id], known[link.other_id]
        found[link.record_id].append(link)
        found[link.other_id].append(link)
    return found


def perhaps_same(person: Person, most: int) -> list[Perhaps]:
    """Pairs that read somewhat alike and that nobody has judged, as far as the reader sees both: those of two units
    first, the likeliest first. One query.
    """
    one, other = OuterRef("issue"), OuterRef("other")
    judged = Q(Exists(Apart.objects.filter(issue=one, other=other))) | Q(Exists(link_of(one, other)))
    rows = Perhaps.objects.exclude(judged).filter(both_seen(person, "issue__", "other__"))
    pairs = rows.annotate(within=Q(issue__unit=F("other__unit"))).order_by("within", "-likeness", "id")
    return list(pairs.select_related("issue__unit", "other__unit")[:most])


def actions_of(person: Person, issues: Sequence[int]) -> dict[int, list[Action]]:
    """Actions of these issues, and of decisions about them."""
    begun = Record.objects.filter(Q(pk__in=issues) | (Q(origin__in=issues) & ~Q(kind=ISSUE.name)))
    rows = Action.objects.seen_by(person).filter(origin__in=begun.values("pk")).exclude(state="cancelled")
    found: dict[int, list[Action]] = defaultdict(list)
    for action in rows.select_related("unit", "owner", "origin").defer("words").order_by("id"):
        origin = action.origin
        found[origin.pk if origin.kind == ISSUE.name else origin.origin_id].append(action)
    return found


def _trouble(members: list[Member]) -> Trouble:
    units = {member.issue.unit.path: member.issue.unit for member in members}
    actions = [
        Mended(action.pk, action.title, action.unit.path, action.done_on is not None)
        for member in members
        for action in member.actions
    ]
    missed = never_reached(actions, list(units))
    return Trouble(members, {key: [units[path] for path in paths] for key, paths in missed.items() if paths})
