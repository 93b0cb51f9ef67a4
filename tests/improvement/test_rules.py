"""Pure rules of improvement."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.improvement.rules.closing import Standing, answered_by, comes_back, obstacles
from pilothouse.improvement.rules.effects import long_overdue, proposed_verdict, step_for, told_by, too_early_for
from pilothouse.improvement.rules.likeness import alike, telling_words
from pilothouse.improvement.rules.sheets import Directory, guessed, judged
from pilothouse.improvement.rules.whys import in_order
from pilothouse.improvement.rules.wording import LONGEST, title_and_details


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        (Standing("slight", "incident", 0, 0, 0, "Learnt", False), []),
        (Standing("grave", "idea", 0, 0, 0, "Learnt", False), []),
        (Standing("grave", "incident", 0, 0, 0, "Learnt", True), ["cause"]),
        (Standing("serious", "complaint", 1, 0, 0, "Learnt", True), []),
        (Standing("serious", "complaint", 0, 2, 1, " ", False), ["actions", "unproved", "cause", "lesson", "foreseen"]),
    ],
)
def test_what_stands_in_the_way(standing: Standing, found: list[str]) -> None:
    assert obstacles(standing) == found


@pytest.mark.parametrize(
    ("reported", "answer"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 10)),
        (date(2026, 3, 7), date(2026, 3, 11)),
    ],
)
def test_three_working_days(reported: date, answer: date) -> None:
    assert answered_by(reported) == answer


def test_no_issue_is_its_own_time_before() -> None:
    assert comes_back(1, 1, {1: None})
    assert comes_back(1, 3, {3: 2, 2: 1})
    assert not comes_back(4, 3, {3: 2, 2: 1, 1: None})
    assert not comes_back(9, 3, {3: 2, 2: 3})


@pytest.mark.parametrize(
    ("frequency", "points", "day"),
    [
        ("day", 7, date(2026, 1, 16)),
        ("week", 8, date(2026, 3, 11)),
        ("month", 6, date(2026, 8, 8)),
        ("quarter", 6, date(2027, 10, 15)),
    ],
)
def test_when_the_values_are_in(frequency: str, points: int, day: date) -> None:
    assert told_by(date(2026, 1, 7), frequency, points) == day


def test_waiting_ends() -> None:
    due = date(2026, 3, 1)
    assert not long_overdue(due, date(2026, 3, 14), "week")
    assert long_overdue(due, date(2026, 3, 30), "week")
    assert not long_overdue(None, date(2026, 3, 30), "week")
    assert proposed_verdict("too_early", late=True) == "cannot_be_told"
    assert proposed_verdict("too_early", late=False) == "too_early"
    assert proposed_verdict("better", late=True) == "better"
    assert too_early_for("better", "too_early")
    assert not too_early_for("cannot_be_told", "too_early")


@pytest.mark.parametrize(
    ("verdict", "step"),
    [("better", "prove"), ("no_change", "reopen"), ("worse", "reopen"), ("cannot_be_told", "end_unproved")],
)
def test_what_a_verdict_does(verdict: str, step: str) -> None:
    assert step_for(verdict) == step


@given(st.lists(st.integers(0, 20), max_size=20))
def test_a_tree_keeps_every_answer_once_below_its_parent(parents: list[int]) -> None:
    pairs = [(key, parent if 0 < parent < key else None) for key, parent in enumerate(parents, 1)]
    order = in_order(pairs)
    assert sorted(branch.key for branch in order) == [key for key, _parent in pairs]
    place = {branch.key: (index, branch.depth) for index, branch in enumerate(order)}
    for key, parent in pairs:
        if parent is not None:
            assert place[parent][0] < place[key][0]
            assert place[parent][1] + 1 == place[key][1]


def test_likeness() -> None:
    assert telling_words("the tow bar is broken again") == ["broken", "again"]
    known = [(1, "Gate closes late", ""), (2, "Coffee", ""), (3, "Broken gate", "")]
    assert alike("tow bar broken at the gate", known)[0] == 3
    assert 2 not in alike("tow bar broken at the gate", known)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Schon wieder fehlt in der Frühwelle der zweite Schlepper", 1),
        ("Gebrochene Schleppstangen an Position 9", 2),
        ("牽引車が一台だけで朝の出発が遅れた", 3),
        ("Drugi ciągnik jest w naprawie", 4),
        ("Кафе холодное", 0),
    ],
)
def test_likeness_in_other_languages(text: str, key: int) -> None:
    known = [
        (1, "Zweiter Schlepper fehlt", "In der Fruehwelle warten Flugzeuge."),
        (2, "Schleppstange gebrochen", "An Position 4."),
        (3, "牽引車が一台しかなく出発が遅れる", ""),
        (4, "Brak drugiego ciągnika", "Ciągniki w naprawie od piątku."),
        (5, "Coffee is cold", ""),
    ]
    assert alike(text, known)[:1] == ([key] if key else [])


@pytest.mark.parametrize(
    ("text", "title", "details"),
    [
        ("It leaks", "It leaks", ""),
        ("It leaks\nsince Monday", "It leaks", "It leaks\nsince Monday"),
        ("  ", "", ""),
        ("It leaks. " + "And so on. " * 20, "It leaks.", None),
    ],
)
def test_one_text_is_title_and_rest(text: str, title: str, details: str | None) -> None:
    found = title_and_details(text)
    assert found == (title, text.strip() if details is None else details)


@given(st.text(max_size=500))
def test_nothing_typed_is_lost(text: str) -> None:
    title, details = title_and_details(text)
    assert len(title) <= LONGEST + 1
    assert (details or title) == text.strip()


NOBODY = Directory(units={}, people={}, natures={}, severities={}, states={}, unit=1)


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=8))
def test_every_row_with_text_gets_a_verdict(rows: list[list[str]]) -> None:
    heads = ["Title", "Unit", "Due", "Owner"]
    verdicts = judged(list(enumerate(rows, 2)), guessed(heads), NOBODY)
    assert [verdict.line for verdict in verdicts] == [
        line for line, cells in enumerate(rows, 2) if any(cell.strip() for cell in cells)
    ]
    assert all((verdict.row is None) == bool(verdict.problems) for verdict in verdicts)
