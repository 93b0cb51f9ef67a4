"""From which facts which label follows."""

from dataclasses import replace
from typing import Any

import pytest

from pilothouse.measures.trust import Facts, Label, Weakness, trust

SOUND = Facts(["source"] * 24, 0, "Share of departures that leave less than 15 minutes late.", True, True, 0.0, 0.0)


@pytest.mark.parametrize(
    ("facts", "label", "weaknesses"),
    [
        ({}, Label.A, ()),
        ({"routes": ["file"] * 24}, Label.B, (Weakness.FILE,)),
        ({"routes": ["source"] * 23 + ["form"]}, Label.B, (Weakness.BY_HAND,)),
        ({"late": 1}, Label.B, (Weakness.LATE,)),
        ({"late": 9}, Label.C, (Weakness.LATE,)),
        ({"has_owner": False, "has_process": False}, Label.C, (Weakness.NO_OWNER, Weakness.NO_PROCESS)),
        ({"definition": "On time"}, Label.B, (Weakness.SHORT_DEFINITION,)),
        ({"corrected": 0.05, "gaps": 0.05}, Label.A, ()),
        ({"corrected": 0.1, "gaps": 0.3}, Label.C, (Weakness.GAPS, Weakness.CORRECTED)),
        ({"routes": ["form"], "late": 3}, Label.D, (Weakness.LATE, Weakness.BY_HAND)),
        ({"routes": []}, Label.D, (Weakness.NO_VALUES,)),
    ],
)
def test_labels(facts: dict[str, Any], label: Label, weaknesses: tuple[Weakness, ...]) -> None:
    found = trust(replace(SOUND, **facts))
    assert (found.label, found.weaknesses) == (label, weaknesses)


def test_the_cheapest_upgrade_comes_before_the_heaviest() -> None:
    assert trust(replace(SOUND, routes=["form"], definition="On time")).cheapest is Weakness.SHORT_DEFINITION
    assert trust(SOUND).cheapest is None
