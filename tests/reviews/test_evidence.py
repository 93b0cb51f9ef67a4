"""What a decision rests on: frozen as it stood, sealed, and held against today."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from pilothouse.improvement.operations import report_problem, triage_issue
from pilothouse.measures.models import Engraved, Series
from pilothouse.measures.operations import record_measurements, set_baseline
from pilothouse.measures.rules import Row
from pilothouse.organisation.operations import add_person
from pilothouse.organisation.roles import Role
from pilothouse.reviews.models import Decision, Evidence
from pilothouse.reviews.operations import decide
from pilothouse.reviews.queries import Kept, decision_case
from pilothouse.reviews.rules import record_then, sealed, series_then
from pilothouse.reviews.rules.evidence import DEFINITION, SeriesThen, SignalThen, since
from pilothouse.trail.act import Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import STEADY, TODAY, decided, enter, forecast, series_of


def plainly(cast: Cast, **changes: Any) -> Decision:
    given: dict[str, Any] = {
        "unit": cast.east, "owner": cast.owner, "due": TODAY, "title": "A second crew", "choice": "From 04:30",
        "reason": "Late tows.",
    }  # fmt: skip
    return decide(act(cast.leader), **(given | changes))


def kept(cast: Cast, decision: Decision, by: str = "leader") -> Kept:
    case = decision_case(cast.people[by], decision.number)
    assert case is not None
    return case.kept


def correct(cast: Cast, series: Series, back: int, value: float) -> None:
    rows = [Row(series.pk, TODAY - timedelta(weeks=back), value)]
    later = act(cast.leader, later=timedelta(hours=1))
    record_measurements(later, unit=cast.office, rows=rows, route="paste", reason="Misread")


def test_the_series_of_the_forecast_is_kept_as_it_stands(cast: Cast) -> None:
    series = series_of(cast)
    first = TODAY - timedelta(weeks=len(STEADY))
    set_baseline(act(cast.leader), series, first=first, last=TODAY - timedelta(weeks=1), reason="A steady time")
    decision = decided(cast, expect=forecast(series))
    row = Evidence.objects.get()
    then = series_then(row.body)
    assert (row.decision_id, row.series_id, then.place) == (decision.pk, series.pk, "EST")
    assert then.values == tuple(float(value) for value in STEADY)
    assert then.centre[-1] == pytest.approx(sum(STEADY) / len(STEADY))
    assert then.lower[-1] < 68 < 73 < then.upper[-1]  # type: ignore[operator]
    assert (then.route, then.brought, then.late) == ("paste", TODAY, False)
    assert decision.evidence_digest == sealed([row.body])


def test_what_it_is_about_and_what_is_named_are_kept_too(cast: Cast) -> None:
    issue = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    other = series_of(cast)
    decision = plainly(cast, about=issue, evidence=[other, issue])
    assert {(row.series_id, row.record_id) for row in decision.evidence.all()} == {(other.pk, None), (None, issue.pk)}
    then = record_then(decision.evidence.get(record=issue).body)
    assert (then.kind, then.title, then.state, then.owner) == ("issue", "Late tows", "reported", None)


def test_nothing_foreign_is_kept(cast: Cast) -> None:
    head = add_person(
        act(cast.leader), unit=cast.west, name="Head West", email="hw@example.org", role=Role.TOP_MANAGEMENT
    )
    foreign = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    with pytest.raises(Refused):
        decide(
            act(head), unit=cast.west, owner=cast.west_owner, due=TODAY, title="A crew", choice="From five",
            reason="Late tows", evidence=[foreign],
        )  # fmt: skip
    assert not Evidence.objects.exists()


def test_a_value_corrected_since_is_told(cast: Cast) -> None:
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series))
    (one,) = kept(cast, decision).series
    assert not one.since.anything
    assert one.whole
    correct(cast, series, 2, 99.0)
    enter(cast, series, (75,), TODAY, timedelta(days=8))
    (one,) = kept(cast, decision).series
    assert one.since.corrected == {TODAY - timedelta(weeks=2): 99.0}
    assert one.since.added == 0  # what came after the day is no news about what was known


def test_a_scale_given_as_a_whole_number_is_no_other_definition(cast: Cast) -> None:
    series = series_of(cast)
    series.indicator.scale = 1  # as whoever defined it moments ago still holds it
    (one,) = kept(cast, plainly(cast, evidence=[series])).series
    assert not one.since.anything


def test_a_record_that_moved_on_shows_both_states(cast: Cast) -> None:
    issue = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    decision = plainly(cast, about=issue)
    triage_issue(act(cast.quality), issue, owner=cast.owner, due=TODAY + timedelta(days=9), severity="serious",
                 nature="nonconformity")  # fmt: skip
    (one,) = kept(cast, decision).records
    assert (one.state.name, one.now.name, one.owner) == ("reported", "open", None)


def test_who_does_not_see_the_series_sees_no_frozen_copy(cast: Cast) -> None:
    series = series_of(cast)
    decision = plainly(cast, unit=cast.west, owner=cast.west_owner, evidence=[series])
    assert kept(cast, decision).series
    assert not kept(cast, decision, "west_owner").series


def test_it_is_in_the_history_and_the_table_refuses_any_change(cast: Cast) -> None:
    decided(cast, expect=forecast(series_of(cast)))
    row = Evidence.objects.get()
    assert Entry.objects.filter(kind="reviews.evidence", key=row.pk).count() == 1
    assert verify().whole
    for statement in ("UPDATE reviews_evidence SET body = '{}'", "DELETE FROM reviews_evidence"):
        raw = connection.connection.cursor()  # past every guard of the application
        raw.execute("SAVEPOINT before")
        with pytest.raises(Exception, match="append-only"):
            raw.execute(statement)
        raw.execute("ROLLBACK TO SAVEPOINT before")


def test_a_decision_on_nothing_keeps_the_digest_of_nothing(cast: Cast) -> None:
    decision = plainly(cast)
    assert decision.evidence_digest == sealed([])
    assert not decision.evidence.exists()


def known(**changes: Any) -> SeriesThen:
    given: dict[str, Any] = {
        "place": "EST", "decimals": 1, "definition": dict.fromkeys(DEFINITION, "x") | {"scale": 100.0, "season": None},
        "periods": (TODAY - timedelta(weeks=1), TODAY), "values": (0.1 + 0.2, None), "centre": (None, 1.5),
        "lower": (None, None), "upper": (None, None), "sides": (0, -1), "status": "watched",
        "signals": (SignalThen("SIG-0001", TODAY, -1, False),), "target": 85.0, "route": "paste", "source": "",
        "brought": TODAY, "corrected": 0, "late": False,
    }  # fmt: skip
    return SeriesThen(**(given | changes))


def test_a_frozen_series_reads_back_the_same_to_the_last_digit() -> None:
    text = known().text()
    again = series_then(text)
    assert again.values == (0.1 + 0.2, None)
    assert again.signals == known().signals
    assert again.text() == text


def test_a_definition_that_changed_is_named() -> None:
    definition = dict.fromkeys(DEFINITION, "x") | {"scale": 1.0, "season": None}
    differs = since(series_then(known().text()), {}, definition)
    assert differs.defined == ("scale",)
    assert not differs.corrected


def test_a_value_that_came_late_for_a_period_between_is_counted() -> None:
    today = {TODAY - timedelta(weeks=1): 0.3, TODAY - timedelta(days=3): 0.5, TODAY + timedelta(weeks=1): 0.6}
    definition = dict.fromkeys(DEFINITION, "x") | {"scale": 100.0, "season": None}
    differs = since(known(), today, definition)
    assert (dict(differs.corrected), differs.added) == ({}, 1)


def test_a_value_that_was_withdrawn_since_is_named() -> None:
    then = known()
    definition = dict.fromkeys(DEFINITION, "x") | {"scale": 100.0, "season": None}
    given = [period for period, value in zip(then.periods, then.values, strict=True) if value is not None]
    assert since(then, {}, definition).withdrawn == tuple(given)


def test_a_kept_line_that_was_altered_is_no_evidence(cast: Cast) -> None:
    series = series_of(cast)
    text = Engraved.objects.get(series=series).text
    Engraved.objects.filter(series=series).update(text=text.replace('"status":', '"status":2,"was":'))
    plainly(cast, evidence=[series])
    assert series_then(Evidence.objects.get().body).status == "watched"
