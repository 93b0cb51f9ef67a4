"""A survey: who asks while it is worked out is not forgotten, and two workers write one after the other."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.measures.models import Leading
from pilothouse.measures.surveys import ask_for_survey, standing_of, survey
from tests.cast import NOW, Cast

SOON = NOW + timedelta(minutes=1)


def test_a_request_made_while_it_is_worked_out_waits_for_the_next_round(cast: Cast) -> None:
    def slow(now: datetime) -> list[Leading]:
        ask_for_survey("test", now + timedelta(seconds=5), cast.leader)
        return []

    assert survey("test", NOW, [Leading], slow)
    assert standing_of("test").asked is not None
    assert survey("test", SOON, [Leading], lambda now: [])
    assert standing_of("test").asked is None
    assert not survey("test", SOON, [Leading], slow)


def test_nothing_is_replaced_before_other_workers_are_held_off(cast: Cast) -> None:
    survey("test", NOW, [Leading], lambda now: [])
    ask_for_survey("test", NOW, cast.leader)
    with CaptureQueriesContext(connection) as asked:
        before: list[int] = []

        def work_out(now: datetime) -> list[Leading]:
            before.append(len(asked))
            return []

        survey("test", SOON, [Leading], work_out)
    statements = [one["sql"] for one in asked.captured_queries[before[0] :]]
    held = next(place for place, sql in enumerate(statements) if 'FROM "measures_survey"' in sql)
    deleted = next(place for place, sql in enumerate(statements) if sql.startswith("DELETE"))
    assert held < deleted
    assert ("FOR UPDATE" in statements[held]) == (connection.vendor == "postgresql")
