"""One world in which each question has a value counted by hand."""

from datetime import date, datetime, timedelta

import pytest

from pilothouse.improvement.models import Nature
from pilothouse.improvement.operations import decline_issue, name_cause, name_risk, reopen_issue, report_problem
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import set_target
from pilothouse.mirror.counting import count_all, span_up_to
from pilothouse.mirror.models import Standing
from pilothouse.mirror.operations import open_mirror
from pilothouse.mirror.queries import Figure, Glimpse, glimpse, look, units_of
from pilothouse.mirror.questions import QUESTIONS
from pilothouse.mirror.reckoning import look_in_mirror, work_out
from pilothouse.mirror.rules import Sum, line_of
from pilothouse.organisation.operations import add_person, note_leaving
from pilothouse.organisation.roles import Role
from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from pilothouse.reviews.models import AgendaItem, Presence, Reading
from pilothouse.reviews.operations import (
    Marked,
    carry_out_decision,
    close_review,
    decide,
    look_at,
    mark_agenda,
    note_attendance,
    open_forum,
    plan_review,
)
from pilothouse.risks.operations import assess_by_matrix, open_risk
from pilothouse.strategy.operations import set_objective
from pilothouse.trail.act import Refused
from pilothouse.trail.models import Entry
from tests.cast import NOW, act
from tests.stage import Stage

# Half a year later: March and the quarters up to June are over.
LATER = datetime(2026, 7, 5, 9, 0, tzinfo=NOW.tzinfo)
MARCH, QUARTER, SUMMER = date(2026, 3, 1), date(2026, 1, 1), date(2026, 4, 1)


def standings() -> list[Standing]:
    """The questions, without the promises that may be told."""
    return [row for row in work_out(LATER) if isinstance(row, Standing)]


def live(stage: Stage) -> None:
    """The review is held; a target gives way; a complaint; a cause that blames a person; two more to be seen to."""
    cast, day = stage.cast, timedelta(days=1)
    leader, quality = act(cast.leader, later=2 * day), act(cast.quality, later=2 * day)
    sent = {cast.owner.pk: (Presence.DELEGATED, cast.member.pk)}
    there = {who.pk: (Presence.PRESENT, None) for who in (cast.leader, cast.quality)}
    first = AgendaItem.objects.filter(review=stage.review).earliest("id")
    with pytest.raises(Refused):  # it has decided something: it has begun
        mark_agenda(quality, stage.review, marks=[Marked(first.record_id, "", Reading.SEEN)])
    note_attendance(quality, stage.review, presences={**there, **sent})
    look_at(quality, first, minute="Seen.")
    close_review(quality, stage.review, summary="One thing was looked at.")
    set_target(leader, stage.series, value=80.0, by=date(2026, 12, 31), objective=stage.objective)
    define_process(
        leader, unit=cast.west, owner=cast.west_owner, title="Load", purpose="On board", part=Part.CORE, position=2
    )
    rated, _never = (
        open_risk(leader, title=title, unit=cast.east, owner=cast.owner, due=date(2026, 6, 1),
                  at_stake=[stage.process]) for title in ("Fog", "Snow")
    )  # fmt: skip
    assess_by_matrix(leader, rated, likelihood=2, impact=3)
    set_objective(leader, unit=cast.office, owner=cast.leader, title="Renew", due=date(2027, 1, 1), theme=stage.theme)

    complaint = report_problem(
        act(cast.quality, later=3 * day), unit=cast.east, title="No stairs", severity="slight", nature=Nature.COMPLAINT
    )
    name_cause(act(cast.owner, later=3 * day), stage.issue, text="Human error at the gate", root=True)
    decline_issue(act(cast.quality, later=4 * day), complaint, reason="Not ours.")
    reopen_issue(act(cast.quality, later=5 * day), complaint, reason="Ours.", owner=cast.owner, due=date(2026, 9, 1))
    name_cause(act(cast.owner, later=6 * day), complaint, text="Human ERROR, at the gate!", root=True)
    name_risk(act(cast.owner, later=6 * day), stage.issue, risk=rated)
    carry_out_decision(act(cast.owner, later=6 * day), stage.decision)
    # Neither a huddle nor a weekly meeting is a management review: they change nothing that is told of these.
    weekly = open_forum(act(cast.quality, later=6 * day), unit=cast.east, name="Ramp", cadence="week")
    for forum, tier in ((None, "day"), (weekly, "")):
        meeting = plan_review(
            act(cast.quality, later=6 * day), unit=cast.east, owner=cast.owner, title="Ramp", on=NOW.date() + 6 * day,
            since=NOW.date(), attendees=[cast.member], forum=forum, tier=tier,
        )  # fmt: skip
        there = {who.pk: (Presence.PRESENT, None) for who in (cast.owner, cast.member)}
        note_attendance(act(cast.quality, later=6 * day), meeting, presences=there)
        close_review(act(cast.quality, later=6 * day), meeting, summary="All is as it was, nothing new.")


def test_every_question_is_counted_as_by_hand(stage: Stage) -> None:
    live(stage)
    tallies = count_all(span_up_to(LATER, stage.cast.organisation.tz))
    assert tallies.keys() == QUESTIONS.keys()
    signals, items = Signal.objects.count(), AgendaItem.objects.filter(review=stage.review).count()
    people = {pair for pair in Entry.objects.values_list("act", "by") if pair[1] not in (0, stage.cast.system.pk)}
    others = {pair for pair in people if pair[1] != stage.cast.quality.pk}
    expected = {
        "top-management": (QUARTER, 1, 1),
        "attendance": (QUARTER, 2, 3),  # one sent a delegate
        "looked-at": (QUARTER, 1, items),
        "inputs-covered": (QUARTER, 1, 13),
        "seen-before": (QUARTER, 0, 3 * items),  # three are invited
        "decisions-per-review": (QUARTER, 1, 1),
        "decisions-with-forecast": (QUARTER, 1, 1),
        "decisions-checked": (SUMMER, 0, 1),  # its verdict was due on 1 June
        "indicators-linked": (MARCH, 1, 1),
        "objectives-measured": (MARCH, 1, 2),
        "targets-eased": (QUARTER, 1, 2),
        "processes-owned": (MARCH, 2, 2),
        "owners-active": (MARCH, 1, 2),  # West did nothing
        "others-active": (MARCH, 3, 6),  # leader, owner, member; neither reader, auditor nor West
        "entries-by-others": (MARCH, len(others), len(people)),
        "signals-answered": (MARCH, 1, signals),
        "problems-by-others": (QUARTER, 2, 3),
        "others-reporting": (QUARTER, 2, 6),  # in March alone: nobody was here before
        "found-ourselves": (QUARTER, 2, 3),
        "found-at-work": (QUARTER, 2, 3),
        "comes-back": (QUARTER, 0, 3),
        "dates-kept": (MARCH, 1, 1),
        "long-overdue": None,
        "proof-planned": (MARCH, 1, 1),
        "days-to-answer": (MARCH, 0, 1),
        "days-to-decision": (QUARTER, 0, 1),
        "days-to-effect": None,  # nothing is judged yet
        "bunched": (QUARTER, 0, 0),
        "told-late": (MARCH, 0, 1),
        "shallow-causes": (QUARTER, 2, 3),
        "reviews-in-rhythm": None,  # one meeting
        "minutes-repeated": (QUARTER, 0, 1),
        "decisions-in-time": (QUARTER, 1, 1),
        "objectives-worked-on": (MARCH, 1, 2),
        "indicators-decided-on": (MARCH, 1, 1),
        "targets-always-met": (QUARTER, 0, 1),
        "values-never-vary": (QUARTER, 0, 1),
        "gains-per-act": (MARCH, 0, len(people)),
        "complaints-worked-through": None,  # none is closed
        "causes-reused": (QUARTER, 1, 3),
        "actions-before-cause": (QUARTER, 0, 1),
        "proved-at-once": None,
        "issues-reopened": (QUARTER, 1, 1),
        "values-late": (MARCH, 0, 2),  # one week of two series; what is older came with them
        "dates-moved": (MARCH, 0, 1),
        "serious-on-register": (QUARTER, 1, 1),
        "risks-rated": (MARCH, 1, 2),
        "rated-after-happening": (QUARTER, 0, 1),  # rated before it was named
        "returned-after-proof": None,
        "opportunities-realised": None,
        "self-verified": None,
        "self-judged": None,
        "self-closed": None,
        "no-gain-admitted": None,
    }
    found = {}
    for name, wanted in expected.items():
        asked = QUESTIONS[name]
        lines = line_of(tallies[name].months, LATER.date(), asked.frequency, stock=asked.stock)
        told = dict(zip(*lines, strict=True))
        if wanted is None:
            found[name] = told or None
        else:
            total = told.get(wanted[0], Sum())
            found[name] = (wanted[0], total.numerator, total.denominator)
    assert found == expected


def test_whom_each_figure_tells_of_and_nothing_is_kept_of_few(stage: Stage) -> None:
    live(stage)
    rows = {row.name: row for row in standings()}
    told = {name: Figure(QUESTIONS[name], row) for name, row in rows.items()}
    # Seven people work here: whatever tells of what somebody did tells of fewer than five, but for what six could do.
    of_people = {name for name, asked in QUESTIONS.items() if asked.whom is not None}
    empty = {name for name, figure in told.items() if not figure.has_data}
    assert {name for name, figure in told.items() if figure.hidden} == of_people - empty - {
        "others-active", "others-reporting",
    }  # fmt: skip
    few = {name: rows[name].people for name in (
        "top-management", "entries-by-others", "attendance", "owners-active", "dates-kept", "targets-eased",
    )}  # fmt: skip
    assert few == {
        "top-management": 1, "entries-by-others": 1, "attendance": 3, "owners-active": 2, "dates-kept": 1,
        "targets-eased": 2,
    }  # fmt: skip
    for name in of_people - {"others-active", "others-reporting"}:
        line = rows[name].line
        assert {*line["values"], *line["numerators"], *line["denominators"]} <= {None, 0.0}, name


def test_the_mirror_is_worked_out_once_and_tells_nothing_of_single_owners(stage: Stage) -> None:
    assert look_in_mirror(LATER)
    assert not look_in_mirror(LATER + timedelta(minutes=59))
    told = look()
    assert told.at == LATER
    assert told.figures["signals-answered"].hidden  # three people own all signals
    assert told.figures["processes-owned"].value == 100.0
    # One owner at East and one at West: neither is told, to nobody, and the whole is as little.
    assert units_of(told.figures["signals-answered"], stage.cast.leader) == []


def test_what_was_done_stays_what_it_was_when_people_leave_or_change(stage: Stage) -> None:
    cast, asked = stage.cast, ("top-management", "entries-by-others", "problems-by-others", "days-to-decision")
    live(stage)
    decide(
        act(cast.leader, later=timedelta(days=7)), unit=cast.office, owner=cast.owner, due=date(2026, 4, 1),
        title="More ramp", choice="Rent", reason="Growth.", about=stage.objective,
    )  # fmt: skip
    span = span_up_to(LATER, cast.organisation.tz)
    before = count_all(span)
    waited = sum(before["days-to-decision"].months.values(), Sum())
    assert waited.denominator == 1, "an objective is no problem that waited"
    summer = act(cast.leader, later=timedelta(days=100))
    successor = add_person(
        summer, unit=cast.office, name="The next one", email="next@example.org", role=Role.TOP_MANAGEMENT,
        password="correct horse battery",
    )  # fmt: skip
    note_leaving(act(successor, later=timedelta(days=101)), cast.leader, on=date(2026, 6, 10))
    note_leaving(act(successor, later=timedelta(days=101)), cast.quality, on=date(2026, 6, 10))
    after = count_all(span)
    for name in asked:
        assert before[name].months[MARCH].denominator
        assert before[name].months[MARCH] == after[name].months[MARCH], name
        assert before[name].people[MARCH] == after[name].people[MARCH], name


def test_a_figure_about_four_people_is_hidden_from_everybody(stage: Stage) -> None:
    look_in_mirror(LATER)
    assert not look().figures["others-active"].hidden
    for who in (stage.cast.reader, stage.cast.west_owner):
        note_leaving(act(stage.cast.leader), who, on=NOW.date())
    (row,) = [row for row in standings() if row.name == "others-active"]
    # Five are left, four of them outside of the quality team.
    assert row.people == 4
    assert Figure(QUESTIONS["others-active"], row).hidden
    assert set(row.line["denominators"]) == {None}
    # A process whose owner has left has none from that month on.
    note_leaving(act(stage.cast.leader, later=timedelta(days=60)), stage.cast.owner, on=NOW.date())
    (owned,) = [row for row in standings() if row.name == "processes-owned"]
    assert owned.line["numerators"] == [1.0, 1.0, 0.0, 0.0][: len(owned.line["periods"])]


def test_a_real_change_reaches_the_bridge_of_who_may_look(stage: Stage) -> None:
    look_in_mirror(LATER)
    assert glimpse(stage.cast.leader, LATER.date()) == Glimpse(True, [])
    row = Standing.objects.get(name="others-active")
    row.onset, row.found, row.side = date(2026, 4, 1), date(2026, 6, 1), -1
    row.save()
    assert [figure.question.name for figure in glimpse(stage.cast.quality, LATER.date()).changed] == ["others-active"]
    assert not glimpse(stage.cast.owner, LATER.date()).may_look
    assert not glimpse(stage.cast.auditor, LATER.date()).may_look
    open_mirror(act(stage.cast.leader))
    assert glimpse(stage.cast.owner, LATER.date()).changed
    assert not glimpse(stage.cast.owner, date(2026, 9, 1)).changed  # no news any more


def test_questions_about_the_same_deeds_are_told_by_the_same_periods() -> None:
    asked = [one for one in QUESTIONS.values() if one.whom is not None and not one.stock]
    lengths = {str(one.denominator): {other.frequency for other in asked if other.denominator == one.denominator}
               for one in asked}  # fmt: skip
    # How many people there are is no deed of theirs.
    heads = "people outside of the quality team at the end of the month"
    assert [of for of, several in lengths.items() if len(several) > 1] == [heads]
