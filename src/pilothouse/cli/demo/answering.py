"""Tells how owners answer signals: with a known cause, with an issue, or by asking for new limits."""

from datetime import datetime
from functools import partial

from pilothouse.cli.demo.answers import BETTER, WORSE, AnswerRow, Deed, answer_to
from pilothouse.cli.demo.calendar import workday_after
from pilothouse.cli.demo.company import SeriesKey
from pilothouse.cli.demo.handling import opened
from pilothouse.cli.demo.stage import Stage
from pilothouse.cli.demo.troubles import ISSUES, IssueRow
from pilothouse.improvement.operations import join_signals, open_issue
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal
from pilothouse.organisation.models import Unit
from pilothouse.organisation.roles import Right

ISSUE_ROWS = {row.key: row for row in ISSUES}


def take_up(stage: Stage, at: datetime) -> None:
    """Look at what the product has just signalled; each signal that somebody will answer gets its day."""
    key_of = {series.pk: key for key, series in stage.company.series.items()}
    for signal in Signal.objects.filter(created_at=at).order_by("pk"):
        series = key_of[signal.series_id]
        row = answer_to(*series, BETTER if signal.better else WORSE, at.date())
        if row is not None:
            day = workday_after(at.date(), row.after_days)
            stage.calendar.add(day, 10, partial(_answer, stage, row, series, signal.pk))


def _answer(stage: Stage, row: AnswerRow, series: SeriesKey, key: int, at: datetime) -> None:
    signal = Signal.objects.select_related("unit", "owner", "series__unit", "series__indicator__process").get(pk=key)
    if row.deed is Deed.ISSUE:
        _answer_by_issue(stage, row, ISSUE_ROWS[row.issue], signal, at)
        return
    _explain(stage, signal, row.text, at)
    if row.deed is Deed.REBASE and series not in stage.rebase:
        stage.rebase.append(series)


def _explain(stage: Stage, signal: Signal, text: str, at: datetime) -> None:
    explain_signal(stage.act(stage.key_of(signal.owner), at), signal, explanation=text)


def _answer_by_issue(stage: Stage, row: AnswerRow, wanted: IssueRow, signal: Signal, at: datetime) -> None:
    """The first signal of a trouble opens its issue, later ones join it; after its end they are explained by it."""
    if wanted.key not in stage.issues:
        _open(stage, wanted, signal, at)
        return
    issue = stage.issue(wanted.key)
    if issue.ended:
        _explain(stage, signal, f"{row.text} See {issue.code}.", at)
        return
    join_signals(stage.act(_who(stage, wanted, signal, issue.unit), at), issue, signals=[signal])


def _open(stage: Stage, wanted: IssueRow, signal: Signal, at: datetime) -> None:
    unit = stage.unit(wanted.unit)
    issue = open_issue(
        stage.act(_who(stage, wanted, signal, unit), at),
        origin=signal,
        title=wanted.title,
        owner=stage.person(wanted.owner),
        due=wanted.due,
        severity=wanted.severity,
        details=wanted.text,
        nature=wanted.kind,
        unit=unit,
    )
    opened(stage, wanted, issue, at)


def _who(stage: Stage, wanted: IssueRow, signal: Signal, unit: Unit) -> str:
    """Whoever is asked, if the trouble lies within their reach; else the issue's owner; else the operations head."""
    asked = [stage.key_of(signal.owner), wanted.owner]
    paths = (unit.path, signal.unit.path)
    able = (who for who in asked if all(stage.person(who).may(Right.ANSWER, path) for path in paths))
    return next(able, "operations")
