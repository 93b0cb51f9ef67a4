"""What asks for a meeting's attention: pulled from upstream, each with the reason why it is there."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.improvement.models import Action, Issue, Severity
from pilothouse.measures.models import Series, Signal, Target
from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.reviews.models import Decision, Review
from pilothouse.reviews.rules import LOW_CHANCE, MOST_ANSWERED_SIGNALS, Candidate, Section, arranged

_GRAVITY = {Severity.GRAVE: 2.0, Severity.SERIOUS: 1.0}


def agenda_for(review: Review, person: Person, on: date) -> list[Candidate]:
    """What belongs on the agenda as of `on`, of the review's unit and all below, as far as `person` may see it.

    Unanswered and new signals, serious and grave issues that live, overdue actions, decisions whose verdict is
    due by the meeting, objectives whose target looks out of reach. A handful of queries, however much there is.
    """
    unit, until = review.unit, max(on, review.due or on)
    return arranged(
        [
            *_signals(unit, person, review.since),
            *_issues(unit, person, review.since),
            *_actions(unit, person, on),
            *_verdicts(unit, person, until),
            *_objectives(unit, person, on),
        ]
    )


def _day(when: date) -> str:
    return date_format(when, "j M Y")


def _signals(unit: Unit, person: Person, since: date) -> Iterator[Candidate]:
    within = Signal.objects.seen_by(person).filter(unit__path__startswith=unit.path)
    for signal in within.filter(state="open"):
        reason = _("unanswered since %(day)s") % {"day": _day(signal.found)}
        yield Candidate(signal.pk, Section.SIGNALS, 1_000.0 + signal.strength, reason)
    answered = within.exclude(state="open").filter(found__gt=since).order_by("-strength")
    for signal in answered[:MOST_ANSWERED_SIGNALS]:
        reason = _("new since the last review, %(state)s") % {"state": signal.standing.label}
        yield Candidate(signal.pk, Section.SIGNALS, signal.strength, reason)


def _issues(unit: Unit, person: Person, since: date) -> Iterator[Candidate]:
    live = Issue.objects.seen_by(person).live().filter(unit__path__startswith=unit.path)
    zone = Organisation.objects.get().tz
    last = datetime.combine(since, time.max, zone)
    for issue in live.filter(severity__in=[Severity.SERIOUS, Severity.GRAVE]):
        words = {"severity": issue.get_severity_display(), "day": _day(issue.created_at.astimezone(zone).date())}
        new = issue.created_at > last
        reason = (_("%(severity)s, new, entered %(day)s") if new else _("%(severity)s, open since %(day)s")) % words
        yield Candidate(issue.pk, Section.ISSUES, _GRAVITY[Severity(issue.severity)], reason)


def _actions(unit: Unit, person: Person, on: date) -> Iterator[Candidate]:
    overdue = Action.objects.seen_by(person).live().filter(unit__path__startswith=unit.path, due__lt=on)
    for action in overdue.filter(state="planned"):
        late = (on - action.due).days
        reason = ngettext("%(late)d day late", "%(late)d days late", late) % {"late": late}
        if action.first_due and action.first_due != action.due:
            reason = _("%(late)s, first promised for %(day)s") % {"late": reason, "day": _day(action.first_due)}
        yield Candidate(action.pk, Section.ACTIONS, float(late), reason)


def _verdicts(unit: Unit, person: Person, until: date) -> Iterator[Candidate]:
    running = Decision.objects.seen_by(person).filter(state="running", unit__path__startswith=unit.path)
    for decision in running.filter(Q(expected_by__lte=until) | Q(expected_by=None, due__lte=until)):
        day = decision.expected_by or decision.due
        reason = _("verdict due %(day)s") % {"day": _day(day)}
        yield Candidate(decision.pk, Section.VERDICTS, float((until - day).days), reason)


def _objectives(unit: Unit, person: Person, on: date) -> Iterator[Candidate]:
    series = Series.objects.seen_by(person).filter(unit__path__startswith=unit.path, ended_on=None)
    targets = Target.objects.filter(
        ended_at=None, objective__ended_at=None, by__gte=on, series__in=series, series__reading__chance__lt=LOW_CHANCE
    )
    for target in targets.select_related("series__reading", "series__indicator", "series__unit"):
        chance = target.series.reading.chance
        reason = _("chance %(chance)d %% to reach %(target)s by %(day)s: %(series)s") % {
            "chance": round(100 * chance),
            "target": f"{target.value:.{target.series.indicator.decimals}f} {target.series.indicator.unit_of_measure}",
            "day": _day(target.by),
            "series": target.series,
        }
        yield Candidate(target.objective_id, Section.OBJECTIVES, 1.0 - chance, reason[:200])
