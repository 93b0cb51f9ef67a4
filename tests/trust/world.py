"""A world with secrets: what the people of Airport East may not see, all of it marked with one word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilothouse.improvement.models import Action, Issue, Nature, Purpose, Severity
from pilothouse.improvement.operations import (
    change_issue,
    complete_action,
    contain_issue,
    name_cause,
    name_recurrence,
    open_issue,
    plan_action,
    report_problem,
    triage_issue,
)
from pilothouse.measures.models import Direction, Frequency, Series, Signal, Source, ValueKind
from pilothouse.measures.operations import (
    define_indicator,
    define_source,
    explain_signal,
    open_series,
    record_measurements,
    set_target,
)
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.operations import add_unit
from pilothouse.records.models import Attachment
from pilothouse.records.operations import add_note, attach_file, link_records
from pilothouse.reviews.models import Decision, Review
from pilothouse.reviews.operations import Forecast, decide, plan_review, prepare_review, supersede_decision
from tests.cast import NOW, Cast, act
from tests.stage import Stage, week

CANARY = "zanzibarium"
BACKEND = "pilothouse.web.shell.accounts.Entrance"
DUE = (NOW + timedelta(days=30)).date()


@dataclass
class Secrets:
    """What stands at Airport West and is nobody's business at Airport East."""

    unit: Unit
    series: Series
    signal: Signal
    issue: Issue
    action: Action
    review: Review
    decision: Decision
    source: Source
    attachment: Attachment

    def keys(self) -> Iterator[int]:
        """Keys of the hidden records."""
        for record in (self.signal, self.issue, self.action, self.review, self.decision):
            yield record.pk


def marked(text: str) -> str:
    """The text with the word that must never reach the other side."""
    return f"{text} {CANARY}"


def client_of(person: Person, *, csrf: bool = False) -> Client:
    """A browser in which this person is signed in."""
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(person.account, backend=BACKEND)
    return client


def hide(stage: Stage) -> Secrets:
    """Put a secret of every kind at Airport West, and tie it to what Airport East sees in every way there is."""
    cast = stage.cast
    unit = add_unit(act(cast.leader), unit=cast.west, name="Gate W", code="WG")
    series, signal = _numbers(stage, unit)
    issue, attachment = _issue(stage, unit, series)
    action = plan_action(
        act(cast.leader), origin=stage.issue, title=marked("Quiet fix"), owner=cast.west_owner, due=DUE,
        purpose=Purpose.CORRECTIVE, unit=unit, details=marked("In detail"),
    )  # fmt: skip
    review, decision = _meeting(cast, unit, issue, series)
    source = define_source(
        act(cast.leader), unit=unit, owner=cast.west_owner, name=marked("Log"), path="tower.csv",
        sql=f"SELECT '{CANARY}' FROM tower",
    )  # fmt: skip
    _tie(stage, issue, action, decision)
    return Secrets(unit, series, signal, issue, action, review, decision, source, attachment)


def _numbers(stage: Stage, unit: Unit) -> tuple[Series, Signal]:
    """An indicator is everybody's; its series, values and signals are those of the unit."""
    by, cast = act(stage.cast.leader), stage.cast
    indicator = define_indicator(
        by, unit=unit, owner=cast.west_owner, title="Bags per hour", definition="Bags on the belt",
        unit_of_measure="bags", value_kind=ValueKind.VALUE, direction="up", frequency=Frequency.WEEK,
        process=stage.process, objectives=[stage.objective],
    )  # fmt: skip
    series = open_series(by, indicator, unit=unit, label=CANARY)
    values = [100.0 + (7 * index) % 5 for index in range(20)] + [150.0] * 6
    rows = [Row(series.pk, week(index), value) for index, value in enumerate(values)]
    record_measurements(by, unit=unit, rows=rows, route="file", name=f"{CANARY}.csv", reason=marked("Because"))
    set_target(by, series, value=170.0, by=date(2026, 12, 31), objective=stage.objective)
    found = Signal.objects.filter(series=series)
    assert found.count() > 0
    signal = explain_signal(by, found.earliest("id"), explanation=marked("New belt"))
    return series, signal


def _issue(stage: Stage, unit: Unit, series: Series) -> tuple[Issue, Attachment]:
    cast = stage.cast
    by = act(cast.west_owner)
    issue = report_problem(
        by, unit=unit, title=marked("Smuggled bags"), severity=Severity.GRAVE, details=marked("In the hold"),
        nature=Nature.INCIDENT,
    )  # fmt: skip
    triage_issue(
        act(cast.leader), issue, owner=cast.west_owner, due=DUE, severity=Severity.GRAVE, nature=Nature.INCIDENT,
        process=stage.process,
    )  # fmt: skip
    contain_issue(by, issue, containment=marked("Locked"))
    name_cause(by, issue, text=marked("Because of"), evidence=marked("Seen"), root=True)
    add_note(by, issue, text=marked("Between us"))
    file = SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode())
    attachment = attach_file(by, issue, file=file)
    issue.series = series
    return issue, attachment


def _meeting(cast: Cast, unit: Unit, issue: Issue, series: Series) -> tuple[Review, Decision]:
    by = act(cast.leader)
    review = plan_review(
        by, unit=unit, owner=cast.leader, title=marked("Closed session"), on=NOW.date(), since=week(0),
        attendees=[cast.west_owner],
    )  # fmt: skip
    prepare_review(by, review)
    decision = decide(
        by, unit=unit, owner=cast.west_owner, due=DUE, title=marked("Sell"), choice=marked("All of it"),
        reason=marked("Money"), about=issue, review=review,
    )  # fmt: skip
    return review, decision


def _tie(stage: Stage, issue: Issue, action: Action, decision: Decision) -> None:
    """Whatever East sees points at the secret: links, recurrence, results, agenda, a process and an objective."""
    by = act(stage.cast.leader)
    for seen in (stage.issue, stage.decision, stage.review, stage.objective, stage.process, stage.indicator):
        link_records(by, seen, other=issue, reason="They belong together")
    name_recurrence(by, stage.issue, earlier=issue)
    open_issue(
        by, origin=stage.decision, title=marked("Follow-up"), owner=stage.cast.west_owner, due=DUE,
        severity=Severity.GRAVE, unit=issue.unit,
    )  # fmt: skip
    plan_action(
        by, origin=stage.objective, title=marked("Initiative"), owner=stage.cast.west_owner, due=DUE,
        purpose=Purpose.INITIATIVE, unit=issue.unit,
    )  # fmt: skip
    prepare_review(by, stage.review)
    _at_east(stage, issue, decision)


def _at_east(stage: Stage, issue: Issue, decision: Decision) -> None:
    """Records that East sees, whose origin, review or numbers it does not."""
    cast, by, series = stage.cast, act(stage.cast.leader), issue.series
    assert series is not None
    plain = {"owner": cast.owner, "due": DUE}
    plan_action(by, origin=issue, title="Count the bags", purpose=Purpose.CORRECTION, unit=cast.east, **plain)
    open_issue(by, origin=issue, title="Bags here too", severity=Severity.SERIOUS, unit=cast.east, **plain)
    action = plan_action(
        by, origin=stage.issue, title="Measured elsewhere", purpose=Purpose.CORRECTIVE, series=series, **plain
    )
    complete_action(act(cast.leader), action, outcome="Done")
    reported = change_issue(
        by, stage.reported, title=stage.reported.title, details="", severity=Severity.SLIGHT, nature=Nature.IDEA,
        series=series,
    )  # fmt: skip
    forecast = Forecast(series=series, direction=Direction.UP, size=6.0, by=date(2026, 6, 1), confidence=70)
    made = decide(
        by, unit=cast.east, title="Hire", choice="Two", reason="Need", about=issue, review=decision.review,
        forecast=forecast, **plain,
    )  # fmt: skip
    supersede_decision(by, decision, unit=cast.east, title="Keep", choice="All", reason="Love", **plain)
    link_records(by, reported, other=made)
