"""What has ended is told on paper as past, in the words of the screen, and after what goes on."""

import io
import json
from datetime import date

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from pilothouse.measures.models import Reading, Signal
from pilothouse.paper import workbook_of
from pilothouse.paper.figures import change_in_words, change_seen
from pilothouse.paper.opening import Told, opened
from pilothouse.paper.telling import page_of
from pilothouse.records.operations import hand_over
from pilothouse.reviews.models import Pack
from pilothouse.reviews.operations import freeze_pack
from pilothouse.web.measures.words import since
from tests.cast import act
from tests.measures.test_looking import entered
from tests.stage import Stage


@pytest.fixture
def pack(stage: Stage) -> Pack:
    """Beside the fall that goes on, a rise of three weeks that ended five weeks ago."""
    line = 30 + np.random.default_rng(6).standard_normal(80)
    line[72:75] += 3.5
    entered(stage.cast, "Taxi out", [(stage.cast.east, line)])
    return freeze_pack(act(stage.cast.quality), stage.review)


def test_what_has_ended_is_told_as_past_in_the_words_of_the_screen(stage: Stage, pack: Pack) -> None:
    told, ended = opened(pack), Signal.objects.filter(series__indicator__title="Taxi out").latest("pk")
    figure = told.figures[ended.series_id]
    said = change_in_words(told, figure)
    assert change_seen(told, figure) == on_screen(ended, told)
    assert said.startswith("higher from week ")
    assert " since " not in said
    assert ", was at 3" in said
    assert f", is at {figure['now']:.1f} " in said
    assert "with what came since" not in said
    going = told.figures[stage.series.pk]
    assert change_seen(told, going) == on_screen(stage.series.signals.latest("pk"), told)
    assert change_in_words(told, going).startswith("lower since week ")


def on_screen(signal: Signal, told: Told) -> str:
    return since(signal.series.indicator, signal, told.today, Reading.objects.get(series=signal.series_id))


def test_what_goes_on_comes_before_what_has_ended(stage: Stage, pack: Pack) -> None:
    ended = Signal.objects.filter(series__indicator__title="Taxi out").latest("pk")
    body = json.loads(pack.body)
    body["changed"]["series"] = [ended.series_id, stage.series.pk]
    pack.body = json.dumps(body)
    assert [" from week " in one["said"] for one in page_of(pack, [])["changed"]] == [False, True]


def test_the_workbook_says_until_when(stage: Stage, pack: Pack) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(pack))).get_sheet_by_name("Figures").to_python()
    at = rows[0].index("Changed until")
    until = {row[1]: row[at] for row in rows[1:] if row[rows[0].index("Changed since")]}
    assert isinstance(until["Taxi out"], date)
    assert until["Departures on time"] == ""


def test_who_answers_for_a_signal_is_told_also_after_a_meeting_that_looked_at_it(stage: Stage) -> None:
    cast, latest = stage.cast, stage.series.signals.latest("pk")
    assert latest.owner == cast.owner
    hand_over(act(cast.leader), stage.indicator, owner=cast.quality)
    pack = freeze_pack(act(cast.quality), stage.review)
    body = json.loads(pack.body)
    body["signals"] = []  # as where the last meeting looked at it
    pack.body = json.dumps(body)
    (changed,) = page_of(pack, [])["changed"]
    assert changed["owner"] == cast.owner.name
    assert changed["answered"].startswith(latest.code)
