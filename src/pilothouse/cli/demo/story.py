"""The year of the demo company, replayed day by day through the product's operations."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from pilothouse.cli.demo.aiming import enter_aims
from pilothouse.cli.demo.by_hand import enter_by_hand
from pilothouse.cli.demo.calendar import Calendar
from pilothouse.cli.demo.cast import NOTICE
from pilothouse.cli.demo.climbing import enter_climbing
from pilothouse.cli.demo.company import ZONE, Company
from pilothouse.cli.demo.deciding import enter_reviews
from pilothouse.cli.demo.flights import Flights
from pilothouse.cli.demo.focusing import enter_focus
from pilothouse.cli.demo.grounds import enter_grounds
from pilothouse.cli.demo.handling import enter_issues
from pilothouse.cli.demo.meetings import TODAY
from pilothouse.cli.demo.monthly import enter_monthly
from pilothouse.cli.demo.promising import enter_promises
from pilothouse.cli.demo.requests import enter_requests
from pilothouse.cli.demo.risking import enter_risks
from pilothouse.cli.demo.stage import Stage
from pilothouse.cli.demo.weeks import enter_weeks
from pilothouse.cli.worker import look_around
from pilothouse.organisation.operations import tell_story


def play(company: Company, flights: Flights, report: Callable[[str], None], until: date = TODAY) -> Stage:
    """Tell the story up to a day and stop the clock there; returns what has come about."""
    stage = Stage(company, Calendar(), report)
    enter_weeks(stage, flights)
    enter_issues(stage)
    enter_reviews(stage)
    enter_monthly(stage)
    enter_aims(stage)
    enter_risks(stage)
    enter_requests(stage)
    enter_grounds(stage)
    enter_promises(stage)
    enter_climbing(stage)
    enter_focus(stage)
    enter_by_hand(stage, flights)
    stage.calendar.play(until - timedelta(days=1))
    morning = datetime.combine(until, time(0, 1), ZONE)
    tell_story(stage.act("director", morning), company.organisation, day=until, note=NOTICE)
    look_around(morning)
    return stage
