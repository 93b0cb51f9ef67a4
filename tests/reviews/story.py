"""Short ways to the middle of a meeting: a series, an agenda, a decision with its forecast."""

from datetime import date, timedelta
from typing import Any

from pilothouse.measures.models import Direction, Series
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.models import Attendance, Decision, Forum, Presence, ResourceRequest, Review
from pilothouse.reviews.operations import (
    Forecast,
    PlannedAction,
    ask_for_resource,
    decide,
    note_attendance,
    open_forum,
    plan_review,
)
from tests.cast import NOW, Cast, act

TODAY = NOW.date()
BY = TODAY + timedelta(weeks=12)
AFTERWARDS = timedelta(weeks=12, days=1)
STEADY = (70, 72, 69, 71, 70, 73, 68, 70, 71, 69, 72, 70, 71, 68, 70, 72, 69, 71, 70, 70)
HIGHER = (80, 82, 79, 81, 80, 83, 78, 80, 81, 79, 82, 80)
SAME = (70, 71, 69, 72, 70, 71, 68, 70, 71, 69, 72, 70)
LOWER = (60, 62, 59, 61, 60, 63, 58, 60, 61, 59, 62, 60)


def series_of(cast: Cast) -> Series:
    """A steady weekly series of Airport East up to the cast's present."""
    indicator = define_indicator(
        act(cast.leader), unit=cast.office, owner=cast.owner, title="Turnarounds on time",
        definition="Share of turnarounds within the planned time.", unit_of_measure="%",
        value_kind="value", direction="up", frequency="week",
    )  # fmt: skip
    series = open_series(act(cast.leader), indicator, unit=cast.east)
    enter(cast, series, STEADY, TODAY - timedelta(weeks=len(STEADY)), timedelta())
    return series


def enter(cast: Cast, series: Series, values: tuple[int, ...], first: date, later: timedelta) -> None:
    """Weekly values from a day on, entered later."""
    rows = [Row(series.pk, first + timedelta(weeks=week), float(value)) for week, value in enumerate(values)]
    record_measurements(act(cast.leader, later=later), unit=cast.office, rows=rows, route="paste")


def planned(cast: Cast, *attendees: Person, tier: str = "") -> Review:
    """A review of the whole organisation today, called by the quality manager."""
    return plan_review(
        act(cast.quality), unit=cast.office, owner=cast.leader, title="Business review", on=TODAY,
        since=TODAY - timedelta(days=91), attendees=attendees or (cast.quality, cast.owner), tier=tier,
    )  # fmt: skip


def all_present(cast: Cast, review: Review, later: timedelta = timedelta()) -> None:
    """Everybody invited is there."""
    rows = Attendance.objects.filter(review=review)
    presences = {row.person_id: (Presence.PRESENT, None) for row in rows}
    note_attendance(act(cast.quality, later=later), review, presences=presences)


def forecast(series: Series, size: float = 10.0, *, confidence: int = 70) -> Forecast:
    """So many points up within twelve weeks."""
    return Forecast(series=series, direction=Direction.UP, size=size, by=BY, confidence=confidence, effect_from=TODAY)


def decided(
    cast: Cast,
    *,
    expect: Forecast | None = None,
    review: Review | None = None,
    tasks: bool = False,
    about: Record | None = None,
) -> Decision:
    """The managing director decides; the station manager answers for it."""
    actions = [PlannedAction("Hire two people", cast.owner, TODAY + timedelta(days=30))] if tasks else []
    return decide(
        act(cast.leader), unit=cast.east, owner=cast.owner, due=TODAY + timedelta(days=30), title="A second crew",
        choice="Second crew from 04:30", reason="Late tows start the late mornings.", options="Leave it\nSecond crew",
        dissent="Finance would wait.", review=review, forecast=expect, actions=actions, about=about,
    )  # fmt: skip


def opened(cast: Cast, name: str = "Weekly operations", cadence: str = "week") -> Forum:
    """A forum of the whole organisation, named by the quality manager."""
    return open_forum(act(cast.quality), unit=cast.office, name=name, cadence=cadence)


def asked(cast: Cast, **changes: Any) -> ResourceRequest:
    """The station manager asks for a crew, needed in thirty days."""
    given: dict[str, Any] = {
        "unit": cast.east, "owner": cast.owner, "title": "A spare crew", "why": "Late tows start late mornings.",
        "due": TODAY + timedelta(days=30), "amount": 40_000, "people": 2.5,
    }  # fmt: skip
    return ask_for_resource(act(cast.owner), **(given | changes))
