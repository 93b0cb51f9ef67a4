"""What asks for a meeting's attention: pulled from upstream, each with the reason why it is there."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.improvement.models import WEIGHTY, Action, Issue, Severity
from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.records.climbing import contract
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision, Review, TakenOff
from pilothouse.reviews.queries.appetite import beyond_appetite
from pilothouse.reviews.queries.decisions import verdict_reached
from pilothouse.reviews.queries.endangered import objectives_in_danger
from pilothouse.reviews.queries.requests import requests_waiting
from pilothouse.reviews.queries.signals import sets_wanted, signals_wanted
from pilothouse.reviews.queries.waits import climbs, with_waits
from pilothouse.reviews.rules import (
    Agenda,
    Candidate,
    Section,
    arranged,
    fitting,
    silent_first,
)
from pilothouse.reviews.states import REQUEST
from pilothouse.reviews.tiers import TIER_BY_KEY
from pilothouse.risks.models import Risk

Silence = tuple[float, str]  # for how many days, and to whom it has climbed
_GRAVITY = {Severity.GRAVE: 2.0, Severity.SERIOUS: 1.0}


def agenda_for(review: Review, person: Person, on: date) -> Agenda:
    """What belongs on the agenda as of `on`, of the review's unit and all below, as far as `person` may see it.

    What silence has climbed with, tripped risks, unanswered and new signals (those of one week as one item), units that
    changed together as one set, serious and grave issues that live, risks that are not borne, actions and decisions
    that are overdue, decisions whose verdict is due by the meeting, resources asked for, objectives in
    danger; of these what the template of the meeting takes, without what was taken off this agenda. A handful of
    queries, however much there is.
    """
    unit, until = review.unit, max(on, review.due or on)
    verdicts = list(_verdicts(unit, person, on, until))
    zone = Organisation.objects.get().tz
    off = _taken_off(review)
    signals = signals_wanted(review, person, on, zone, off)
    judged = {verdict.record_id for verdict in verdicts}  # the verdict is the later question, and the meeting's
    found = silent_first(
        [
            *_risks(unit, person),
            *signals.candidates,
            *sets_wanted(unit, person, review.since, on),
            *_issues(unit, person, datetime.combine(review.since, time.max, zone), zone),
            *beyond_appetite(unit, person, on),
            *_overdue(Action, unit, person, on),
            *(late for late in _overdue(Decision, unit, person, on) if late.record_id not in judged),
            *verdicts,
            *_resources(unit, person, until),
            *objectives_in_danger(unit, person, on),
        ],
        _for_their_groups(_silent(unit, person, on), signals.stands),
    )
    found = [one for one in found if off.isdisjoint(one.keys)]
    tier = TIER_BY_KEY.get(review.tier)
    drawn = Agenda(arranged(found)) if tier is None else fitting(found, tier.sections, tier.most)
    if not signals.left or (tier is not None and Section.SIGNALS not in tier.sections):
        return drawn
    return Agenda(drawn.taken, {**drawn.left, Section.SIGNALS: drawn.left.get(Section.SIGNALS, 0) + signals.left})


def _taken_off(review: Review) -> set[int]:
    """Keys of all records that were taken off this agenda, whichever of a group stands for it by now."""
    rows = TakenOff.objects.filter(review=review, topic="").values_list("record_id", "together")
    return {key for first, others in rows for key in (first, *others)}


def _day(when: date) -> str:
    return date_format(when, "j M Y")


def _silent(unit: Unit, person: Person, on: date) -> dict[int, Silence]:
    """What nobody answered until it climbed: for how many days by record, and to whom."""
    live = Record.objects.seen_by(person).filter(ended_at=None, unit__path__startswith=unit.path, due__lt=on)
    held, found = contract(), dict[int, Silence]()
    for row in with_waits(live.select_related("unit").defer("words")):
        told = [climb for climb in climbs(row, held, on).values() if climb.level]
        if told:
            climb = min(told, key=lambda one: one.since)
            words = _("silent, climbed to %(who)s") % {"who": climb.names}
            found[row.pk] = float((on - climb.since).days), words
    return found


def _for_their_groups(silent: Mapping[int, Silence], stands: Mapping[int, int]) -> dict[int, Silence]:
    """The same, where a group of signals is as urgent as the longest silent of them. The one that stands for it tells
    of its own silence only: the others may be out of the reader's sight.
    """
    found: dict[int, Silence] = {}
    for key, (days, _words) in silent.items():
        first = stands.get(key, key)
        longest, words = found.get(first, (0.0, silent.get(first, (0.0, ""))[1]))
        found[first] = max(days, longest), words
    return found


def _risks(unit: Unit, person: Person) -> Iterator[Candidate]:
    """Warnings that wait for an answer, the highest rated risk first."""
    tripped = Risk.objects.seen_by(person).filter(unit__path__startswith=unit.path, state="tripped")
    for risk in tripped:
        reason = _("warned, an answer is due by %(day)s") % {"day": _day(risk.due)} if risk.due else _("warned")
        yield Candidate(risk.pk, Section.RISKS, float(risk.score or 0), reason)


def _issues(unit: Unit, person: Person, last: datetime, zone: tzinfo) -> Iterator[Candidate]:
    live = Issue.objects.seen_by(person).live().filter(unit__path__startswith=unit.path)
    for issue in live.filter(WEIGHTY):
        words = {"severity": issue.get_severity_display(), "day": _day(issue.created_at.astimezone(zone).date())}
        new = issue.created_at > last
        reason = (_("%(severity)s, new, entered %(day)s") if new else _("%(severity)s, open since %(day)s")) % words
        yield Candidate(issue.pk, Section.ISSUES, _GRAVITY[Severity(issue.severity)], reason)


def _overdue(kind: type[Action | Decision], unit: Unit, person: Person, on: date) -> Iterator[Candidate]:
    """What is still to be done, or to be carried out, although its day has passed."""
    overdue = kind.objects.seen_by(person).live().filter(unit__path__startswith=unit.path, due__lt=on)
    for promise in overdue.filter(state=kind.KIND.life.first):
        late = (on - promise.due).days
        reason = ngettext("%(late)d day late", "%(late)d days late", late) % {"late": late}
        if promise.first_due and promise.first_due != promise.due:
            reason = _("%(late)s, first promised for %(day)s") % {"late": reason, "day": _day(promise.first_due)}
        yield Candidate(promise.pk, Section.ACTIONS, float(late), reason)


def _verdicts(unit: Unit, person: Person, on: date, until: date) -> Iterator[Candidate]:
    """What is due by the meeting; a day that is still to come is told as one."""
    within = Decision.objects.seen_by(person).filter(unit__path__startswith=unit.path)
    for decision in within.filter(verdict_reached(until)):
        day = decision.asks_on or until
        waits = _("waits for its verdict since %(day)s") if day <= on else _("its verdict is due on %(day)s")
        reason = waits % {"day": _day(day)}
        if decision.asked_again_on is not None and decision.expected_by is not None:
            words = {"reason": reason, "day": _day(decision.expected_by)}
            reason = _("%(reason)s, it was too early on %(day)s") % words
        yield Candidate(decision.pk, Section.VERDICTS, float((until - day).days), reason)


def _resources(unit: Unit, person: Person, until: date) -> Iterator[Candidate]:
    """What waits for an answer, and what was put off until now. What is needed sooner comes first."""
    for request in requests_waiting(person, until).filter(unit__path__startswith=unit.path):
        needed = request.due or until
        asked = request.state == REQUEST.life.first
        reason = (_("asked for, needed by %(day)s") if asked else _("put off until %(day)s")) % {"day": _day(needed)}
        yield Candidate(request.pk, Section.RESOURCES, float((until - needed).days), reason)
