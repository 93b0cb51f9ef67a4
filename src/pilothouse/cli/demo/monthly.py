"""Tells the monthly operations meetings between the quarterly reviews: read in silence, held, with inputs looked at."""

from datetime import date, datetime, timedelta
from functools import partial

from pilothouse.cli.demo.company import FOUNDED
from pilothouse.cli.demo.deciding import carry_out, decide_row, judge, read_due
from pilothouse.cli.demo.indicators import CENTRAL
from pilothouse.cli.demo.meetings import TODAY, DecisionRow
from pilothouse.cli.demo.stage import Stage
from pilothouse.measures.looking import look_for_shared
from pilothouse.reviews.models import AgendaItem, Attendance, Cadence, Forum, Presence, Reading
from pilothouse.reviews.operations import (
    Marked,
    agree_action,
    close_review,
    look_at,
    look_at_input,
    mark_agenda,
    name_input_owner,
    note_attendance,
    open_forum,
    plan_review,
    prepare_review,
    state_input,
    tie_indicator,
)
from pilothouse.reviews.tiers import inputs_of

FORUM = "Monthly operations meeting"
TIER = "month"
PLANNED, READ = timedelta(days=14), timedelta(days=1)
WHO = ("quality", "planner", "control", "ewr", "jfk", "lga")
READERS = ("control", "ewr", "jfk")
# Each with what it concluded. A quarterly review takes the place of its month.
HELD = (
    (date(2013, 5, 16), "The first wave at EWR is the one thing that moves; the storm desk is written down."),
    (date(2013, 6, 13), "Evenings at JFK get longer. It goes to the quarterly review."),
    (date(2013, 8, 15), "The desk works; whether it helps is for the numbers of September."),
    (date(2013, 9, 12), "A calm month; nobody knows yet whether it is us or the weather."),
    (date(2013, 11, 14), "Evenings at LGA are the longest part of the day that we can plan for."),
    (date(2013, 12, 12), "Frost mornings at EWR begin late because crews are called late."),
)
NEXT = date(2014, 1, 16)
NEXT_PREPARED = date(2014, 1, 6)
AGREED = {
    date(2013, 11, 14): ("List the evening rotations with less than five minutes at LGA", "lga", date(2014, 1, 31)),
    date(2013, 12, 12): ("Try an automatic call of crews on frost days", "ewr", date(2014, 2, 14)),
}
DECISIONS = {
    date(2013, 11, 14): DecisionRow(
        "evening_slots", "", "Ask for later slots in LGA's evening bank",
        ("As now", "Ask for ten later slots", "Give two rotations back"), 1,
        "The evening bank has no room; a delay of the afternoon reaches the night.",
        "lga", ("EVENING", "LGA", ""), -3, date(2013, 11, 18), date(2013, 12, 30), 55, "",
        "Storms fell into the same weeks; a quiet month would tell more.",
        date(2013, 11, 18), "Asked for; the first came on the 18th.",
    ),
    date(2013, 12, 12): DecisionRow(
        "frost_call", "", "Call crews an hour earlier on frost days at EWR",
        ("As now", "An hour earlier below two degrees", "A standby crew in the hangar"), 1,
        "Half of December's late first departures waited for a crew.",
        "ewr", ("FIRST", "EWR", ""), 3, date(2013, 12, 16), date(2014, 1, 6), 60, "",
        "Three weeks are few; looked at again with the winter's end.",
        date(2013, 12, 16), "The duty manager calls at four.",
    ),
}  # fmt: skip
PROVIDERS = (
    date(2013, 11, 13),
    "Of sixteen carriers two answer late when a rotation breaks: Southwest and Envoy. The fuel and catering firms have "
    "no measure of their own yet.",
)
# Indicators that tell about an input: its key, which, and what they tell of it.
TIED = (
    ("providers", "CARRIER", "How far the carriers keep to the times we agreed with them"),
    ("context", "WEATHER", "How hard it is outside; nobody steers it"),
)


def enter_monthly(stage: Stage) -> None:
    """Enter the meetings, what was said of external providers, and the next meeting, which waits to be held."""
    open_forum(stage.act("quality", FOUNDED), unit=stage.unit(CENTRAL), name=FORUM, cadence=Cadence.MONTH)
    since = FOUNDED.date()
    for on, summary in HELD:
        stage.calendar.add(on - PLANNED, 9, partial(_call, stage, on, since))
        stage.calendar.add(on - READ, 10, partial(_prepare, stage, on))
        stage.calendar.add(on - READ, 16, partial(_read, stage, on))
        stage.calendar.add(on, 10, partial(_hold, stage, on))
        stage.calendar.add(on, 11, partial(_close, stage, on, summary))
        since = on
    for row in DECISIONS.values():
        if row.carried:
            stage.calendar.add(row.carried, 15, partial(carry_out, stage, row))
        if row.judge_on < TODAY:
            stage.calendar.add(row.judge_on, 8.5, partial(read_due, stage))
            stage.calendar.add(row.judge_on, 9.5, partial(judge, stage, row))
    stage.calendar.add(PROVIDERS[0], 11, partial(_say, stage))
    stage.calendar.add(NEXT_PREPARED, 17.5, partial(_ready_the_next, stage, since))


def _call(stage: Stage, on: date, since: date, at: datetime) -> None:
    review = plan_review(
        stage.act("quality", at), unit=stage.unit(CENTRAL), owner=stage.person("operations"), tier=TIER, on=on,
        title=f"Operations meeting, {on:%B}", since=since, attendees=[stage.person(who) for who in WHO],
        forum=Forum.objects.get(name=FORUM),
    )  # fmt: skip
    stage.reviews[_key(on)] = review.pk


def _key(on: date) -> str:
    return f"month {on.isoformat()}"


def _prepare(stage: Stage, on: date, at: datetime) -> None:
    prepare_review(stage.act("quality", at), stage.review(_key(on)))


def _read(stage: Stage, on: date, at: datetime) -> None:
    """Three stations read what their work is about; one asks, one wants a decision."""
    review = stage.review(_key(on))
    items = list(AgendaItem.objects.filter(review=review).select_related("record"))
    for who in READERS:
        mine = [item.record_id for item in items if item.record.unit_id == stage.person(who).unit_id]
        marks = [Marked(key, "", Reading.SEEN) for key in mine]
        if marks and who == "ewr":
            marks[0] = Marked(mine[0], "", Reading.DECIDE, "We know enough.")
        if marks and who == "jfk":
            marks[0] = Marked(mine[0], "", Reading.QUESTION, "Was it the same at the other two?")
        mark_agenda(stage.act(who, at), review, marks=[*marks, Marked(None, "processes", Reading.SEEN)])


def _hold(stage: Stage, on: date, at: datetime) -> None:
    review, by = stage.review(_key(on)), stage.act("quality", at)
    there = Attendance.objects.filter(review=review)
    note_attendance(by, review, presences={row.person_id: (Presence.PRESENT, None) for row in there})
    for item in AgendaItem.objects.filter(review=review).select_related("review__unit"):
        look_at(by, item)
    for key in inputs_of(TIER):
        look_at_input(by, review, input=key)
    if on in DECISIONS:
        decide_row(stage, "operations", review, DECISIONS[on], at)
        look_at_input(by, review, input="providers")
    if on in AGREED:
        title, who, due = AGREED[on]
        agree_action(stage.act("operations", at), review, title=title, owner=stage.person(who), due=due)


def _close(stage: Stage, on: date, summary: str, at: datetime) -> None:
    close_review(stage.act("quality", at), stage.review(_key(on)), summary=summary)


def _say(stage: Stage, at: datetime) -> None:
    name_input_owner(stage.act("quality", at), "providers", owner=stage.person("carriers"))
    state_input(stage.act("carriers", at), "providers", unit=stage.unit(CENTRAL), text=PROVIDERS[1])
    for key, code, reason in TIED:
        tie_indicator(stage.act("quality", at), key, indicator=stage.company.indicators[code], reason=reason)


def _ready_the_next(stage: Stage, since: date, at: datetime) -> None:
    _call(stage, NEXT, since, at)
    look_for_shared(at)
    _prepare(stage, NEXT, at)
    _read(stage, NEXT, at)
