"""Tells the reviews: planned, prepared, held, closed; the decisions with their forecasts, and their verdicts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from pilothouse.cli.demo.calendar import Calendar
from pilothouse.cli.demo.company import FOUNDED
from pilothouse.cli.demo.indicators import CENTRAL, INDICATORS
from pilothouse.cli.demo.meetings import ALL, DECISIONS, FORUM, NEXT_REVIEW, REVIEWS, TODAY, DecisionRow, ReviewRow
from pilothouse.cli.demo.requests import answer_requests
from pilothouse.cli.demo.stage import Stage
from pilothouse.cli.demo.troubles import ISSUES
from pilothouse.improvement.models import Action
from pilothouse.measures.models import Direction, Signal
from pilothouse.records.models import Record
from pilothouse.records.operations import link_records
from pilothouse.reviews.models import AgendaItem, Cadence, Forum, Pack, Presence, Review
from pilothouse.reviews.operations import (
    Forecast,
    PlannedAction,
    carry_out_decision,
    check_pack,
    close_review,
    decide,
    freeze_pack,
    judge_decision,
    look_at,
    look_at_input,
    note_attendance,
    open_forum,
    plan_review,
    prepare_review,
    put_off_verdict,
    read_due_verdicts,
    sign_pack,
)
from pilothouse.reviews.tiers import inputs_of
from pilothouse.trail.act import Act

PREPARED = timedelta(days=7)
TIER = "quarter"
# What nobody brought, and nobody missed: the product says so.
OVERLOOKED = ("audits", "providers")
SERVES = "Each departure of a carrier there is one of the airport's"
BETTER_WAY = {indicator.code: indicator.direction for indicator in INDICATORS}


def enter_reviews(stage: Stage) -> None:
    """Enter every meeting and every verdict into the calendar."""
    calendar: Calendar = stage.calendar
    open_forum(stage.act("quality", FOUNDED), unit=stage.unit(CENTRAL), name=FORUM, cadence=Cadence.QUARTER)
    since = FOUNDED.date()
    for review in REVIEWS:
        # The dates of the year's reviews are set at its beginning.
        calendar.add(FOUNDED.date(), 9, partial(_call, stage, review, since))
        calendar.add(review.on - PREPARED, 10, partial(_prepare, stage, review))
        calendar.add(review.on, 8, partial(_prepare, stage, review))
        calendar.add(review.on, 14, partial(_hold, stage, review))
        since = review.on
    calendar.add(since, 17, partial(_call_next, stage))
    # A year of corrections has come in since the first of them was frozen: now it shows what freezing is worth.
    calendar.add(since, 18, partial(_check_packs, stage))
    for decision in DECISIONS:
        if decision.carried:
            calendar.add(decision.carried, 15, partial(carry_out, stage, decision))
        if decision.judge_on < TODAY:
            calendar.add(decision.judge_on, 8.5, partial(read_due, stage))
            calendar.add(decision.judge_on, 9, partial(judge, stage, decision))


def _call(stage: Stage, row: ReviewRow, since: date, at: datetime) -> None:
    invited = [*row.present, *(person for person, _delegate in row.delegated), *row.absent]
    stage.reviews[row.key] = _plan(stage, row.title, row.on, since, invited, at).pk


def _call_next(stage: Stage, at: datetime) -> None:
    title, on = NEXT_REVIEW
    _plan(stage, title, on, at.date(), ALL, at)


def _plan(stage: Stage, title: str, on: date, since: date, invited: Sequence[str], at: datetime) -> Review:
    return plan_review(
        stage.act("quality", at),
        unit=stage.unit(CENTRAL),
        owner=stage.person("director"),
        title=title,
        on=on,
        since=since,
        attendees=[stage.person(who) for who in invited],
        forum=Forum.objects.get(name=FORUM),
        tier=TIER,
    )


def _prepare(stage: Stage, row: ReviewRow, at: datetime) -> None:
    prepare_review(stage.act("quality", at), stage.review(row.key))


def _hold(stage: Stage, row: ReviewRow, at: datetime) -> None:
    review = stage.review(row.key)
    _note_who_came(stage, row, review, at)
    decided = {}
    for decision in DECISIONS:
        if decision.review == row.key:
            decided[decide_row(stage, _decider(row), review, decision, at)] = decision.title
    answer_requests(stage, row.key, _decider(row), review, at)
    for item in AgendaItem.objects.filter(review=review).select_related("review__unit"):
        minute = f"Decided: {decided[item.record_id]}." if item.record_id in decided else ""
        look_at(stage.act("quality", at), item, minute=minute)
    for key in inputs_of(TIER):
        if key not in OVERLOOKED:
            look_at_input(stage.act("quality", at), review, input=key)
    close_review(stage.act("quality", at + timedelta(hours=2)), review, summary=row.summary)
    pack = freeze_pack(stage.act("quality", at + timedelta(hours=2)), review)
    sign_pack(stage.act("director", at + timedelta(hours=2)), pack, **row.concluded, note=row.missing)


def _check_packs(stage: Stage, at: datetime) -> None:
    for pack in Pack.objects.order_by("pk").select_related("review"):
        check_pack(stage.act("quality", at), pack)


def _note_who_came(stage: Stage, row: ReviewRow, review: Review, at: datetime) -> None:
    came: dict[int, tuple[Presence, int | None]] = {}
    for who in row.present:
        came[stage.person(who).pk] = (Presence.PRESENT, None)
    for who, delegate in row.delegated:
        came[stage.person(who).pk] = (Presence.DELEGATED, stage.person(delegate).pk)
    for who in row.absent:
        came[stage.person(who).pk] = (Presence.ABSENT, None)
    note_attendance(stage.act("quality", at), review, presences=came)


def decide_row(stage: Stage, by: str, review: Review, row: DecisionRow, at: datetime) -> int | None:
    """Decide; returns the key of the record that the decision is about."""
    about = _subject(stage, row)
    made = decide(
        stage.act(by, at),
        unit=stage.person(row.owner).unit,
        owner=stage.person(row.owner),
        due=row.effect_from,
        title=row.title,
        choice=row.options[row.chosen],
        reason=row.reason,
        options="\n".join(row.options),
        about=about,
        review=review,
        forecast=_forecast(stage, row),
        actions=_actions(stage, row),
        dissent=row.dissent,
        evidence=[stage.series(key) for key in row.rests_on],
    )
    stage.decisions[row.key] = made.pk
    _remember_actions(stage, row, made)
    if row.serves:
        link_records(stage.act(by, at), made, other=stage.company.objectives[row.serves], reason=SERVES)
    return about.pk if about else None


def _decider(meeting: ReviewRow) -> str:
    return "director" if "director" in meeting.present else "operations"


def _subject(stage: Stage, row: DecisionRow) -> Record | None:
    """The issue a decision answers; without one the latest signal on its series."""
    if row.about:
        return stage.issue(row.about)
    return Signal.objects.filter(series=stage.series(row.series)).order_by("-pk").first()


def _forecast(stage: Stage, row: DecisionRow) -> Forecast:
    way = BETTER_WAY[row.series[0]] if row.effect == 0 else "up" if row.effect > 0 else "down"
    return Forecast(
        series=stage.series(row.series),
        direction=Direction(way),
        size=abs(row.effect),
        by=row.judge_on,
        confidence=row.confidence,
        effect_from=row.effect_from,
    )


def _actions(stage: Stage, row: DecisionRow) -> list[PlannedAction]:
    return [
        PlannedAction(action.title, stage.person(action.owner), action.due)
        for issue in ISSUES
        for action in issue.actions
        if action.decided == row.key
    ]


def _remember_actions(stage: Stage, row: DecisionRow, made: Record) -> None:
    planned = dict(Action.objects.filter(origin=made).values_list("title", "pk"))
    for issue in ISSUES:
        for action in issue.actions:
            if action.decided == row.key:
                stage.actions[issue.key, action.title] = planned[action.title]


def carry_out(stage: Stage, row: DecisionRow, at: datetime) -> None:
    """Its owner says that it is carried out."""
    carry_out_decision(stage.act(row.owner, at), stage.decision(row.key), note=row.how)


def read_due(stage: Stage, at: datetime) -> None:
    """What the worker does on the day of a verdict."""
    read_due_verdicts(Act(by=stage.company.system, at=at, door="demo"))


def judge(stage: Stage, row: DecisionRow, at: datetime) -> None:
    """The product computes the verdict, and its owner adds the line; also to one that is too early."""
    decision = stage.decision(row.key)
    say = put_off_verdict if decision.too_early(at.date()) else judge_decision
    say(stage.act(row.owner, at), decision, note=row.conclusion)
