"""The migration that tells the two dates of a decision apart: what stood before, what stands after, and the history."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import complete_action
from pilothouse.organisation.operations import tell_story
from pilothouse.reviews.models import Decision
from pilothouse.trail.act import Act
from pilothouse.trail.models import Entry
from pilothouse.trail.operation import operation
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import BY, TODAY, decided, forecast, series_of

MIGRATION = import_module("pilothouse.reviews.migrations.0003_two_dates")
SOON = TODAY + timedelta(days=30)


@operation("test.one_date", may=lambda act, arguments: True)
def as_it_was(act: Act, decision: Decision, *, due: date, effect_from: date | None) -> None:
    """As it was kept before: one date, nothing said of carrying it out, no evidence."""
    decision.due = decision.first_due = due
    decision.effect_from, decision.state = effect_from, "running"
    decision.carried_on = decision.carried_said = decision.ended_at = None
    decision.evidence_digest = ""
    decision.save()


def migrate() -> None:
    MIGRATION.tell_apart(MigrationLoader(connection).project_state(("reviews", "0003_two_dates")).apps, None)


@pytest.mark.parametrize(
    ("effect_from", "due"),
    [
        (SOON, SOON),  # it was to be carried out then, unless somebody wrote another day
        (TODAY, BY),  # at once: by when it was to be carried out is not on record
    ],
)
def test_the_earlier_date_comes_back_where_it_is_on_record(cast: Cast, effect_from: date, due: date) -> None:
    decision = decided(cast, expect=forecast(series_of(cast)))
    as_it_was(act(cast.leader), decision, due=BY, effect_from=effect_from)
    migrate()
    found = Decision.objects.get()
    assert (found.due, found.first_due, found.expected_by, found.state) == (due, due, BY, "running")
    latest = history_of(found)[0]
    assert latest.name == "decision.dates_told_apart"
    assert ("due" in {name for name, _before, _after in latest.changes}) is (due != BY)
    assert verify().whole


def test_without_a_forecast_the_date_stays(cast: Cast) -> None:
    decision = decided(cast)
    as_it_was(act(cast.leader), decision, due=SOON, effect_from=None)
    migrate()
    assert (Decision.objects.get().due, Decision.objects.get().state) == (SOON, "running")
    assert verify().whole


@pytest.mark.parametrize(("forecasts", "state"), [(True, "carried_out"), (False, "done")])
def test_actions_that_are_done_have_carried_it_out(cast: Cast, forecasts: bool, state: str) -> None:
    decision = decided(cast, expect=forecast(series_of(cast)) if forecasts else None, tasks=True)
    action = Action.objects.select_related("unit", "series__indicator", "origin").get()
    complete_action(act(cast.owner), action, outcome="Hired")
    decision.refresh_from_db()
    as_it_was(act(cast.leader), decision, due=BY if forecasts else SOON, effect_from=SOON if forecasts else None)
    migrate()
    found = Decision.objects.get()
    assert (found.state, found.carried_on, found.ended) == (state, TODAY, not forecasts)
    assert verify().whole


def test_a_told_story_goes_on_where_it_stood(cast: Cast) -> None:
    decided(cast)
    tell_story(act(cast.leader, later=timedelta(minutes=1)), cast.organisation, day=TODAY, note="A test.")
    migrate()
    last = Entry.objects.latest("seq")
    assert (last.name, last.at) == ("decision.dates_told_apart", act(cast.leader, later=timedelta(minutes=1)).at)


def test_where_nothing_was_decided_nothing_is_written(cast: Cast) -> None:
    before = Entry.objects.count()
    migrate()
    assert Entry.objects.count() == before
