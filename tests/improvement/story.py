"""Short ways to the middle of a story: an issue, an action, a series that changed."""

from datetime import date, timedelta

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.improvement.operations import complete_action, plan_action, report_problem, triage_issue
from pilothouse.measures.models import Series
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Row
from tests.cast import NOW, Cast, act

TODAY = NOW.date()
LATER = TODAY + timedelta(days=14)
# Twenty weeks before the change, eight after it; the last period ends before TODAY.
CHANGE = date(2026, 1, 5)
BEFORE = (70, 72, 69, 71, 70, 73, 68, 70, 71, 69, 72, 70, 71, 68, 70, 72, 69, 71, 70, 70)
AFTER_BETTER = (80, 82, 79, 81, 80, 83, 78, 80)
AFTER_SAME = (70, 71, 69, 72, 70, 71, 68, 70)
AFTER_WORSE = (60, 62, 59, 61, 60, 63, 58, 60)


def reported(cast: Cast, *, severity: str = "serious") -> Issue:
    """A report of the member, waiting for triage."""
    return report_problem(
        act(cast.member), unit=cast.east, title="Tow bar broken at gate 4", severity=severity, details="No spare."
    )


def opened(cast: Cast, *, severity: str = "serious", nature: str = "nonconformity") -> Issue:
    """The same, triaged: owned by the station manager."""
    return triage_issue(
        act(cast.quality), reported(cast), owner=cast.owner, due=LATER, severity=severity, nature=nature
    )


def planned(cast: Cast, issue: Issue | None = None, *, series: Series | None = None) -> Action:
    """An action of the ramp agent on the issue."""
    return plan_action(
        act(cast.owner),
        origin=issue or opened(cast),
        title="Buy a spare tow bar",
        owner=cast.member,
        due=LATER,
        purpose="corrective",
        series=series,
    )


def line(cast: Cast, after: tuple[float, ...] = AFTER_BETTER) -> Series:
    """A weekly series of Airport East that changes on 5 January."""
    indicator = define_indicator(
        act(cast.leader),
        unit=cast.office,
        owner=cast.owner,
        title="Turnarounds on time",
        definition="Share of turnarounds within the planned time.",
        unit_of_measure="%",
        value_kind="value",
        direction="up",
        frequency="week",
    )
    series = open_series(act(cast.leader), indicator, unit=cast.east)
    weeks = [CHANGE + timedelta(weeks=week - len(BEFORE)) for week in range(len(BEFORE) + len(after))]
    values = [*BEFORE, *after]
    rows = [Row(series.pk, week, float(value)) for week, value in zip(weeks, values, strict=True)]
    record_measurements(act(cast.leader), unit=cast.office, rows=rows, route="paste")
    return series


def watched(cast: Cast, series: Series, issue: Issue | None = None) -> Verification:
    """An action done on the day of the change; its effect waits to be confirmed."""
    action = planned(cast, issue, series=series)
    complete_action(act(cast.member), action, outcome="Bought and marked.", done_on=CHANGE)
    return Verification.objects.get(origin=action)
