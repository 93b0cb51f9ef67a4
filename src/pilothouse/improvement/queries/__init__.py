"""Questions about issues, causes, actions and effects."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from pilothouse.improvement.models import Action, Foreseen, Issue, Nature, Severity, Verification
from pilothouse.improvement.queries.alike import Known, known_issue, look_alikes
from pilothouse.improvement.queries.case import Case, case_of, open_things
from pilothouse.improvement.queries.foresight import Hit, hits, likely_for
from pilothouse.improvement.queries.joined import (
    Likely,
    likely_issues,
    open_issues_matching,
    signal_and_issue,
    signals_of,
)
from pilothouse.improvement.queries.moved import MOVED, with_moves
from pilothouse.improvement.queries.trees import Doing, Why, actions_seen, beginnings, doings_of, proofs_of, whys
from pilothouse.improvement.rules.closing import Standing
from pilothouse.improvement.rules.effects import long_overdue, proposed_verdict
from pilothouse.improvement.rules.sheets import STATES, Directory
from pilothouse.improvement.states import ISSUE
from pilothouse.measures.shifts import shift_on
from pilothouse.measures.traces import Trace
from pilothouse.organisation.models import Person, Unit, units_seen_by
from pilothouse.organisation.queries import people, units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.queries import BASE_ID
from pilothouse.records.rules import folded
from pilothouse.spc import Shift

__all__ = [
    "MOVED",
    "Case",
    "Doing",
    "Hit",
    "Known",
    "Likely",
    "Proposal",
    "Why",
    "actions_seen",
    "case_of",
    "directory_for",
    "doings_of",
    "hits",
    "issues_seen",
    "known_issue",
    "likely_for",
    "likely_issues",
    "live_issues",
    "look_alikes",
    "open_issues_matching",
    "open_things",
    "possible_owners",
    "proofs_of",
    "propose_verdict",
    "reports_of",
    "signal_and_issue",
    "signals_of",
    "standing_of",
    "waiting_effects",
    "waiting_for_triage",
    "whys",
    "with_moves",
]


def issues_seen(person: Person) -> QuerySet[Issue]:
    """Issues the person may see, with what a list line shows."""
    found: QuerySet[Issue] = Issue.objects.seen_by(person).select_related("unit", "owner")
    return found


def waiting_for_triage(person: Person) -> QuerySet[Issue]:
    """Reports this person may triage, longest waiting first."""
    waiting = issues_seen(person).filter(state=ISSUE.life.first).order_by(BASE_ID.asc())
    if person.may_everywhere(Right.TRIAGE):
        return waiting
    return waiting.filter(unit__in=units_where(person, Right.TRIAGE))


def live_issues(person: Person) -> QuerySet[Issue]:
    """Issues somebody works on, the next promise first."""
    return issues_seen(person).filter(ended_at=None).exclude(state=ISSUE.life.first).order_by("due", BASE_ID.asc())


def reports_of(person: Person) -> QuerySet[Issue]:
    """What this person reported, newest first."""
    return issues_seen(person).filter(created_by=person).order_by(BASE_ID.desc())


def waiting_effects(person: Person) -> QuerySet[Verification]:
    """Effects nobody has confirmed yet, the next to be told first."""
    waiting = Verification.objects.seen_by(person).live().select_related("unit", "owner", "origin")
    found: QuerySet[Verification] = waiting.order_by("due", BASE_ID.asc())
    return found


def standing_of(issue: Issue, lesson: str, *, said: bool) -> Standing:
    """What decides whether an issue may close with this lesson; `said`: along with it whether it was foreseen."""
    actions = Action.objects.filter(origin__in=beginnings(issue.pk))
    unproved = Verification.objects.filter(origin__in=actions.values("pk"), ended_at=None).count()
    live = actions.filter(ended_at=None).count()
    roots = issue.causes.filter(root=True).count()
    said = said or Foreseen.objects.filter(issue=issue).exists()
    return Standing(issue.severity, issue.nature, roots, live - unproved, unproved, lesson, said)


@dataclass(frozen=True)
class Proposal:
    """What the numbers say about an effect: the comparison, what it shows, and what to propose from it."""

    shift: Shift
    shown: str
    verdict: str

    @property
    def ready(self) -> bool:
        """Are enough values in?"""
        return self.shown != "too_early"


def propose_verdict(verification: Verification, on: date, trace: Trace | None = None) -> Proposal:
    """Compare before with after on the verification's series, as known on this day."""
    smallest = verification.smallest
    shift = shift_on(verification.series, verification.changed_on, verification.points, trace, smallest=smallest)
    late = long_overdue(verification.due, on, verification.series.indicator.frequency)
    # Looking again and again at a growing series finds something in the end: the number asked for was set before.
    waiting = shift.after_points < verification.points and not late
    shown = "too_early" if waiting else str(shift.verdict)
    return Proposal(shift, shown, proposed_verdict(shown, late=late))


def possible_owners(person: Person, unit: Unit) -> QuerySet[Person]:
    """Who may be made answerable in a unit: whoever the person sees, and whoever holds a role over the unit."""
    if person.paths_seen is None:
        return people()
    steps = unit.path.strip("/").split("/")
    above = ["/" + "/".join(steps[: depth + 1]) + "/" for depth in range(len(steps))]
    near = Q(unit__in=units_seen_by(person)) | Q(assignments__unit__path__in=above)
    return people().filter(near).distinct()


def directory_for(person: Person, unit: Unit | None = None) -> Directory:
    """What the words of a sheet may mean to this person; rows without a unit belong to `unit`."""
    units = units_where(person, Right.TRIAGE)
    staff = list(people() if person.paths_seen is None else people().filter(unit__in=units_seen_by(person)))
    # A name that two people bear points at neither; their addresses do.
    borne = Counter(folded(who.name) for who in staff)
    named = {name: who.pk for who in staff if borne[name := folded(who.name)] == 1}
    return Directory(
        units={folded(name): place.pk for place in units for name in (place.name, place.code)},
        people=named | {folded(who.email): who.pk for who in staff if who.email},
        natures=_words(Nature),
        severities=_words(Severity),
        states={folded(str(ISSUE.life.state(name).label)): name for name in STATES} | {name: name for name in STATES},
        unit=unit.pk if unit else None,
    )


def _words(choices: type[Nature] | type[Severity]) -> dict[str, str]:
    labels = {folded(str(choice.label)): str(choice.value) for choice in choices}
    return labels | {str(choice.value): str(choice.value) for choice in choices}
