"""What the demo company's leadership should know, in words: its bridge, its year of common causes, its decisions."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from pilothouse.bridge.alignment import Aim
from pilothouse.bridge.figures import amount, difference, range_of
from pilothouse.bridge.helm import Helm, Silence, helm
from pilothouse.measures.weeks import FEWEST_UNITS
from pilothouse.measures.wording import percent_in_words
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.queries import present_moment, the_organisation
from pilothouse.reviews.danger_wording import WHY
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import AnsweredWeek, Change, CommonWeek, common_weeks
from pilothouse.reviews.rules import expected_effect

MOST_LINES = 6
FEWEST_INDICATORS = 2


def what_leaders_should_know() -> list[str]:
    """About thirty lines, all from queries, as the highest leader would see it on the story's today."""
    organisation, leader = the_organisation(), _leader()
    if organisation is None or organisation.story_day is None:
        return ["There is no story here."]
    if leader is None:
        return ["There is no leader here."]
    with timezone.override(organisation.tz):
        seen = helm(leader, present_moment(organisation, timezone.now()))
    return [*_head(organisation, organisation.story_day), *_body(seen, leader)]


def weeks_shown() -> list[AnsweredWeek]:
    """The weeks in common of the story's last year, as the highest leader sees them."""
    organisation, leader = the_organisation(), _leader()
    if organisation is None or organisation.story_day is None or leader is None:
        return []
    return common_weeks(leader, present_moment(organisation, timezone.now()), organisation.story_day)


def _leader() -> Person | None:
    return Person.objects.filter(assignments__role="top_management").order_by("pk").first()


def _head(organisation: Organisation, day: date) -> Iterator[str]:
    yield ""
    yield f"{organisation.name}: today is {_day(day)}."
    yield organisation.story_note


def _body(seen: Helm, leader: Person) -> Iterator[str]:
    yield "\nWhere we are going"
    yield from _indented(_aim(aim) for aim in seen.aims)
    changed = seen.changed
    yield f"\nWhat really changed: {len(changed.series)} series, about {changed.false:.1f} of them luck"
    yield from _indented(_change(line) for line in changed.lines[:MOST_LINES])
    yield "\nOne cause in three units or more, this year"
    yield from _indented(_common_causes(seen, leader))
    worked = seen.worked
    yield f"\nDid our decisions work? {worked.judged} judged, {worked.running} run"
    yield from _indented(map(_decision, Decision.objects.select_related("series__indicator").order_by("number")))
    yield "\nWhere it is silent"
    yield from _indented(_silence(seen.silence))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _aim(aim: Aim) -> str:
    title = f"{'  ' * aim.depth}{aim.objective.title}"
    if aim.target is None or aim.indicator is None:
        return f"{title}: nothing measures it"
    told = aim.reading.chances if aim.reading else None
    chance = percent_in_words(told) if told else "cannot be told"
    now, wanted = amount(aim.now, aim.indicator), amount(aim.target.value, aim.indicator)
    danger = "" if aim.danger is None else f"; in danger: {WHY[aim.danger]}"
    danger += ", without a change; it asks for a decision" if aim.asking else ""
    return f"{title}: now {now}, wanted {wanted}, chance next week {chance}{danger}"


def _change(line: Change | CommonWeek) -> str:
    if isinstance(line, CommonWeek):
        return f"{line.tone}: {_week(line)}"
    before, after = amount(line.before, line.indicator), amount(line.after, line.indicator)
    return f"{line.tone}: {line.series} since {line.since}, from {before} to {after}"


def _common_causes(seen: Helm, leader: Person) -> Iterator[str]:
    """Weeks in which several indicators changed for the worse in three units or more."""
    for cause in reversed(common_weeks(leader, seen.at, seen.today)):
        many = len(cause.units) >= FEWEST_UNITS and len(cause.indicators) >= FEWEST_INDICATORS
        if many and cause.tone == "worse":
            yield _week(cause)


def _week(cause: CommonWeek) -> str:
    where = ", ".join(cause.units)
    return f"week of {_day(cause.week)}: {len(cause.changes)} signals, {where}: {_some(cause.indicators)}"


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


def _decision(decision: Decision) -> str:
    series, size = decision.series, decision.expected_size
    if series is None or size is None:
        return f"{decision.code} {decision.title}: {decision.standing.label}"
    forecast = difference(expected_effect(decision.expected_direction, size), series.indicator) if size else "not worse"
    verdict = str(decision.standing.label)
    if decision.effect is not None:
        measured = difference(decision.effect, series.indicator)
        verdict += f", measured {measured} {range_of(decision.low, decision.high, series.indicator)}"
    return f"{decision.code} {decision.title}: forecast {forecast}; {verdict}"


def _silence(silence: Silence) -> Iterator[str]:
    owners: dict[str, int] = defaultdict(int)
    for signal in silence.signals:
        owners[str(signal.owner)] += 1
    if owners:
        waiting = ", ".join(f"{who} {count}" for who, count in sorted(owners.items()))
        yield f"{len(silence.signals)} signals without an answer for a week: {waiting}"
    for late in (*silence.actions, *silence.decisions):
        yield f"{late.code} {late.title}: overdue since {_day(late.due)}" if late.due else late.code
    for one in silence.inputs:
        yield f"{one.title}: {one.why}; {one.owner or 'nobody'} answers for it"
    if silence.unwatched:
        yield f"nothing measures {_some([process.title for process in silence.unwatched])}"
    if silence.next_review and silence.next_review.due:
        yield f"next review: {_day(silence.next_review.due)}"
