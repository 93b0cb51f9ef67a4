"""The page of the X-matrix, its table, and the sheet as PDF."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from pilothouse.bridge.graph.matrix import key_of, matrix
from pilothouse.improvement.operations import plan_action
from pilothouse.organisation.models import Person
from pilothouse.paper import printing
from tests.bridge.test_graph import DUE, ON
from tests.cast import Cast, act
from tests.stage import Stage

SignIn = Callable[[Person], Client]
PAGE = "/direction/matrix/"


def test_ties_follow_from_what_stands(stage: Stage, signed_in: SignIn) -> None:
    cast = stage.cast
    plan = plan_action(
        act(cast.leader), origin=stage.objective, title="Buffers for the summer", owner=cast.owner, due=DUE,
        purpose="initiative", series=stage.series,
    )  # fmt: skip
    found = matrix(cast.leader, ON)
    assert [one.code for one in found.work] == [plan.code, stage.decision.code, stage.action.code]
    names = {key_of(one): one for one in (stage.theme, stage.objective, stage.indicator, plan, cast.leader, cast.owner)}
    others = {key_of(one) for one in found.work[1:]}
    served = {row: strong for (row, column), strong in found.ties.items() if column == key_of(stage.objective)}
    assert {served[other] for other in others} == {True}  # both are about the series of its target
    ties = {
        (str(names[row]), str(names[column])): strong
        for (row, column), strong in found.ties.items()
        if row not in others
    }
    theme, aim, number, work = map(str, (stage.theme, stage.objective, stage.indicator, plan))
    assert ties == {
        (theme, aim): True, (theme, number): True, (theme, str(cast.leader)): True,
        (work, aim): True, (work, number): True, (work, str(cast.owner)): True, (work, str(cast.leader)): False,
    }  # fmt: skip
    page = signed_in(cast.leader).get(PAGE).content.decode()
    assert "Depart on time · " not in page  # rows are named first
    assert "Buffers for the summer · Depart on time: tied by itself" in page
    assert "The same as a table" in page
    assert all(words in page for words in ("The four sides", "How to read a corner", "tied by itself.", "Above left"))
    assert f">{stage.objective.code}</text>" in page
    assert "Buffers for the summer" not in signed_in(cast.west_owner).get(PAGE).content.decode()
    pdf = signed_in(cast.leader).get(PAGE + "pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert page.count('aria-label="X-matrix"') == page.count('role="group" aria-label="X-matrix"') + 1, "one region"


def test_what_the_sheet_says_is_drawn_by_its_typeface(
    stage: Stage, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sign that the typeface has not would stand there in brackets."""
    told: list[str] = []
    monkeypatch.setattr(printing, "_set", lambda _template, data, _at: told.append(data(False)) or b"")
    signed_in(stage.cast.leader).get(PAGE + "pdf/")
    said = json.loads(told[0])
    assert [key["full"] for key in said["keys"]] == [True, False]
    sides, corners = said["notes"]
    assert [line["where"] for line in sides["lines"]] == ["Left", "Above", "Right", "Below"]
    assert [line["where"] for line in corners["lines"]] == ["Above left", "Above right", "Below left", "Below right"]
    assert "Follow a row and a column" in corners["how"]
    assert "[" not in "".join(key["words"] for key in said["keys"])
    drawn = [text["words"] for text in said["picture"]["texts"]]
    records = (stage.theme, stage.objective, stage.indicator, stage.decision, stage.action)
    assert {"Depart on time", *(one.code for one in records)} <= set(drawn)
    assert f"{stage.objective.code} Depart on time: " in said["alt"]


def test_an_empty_sheet_says_what_belongs_there(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.leader).get(PAGE).content.decode()
    assert "Nothing to draw yet" in page
    assert "Set the first objective" in page
    assert signed_in(cast.leader).get(PAGE + "pdf/").status_code == 404
    assert "No objectives yet" in signed_in(cast.leader).get("/direction/alignment/").content.decode()
