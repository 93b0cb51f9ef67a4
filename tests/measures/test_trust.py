"""From which facts which label follows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pilothouse.measures.trust import Brought, Facts, Label, Weakness, brought, is_defined, label_of, points_of, trust

SOUND = Facts(Brought("source", 0.0, 0.0, defined=True), 0, has_owner=True, has_process=True)
LONG = "Share of departures that leave less than 15 minutes late."
WEEKS = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(30)]


def sound(**facts: Any) -> Facts:
    """Sound facts but for these, wherever they belong."""
    came = {name: facts.pop(name) for name in ("route", "corrected", "gaps", "defined") if name in facts}
    return replace(SOUND, brought=replace(SOUND.brought, **came), **facts)


@pytest.mark.parametrize(
    ("facts", "label", "weaknesses"),
    [
        ({}, Label.A, ()),
        ({"route": "file"}, Label.B, (Weakness.FILE,)),
        ({"route": "form"}, Label.B, (Weakness.BY_HAND,)),
        ({"late": 1}, Label.B, (Weakness.LATE,)),
        ({"late": 9}, Label.C, (Weakness.LATE,)),
        ({"has_owner": False, "has_process": False}, Label.C, (Weakness.NO_OWNER, Weakness.NO_PROCESS)),
        ({"owner_left": True}, Label.B, (Weakness.OWNER_LEFT,)),
        ({"owner_left": True, "has_owner": False}, Label.B, (Weakness.NO_OWNER,)),
        ({"defined": False}, Label.B, (Weakness.SHORT_DEFINITION,)),
        ({"corrected": 0.05, "gaps": 0.05}, Label.A, ()),
        ({"corrected": 0.1, "gaps": 0.3}, Label.C, (Weakness.GAPS, Weakness.CORRECTED)),
        ({"route": "form", "late": 3}, Label.D, (Weakness.LATE, Weakness.BY_HAND)),
        ({"route": ""}, Label.D, (Weakness.NO_VALUES,)),
    ],
)
def test_labels(facts: dict[str, Any], label: Label, weaknesses: tuple[Weakness, ...]) -> None:
    found = trust(sound(**facts))
    assert (found.label, found.weaknesses) == (label, weaknesses)


@pytest.mark.parametrize(
    ("facts", "upgrade", "after"),
    [
        ({}, (), Label.A),
        ({"route": "form"}, (Weakness.BY_HAND,), Label.A),
        ({"late": 1, "has_owner": False}, (Weakness.NO_OWNER,), Label.B),  # less effort than the heavier one
        ({"route": "form", "late": 1}, (Weakness.LATE,), Label.B),
        ({"route": "form", "defined": False, "late": 3}, (Weakness.LATE,), Label.C),  # one that is enough
        ({"route": "form", "late": 3, "gaps": 0.3}, (Weakness.LATE,), Label.C),
        ({"route": "form", "late": 3, "gaps": 0.3, "corrected": 0.3},
         (Weakness.LATE, Weakness.BY_HAND), Label.C),  # no single one is
        ({"route": ""}, (Weakness.NO_VALUES,), Label.A),
    ],
)  # fmt: skip
def test_the_upgrade_is_the_least_that_lifts_the_label(
    facts: dict[str, Any], upgrade: tuple[Weakness, ...], after: Label
) -> None:
    found = trust(sound(**facts))
    assert (found.upgrade, found.after(found.upgrade)) == (upgrade, after)


@pytest.mark.parametrize(
    ("definition", "says_enough"),
    [
        (LONG, True),
        ("Anteil pünktlicher Abflüge", False),
        ("出发延误不足15分钟的航班所占比例", True),
        ("定刻から十五分以内に出発した便の割合", True),
        ("15분 이내로 지연된 출발 항공편의 비율을 매주 계산", True),
        ("准点率", False),
        ("定時出発率", False),
        ("", False),
    ],
)
def test_a_definition_says_enough_in_whatever_script(definition: str, says_enough: bool) -> None:
    assert is_defined(definition) is says_enough


def test_the_weakest_way_in_counts_and_only_of_the_latest_values() -> None:
    routes = [["form"]] * 6 + [["source"]] * 23 + [["paste", "file"]]
    assert brought(WEEKS, routes, "week", LONG) == Brought("file", 1 / 24, 0.0, defined=True)
    assert brought(WEEKS[:2], [["form"], ["source"]], "week", "On time").route == "form"
    assert brought([WEEKS[0], WEEKS[3]], [["source"]] * 2, "week", "On time") == Brought("source", 0.0, 0.5, False)
    assert brought([], [], "week", LONG).route == ""


def test_the_bounds_of_a_label_are_those_it_is_told_by() -> None:
    for points in range(12):
        fewest, most = points_of(label_of(points))
        assert fewest <= points <= (points if most is None else most)


def test_what_is_measured_no_more_is_not_to_be_mended() -> None:
    weak = replace(SOUND, has_owner=False, late=3)
    assert trust(weak).upgrade
    ended = trust(replace(weak, ended=True))
    assert ended.label is trust(weak).label
    assert not ended.upgrade
