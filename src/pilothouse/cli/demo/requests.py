"""Tells what the demo company's people ask for, what leadership answers, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from pilothouse.cli.demo.stage import Stage
from pilothouse.reviews.models import ResourceRequest, Review
from pilothouse.reviews.operations import answer_request, ask_for_resource, tell_outcome


@dataclass(frozen=True)
class RequestRow:
    """Money or people asked for an objective, needed for the review ``review``; ``answer`` is empty while it waits.

    ``until`` is the day on which it comes back or is looked back at; ``told`` when its owner said what came of it.
    """

    key: str
    title: str
    owner: str
    asked: date
    needed: date
    why: str
    objective: str
    series: tuple[str, str, str]
    amount: int | None = None
    people: float | None = None
    review: str = ""
    answer: str = ""
    reason: str = ""
    until: date | None = None
    told: date | None = None
    outcome: str = ""


REQUESTS = (
    RequestRow(
        "tow_truck", "A second tow truck at EWR", "ewr", date(2013, 3, 18), date(2013, 4, 11),
        "Half of the late mornings begin with one late tow. Without it the first wave hangs on one truck.",
        "first", ("FIRST", "EWR", ""), 210_000, None, "Q1", "refuse",
        "First see what a second crew does with the truck that stands there; a truck is there to stay.",
        date(2013, 7, 11), date(2013, 7, 12),
        "Mornings varied as before. Nobody can say that the truck was missed.",
    ),
    RequestRow(
        "standby", "A standby crew for JFK's evenings", "jfk", date(2013, 6, 20), date(2013, 7, 11),
        "The delays of the day land in the evening. Overtime is used up by August.",
        "evening", ("EVENING", "JFK", ""), 60_000, 4, "Q2", "grant",
        "For the summer, and only with a forecast: if evenings get no shorter, it ends.",
        date(2013, 10, 10), date(2013, 10, 11),
        "Evenings became shorter, also where no crew was added. It ends on 20 October.",
    ),
    RequestRow(
        "deicing", "A second de-icing team at EWR", "winter", date(2013, 9, 16), date(2013, 10, 10),
        "EWR cancelled most in February; the queue was de-icing. One team treats eight aircraft an hour.",
        "fly_ewr", ("CANCEL", "EWR", ""), 180_000, 6, "Q3", "grant",
        "A winter like the last costs more than the team. From November to March, then we look.",
        date(2014, 4, 10),
    ),
    RequestRow(
        "handovers", "Half a post to time every push back at LGA", "lga", date(2013, 9, 23), date(2013, 10, 10),
        "Nobody sees where the minutes after the gate are lost.",
        "gate_lga", ("LOST", "LGA", ""), None, 0.5, "Q3", "defer",
        "First see what holding at the gate does; in spring there is a quarter to compare.",
        date(2014, 4, 10),
    ),
    RequestRow(
        "forecaster", "A forecaster on duty on winter nights", "winter", date(2013, 12, 16), date(2014, 1, 31),
        "The evening call at 18:00 rests on a forecast of noon. In December it was wrong twice.",
        "fly", ("CANCEL", "LGA", ""), 95_000, 1,
    ),
)  # fmt: skip


def enter_requests(stage: Stage) -> None:
    """Enter the days on which something is asked for, and on which its outcome is told."""
    for row in REQUESTS:
        stage.calendar.add(row.asked, 11, partial(_ask, stage, row))
        if row.told:
            stage.calendar.add(row.told, 11, partial(_tell, stage, row))


def answer_requests(stage: Stage, meeting: str, decider: str, review: Review, at: datetime) -> None:
    """What a meeting says to those that wait for it."""
    for row in REQUESTS:
        if row.review == meeting:
            answer_request(
                stage.act(decider, at), _stored(stage, row), answer=row.answer, reason=row.reason, until=row.until,
                review=review,
            )  # fmt: skip


def _ask(stage: Stage, row: RequestRow, at: datetime) -> None:
    owner = stage.person(row.owner)
    made = ask_for_resource(
        stage.act(row.owner, at), unit=owner.unit, owner=owner, title=row.title, why=row.why, due=row.needed,
        amount=row.amount, people=row.people, objective=stage.company.objectives[row.objective],
        series=stage.series(row.series),
    )  # fmt: skip
    stage.requests[row.key] = made.pk


def _tell(stage: Stage, row: RequestRow, at: datetime) -> None:
    tell_outcome(stage.act(row.owner, at), _stored(stage, row), outcome=row.outcome)


def _stored(stage: Stage, row: RequestRow) -> ResourceRequest:
    rows = ResourceRequest.objects.select_related("unit", "owner", "series__indicator", "series__unit")
    found: ResourceRequest = rows.get(pk=stage.requests[row.key])
    return found
