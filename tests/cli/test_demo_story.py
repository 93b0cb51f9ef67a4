"""The demo's story holds together: everything named exists, and nobody knows what has not happened yet."""

from datetime import date

import pytest

from pilothouse.cli.demo.answers import ANSWERS, Deed, answer_to
from pilothouse.cli.demo.cast import PEOPLE, UNITS, indicator_owner
from pilothouse.cli.demo.direction import HANDOVERS, OBJECTIVES, PROCESSES, RAISED, THEMES
from pilothouse.cli.demo.indicators import INDICATORS
from pilothouse.cli.demo.meetings import DECISIONS, REVIEWS, TODAY, DecisionRow
from pilothouse.cli.demo.perils import HAPPENED, HOPES, NOT_KNOWN, RISKS
from pilothouse.cli.demo.troubles import CONTAIN, ISSUES, IssueRow
from pilothouse.improvement.models import Severity
from pilothouse.records.rules import folded
from pilothouse.spc.repeats import repeats

WHO = {person.key for person in PEOPLE}
CODES = {indicator.code for indicator in INDICATORS}
UNIT_CODES = {unit.code for unit in UNITS}
REVIEW_DAY = {review.key: review.on for review in REVIEWS}
REVIEW_OF = {decision.key: REVIEW_DAY[decision.review] for decision in DECISIONS}


def test_every_objective_has_an_owner_and_a_place_in_the_tree() -> None:
    seen: set[str] = set()
    for objective in (*OBJECTIVES, RAISED):
        assert objective.owner in WHO
        assert objective.theme in THEMES
        assert not objective.serves or objective.serves in seen
        assert objective.target is None or {objective.target.indicator, objective.target.unit} <= CODES | UNIT_CODES
        seen.add(objective.key)
    assert len(seen) == len(OBJECTIVES) + 1 >= 6


def test_every_process_has_an_owner_and_a_hand_over_and_every_indicator_one_process() -> None:
    linked = {key for handover in HANDOVERS for key in (handover.giver, handover.taker)}
    assert linked == {"", *(process.key for process in PROCESSES)}, "the empty end is the customer"
    assert any(not one.giver for one in HANDOVERS)
    assert any(not one.taker for one in HANDOVERS)
    assert {process.owner for process in PROCESSES} <= WHO
    told = [code for process in PROCESSES for code in process.indicators]
    assert sorted(told) == sorted(CODES)


def test_every_indicator_has_somebody_who_answers_for_it_and_every_station_a_manager() -> None:
    assert {indicator_owner(code) for code in CODES} <= WHO
    managed = {person.unit for person in PEOPLE if person.role == "process_owner"}
    assert managed == UNIT_CODES


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda one: one.key)
def test_a_forecast_stands_before_its_outcome(decision: DecisionRow) -> None:
    assert REVIEW_DAY[decision.review] <= decision.effect_from < decision.judge_on
    assert 0 <= decision.chosen < len(decision.options) >= 2
    assert 50 <= decision.confidence < 100
    assert decision.owner in WHO
    assert decision.series[0] in CODES
    assert decision.serves in {"", *(row.key for row in OBJECTIVES)}
    assert decision.carried is None or REVIEW_DAY[decision.review] <= decision.carried <= decision.judge_on
    by_itself = decision.key not in {action.decided for issue in ISSUES for action in issue.actions}
    assert bool(decision.carried) is (by_itself and decision.effect_from < TODAY)
    assert bool(decision.conclusion) is (decision.judge_on < TODAY)


@pytest.mark.parametrize("issue", ISSUES, ids=lambda one: one.key)
def test_an_issue_names_only_what_is_there_in_the_order_of_time(issue: IssueRow) -> None:
    assert {issue.owner, issue.reporter or issue.owner} <= WHO
    assert issue.severity in Severity.values
    assert issue.due > (issue.closed or issue.reported or date(2013, 4, 8))
    assert bool(issue.reporter) is bool(issue.reported)
    assert not issue.again or issue.again in {other.key for other in ISSUES}
    for action in issue.actions:
        assert action.owner in WHO
        assert (issue.reported or date(2013, 4, 8)) <= action.planned <= action.due
        assert action.done is None or action.planned <= action.done <= TODAY
        assert action.proof is None or action.proof[0] in CODES
        assert not action.decided or action.planned == REVIEW_OF[action.decided]
        if issue.closed:
            assert action.done
            assert action.done <= (action.verify or action.done) <= issue.closed


def test_every_issue_begins_with_a_report_or_a_signal() -> None:
    by_signal = {answer.issue for answer in ANSWERS if answer.deed is Deed.ISSUE}
    assert by_signal | {issue.key for issue in ISSUES if issue.reported} == {issue.key for issue in ISSUES}
    assert all(bool(answer.issue) is (answer.deed is Deed.ISSUE) for answer in ANSWERS)


@pytest.mark.parametrize("issue", ISSUES, ids=lambda one: one.key)
def test_what_a_signal_opens_stands_before_anybody_needs_it(issue: IssueRow) -> None:
    assert bool(issue.latest) is not bool(issue.reported)
    for day in (
        issue.cause_on,
        *(action.planned for action in issue.actions if not action.decided and action.kind != CONTAIN),
    ):
        assert not (issue.latest and day) or issue.latest <= day


@pytest.mark.parametrize(
    ("signal", "issue"),
    [
        (("CANCEL", "JFK", "", "worse", date(2013, 4, 8)), "blizzard"),
        (("CARRIER", "LGA", "WN", "worse", date(2013, 4, 29)), "southwest"),
        (("LONG", "EWR", "", "worse", date(2013, 7, 1)), "summer"),
        (("CANCEL", "EWR", "", "worse", date(2013, 12, 16)), "winter"),
    ],
)
def test_the_great_signals_become_issues(signal: tuple[str, str, str, str, date], issue: str) -> None:
    answer = answer_to(*signal)
    assert answer
    assert answer.issue == issue


def test_some_signals_stay_without_an_answer_to_be_seen_as_silence() -> None:
    assert answer_to("CARRIER", "JFK", "DL", "worse", date(2013, 12, 23)) is None


def test_four_quarters_are_reviewed_and_eight_forecasts_are_due() -> None:
    assert len(REVIEWS) == 4
    assert sum(decision.judge_on < TODAY for decision in DECISIONS) >= 8


def test_every_risk_has_its_owner_stakes_and_signs_and_nobody_knows_the_future() -> None:
    processes, objectives = {row.key for row in PROCESSES}, {row.key for row in OBJECTIVES}
    for row in RISKS:
        assert row.owner in WHO
        assert row.unit in UNIT_CODES
        assert processes >= set(row.processes)
        assert objectives >= set(row.objectives)
        assert {sign.series[0] for sign in row.signs} <= CODES
        days = [one.on for one in (*row.ratings, *row.estimates)]
        assert all(row.on <= day < TODAY for day in days)
        spans = [(reply.since, reply.until) for reply in row.replies]
        assert spans == sorted(spans)
        assert all(first < last for first, last in spans)
    assert 8 <= len(RISKS) <= 12
    assert len(HOPES) == 2
    assert all(hope.on <= one.on < TODAY for hope in HOPES for one in (*hope.ratings, *hope.estimates))


def test_what_is_said_to_have_happened_is_an_issue_and_a_risk() -> None:
    issues, risks = {issue.key for issue in ISSUES}, {row.key for row in RISKS}
    for issue, risk, day, who in HAPPENED:
        assert issue in issues
        assert risk in {"", NOT_KNOWN, *risks}
        assert day < TODAY
        assert who in WHO
    said = {risk for _issue, risk, _day, _who in HAPPENED}
    assert said > {"", NOT_KNOWN}, "some were foreseen, some were not, of some nobody knows"
    assert all(row.foreseen in {"", NOT_KNOWN, *risks} for row in ISSUES)


def test_two_troubles_are_told_in_two_places_each() -> None:
    texts = [folded(f"{row.title} {row.title} {row.text} {' '.join(row.whys)}") for row in ISSUES]
    groups = [{ISSUES[place].key for place in group} for group in repeats(texts).groups]
    assert groups == [{"silence", "silence_jfk"}, {"tug_ewr", "tug"}]
    assert all(len({row.unit for row in ISSUES if row.key in group}) == 2 for group in groups)
