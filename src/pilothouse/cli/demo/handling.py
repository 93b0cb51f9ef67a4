"""Tells the issues: reported or born of a signal, contained, explained by causes, acted on, proved, closed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from pilothouse.cli.demo.calendar import workday_after
from pilothouse.cli.demo.files import list_of_desks, photo_of_the_ramp
from pilothouse.cli.demo.indicators import CENTRAL
from pilothouse.cli.demo.meetings import REVIEWS
from pilothouse.cli.demo.risking import foresaid
from pilothouse.cli.demo.stage import Stage
from pilothouse.cli.demo.troubles import CONTAIN, CORRECT, ISSUES, ActionRow, IssueRow
from pilothouse.improvement.models import Cause, Issue, Nature, Purpose, Verification
from pilothouse.improvement.operations import (
    cancel_action,
    close_issue,
    complete_action,
    contain_issue,
    name_cause,
    name_recurrence,
    plan_action,
    report_problem,
    triage_issue,
    verify_effect,
)
from pilothouse.improvement.queries import propose_verdict
from pilothouse.records.operations import add_note, attach_file, move_due
from pilothouse.trail.act import Refused

FEWEST_WEEKS = 6
LAST_REVIEW = REVIEWS[-1].on
# Issues that come with a photo and with a file.
PHOTOGRAPHED, LISTED = "idea", "blizzard"


def enter_issues(stage: Stage) -> None:
    """Enter everything the tables say about issues into the calendar."""
    for row in ISSUES:
        if row.reported:
            stage.calendar.add(row.reported, 9, partial(_report, stage, row, row.reporter))
        if row.latest:
            stage.calendar.add(row.latest, 17, partial(_report, stage, row, row.owner))
        if row.cause_on:
            stage.calendar.add(row.cause_on, 11, partial(_name_causes, stage, row))
        for action in row.actions:
            _enter_action(stage, row, action)
        for day, who, text in row.notes:
            stage.calendar.add(day, 12, partial(_note, stage, row, who, text))
        if row.closed:
            stage.calendar.add(row.closed, 16.5, partial(_close, stage, row))


def opened(stage: Stage, row: IssueRow, issue: Issue, at: datetime) -> None:
    """Remember an issue that has just been opened, and say which one it repeats."""
    stage.issues[row.key] = issue.pk
    if row.again:
        name_recurrence(stage.act("quality", at), issue, earlier=stage.issue(row.again))


def _report(stage: Stage, row: IssueRow, reporter: str, at: datetime) -> None:
    if row.key in stage.issues:
        return
    issue = report_problem(
        stage.act(reporter, at),
        unit=stage.unit(row.unit),
        title=row.title,
        severity=row.severity,
        details=row.text,
        nature=row.kind,
        photo=photo_of_the_ramp() if row.key == PHOTOGRAPHED else None,
    )
    if row.key == LISTED:
        attach_file(stage.act(row.reporter, at), issue, file=list_of_desks())
    opened(stage, row, issue, at)
    stage.calendar.add(workday_after(at.date()), 10, partial(_triage, stage, row))


def _triage(stage: Stage, row: IssueRow, at: datetime) -> None:
    issue = stage.issue(row.key)
    triage_issue(
        stage.act("quality", at),
        issue,
        owner=stage.person(row.owner),
        due=row.due,
        severity=row.severity,
        nature=row.kind,
        recurrence_of=issue.recurrence_of,
    )


def _name_causes(stage: Stage, row: IssueRow, at: datetime) -> None:
    issue, above = stage.issue(row.key), None
    for text in row.whys:
        cause: Cause = name_cause(stage.act(row.owner, at), issue, text=text, parent=above, root=text == row.whys[-1])
        above = cause


def _note(stage: Stage, row: IssueRow, who: str, text: str, at: datetime) -> None:
    add_note(stage.act(who, at), stage.issue(row.key), text=text)


# Actions


def _enter_action(stage: Stage, issue: IssueRow, action: ActionRow) -> None:
    def enter(day: date | None, hour: float, deed: Callable[..., None], *more: object) -> None:
        if day:
            stage.calendar.add(day, hour, partial(deed, stage, issue, action, *more))

    if action.kind == CONTAIN:
        enter(action.done, 16, _contain)
        return
    if not action.decided:
        enter(action.planned, 12, _plan)
    for day, due, why in action.moved:
        enter(day, 15, _move, due, why)
    enter(action.done, 16, _complete)
    enter(action.verify, 11, _verify)
    enter(LAST_REVIEW, 16, _give_up)


def _contain(stage: Stage, issue: IssueRow, action: ActionRow, at: datetime) -> None:
    contain_issue(stage.act(action.owner, at), stage.issue(issue.key), containment=action.title)


def _plan(stage: Stage, issue: IssueRow, action: ActionRow, at: datetime) -> None:
    purpose = Purpose.CORRECTION if action.kind == CORRECT else Purpose.CORRECTIVE
    planned = plan_action(
        stage.act(issue.owner, at),
        origin=stage.issue(issue.key),
        title=action.title,
        owner=stage.person(action.owner),
        due=action.due,
        purpose=Purpose.IMPROVEMENT if issue.kind == Nature.IDEA else purpose,
        series=stage.series(action.proof) if action.proof else None,
    )
    stage.actions[issue.key, action.title] = planned.pk


def _move(stage: Stage, issue: IssueRow, action: ActionRow, due: date, why: str, at: datetime) -> None:
    move_due(stage.act(action.owner, at, why), stage.action(issue.key, action.title), due=due)


def _complete(stage: Stage, issue: IssueRow, action: ActionRow, at: datetime) -> None:
    # Proof waits for the whole weeks between the change and its day.
    first_week = at.date() + timedelta(days=-at.weekday() % 7)
    weeks = (action.verify - first_week).days // 7 if action.verify else FEWEST_WEEKS
    complete_action(
        stage.act(action.owner, at),
        stage.action(issue.key, action.title),
        outcome=f"In place since {at.day} {at:%B}.",
        points=max(weeks, FEWEST_WEEKS),
    )


def _verify(stage: Stage, issue: IssueRow, action: ActionRow, at: datetime) -> None:
    """Confirm what the product proposes, whatever it is: what a lead of the central office did, the operations director
    confirms; what a station did, its own manager.
    """
    rows = Verification.objects.select_related("unit", "owner", "series__indicator", "origin")
    waiting = rows.get(origin=stage.action(issue.key, action.title), ended_at=None)
    verdict = propose_verdict(waiting, at.date()).verdict
    word = str(waiting.life.state(verdict).label)
    owner = stage.key_of(waiting.owner)
    act = stage.act("operations" if waiting.owner.unit_id == stage.unit(CENTRAL).pk else owner, at)
    verify_effect(act, waiting, verdict=verdict, reason=f"Read from the chart: {word}.", due=LAST_REVIEW)


def _give_up(stage: Stage, issue: IssueRow, action: ActionRow, at: datetime) -> None:
    """What was reopened because its effect did not show ends at the last review, and is not called a success."""
    found = stage.action(issue.key, action.title)
    if found.state == "planned" and Verification.objects.filter(origin=found).exists():
        reason = "Season and effect cannot be told apart."
        cancel_action(stage.act("operations", at), found, reason=reason)


def _close(stage: Stage, row: IssueRow, at: datetime) -> None:
    issue = stage.issue(row.key)
    if issue.ended:
        return
    try:
        asked = foresaid(stage, row.foreseen) if issue.weighty else None
        close_issue(stage.act(row.owner, at), issue, lesson=row.lesson, foreseen=asked)
    except Refused as refusal:
        # Proof decides when an issue closes, not the story: it stays open until the last review and tries again.
        add_note(stage.act(row.owner, at), issue, text=f"Not closed yet: {refusal.message}")
        if at.date() < LAST_REVIEW:
            stage.calendar.add(LAST_REVIEW, 16.5, partial(_close, stage, row))
