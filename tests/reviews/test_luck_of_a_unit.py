"""The meeting of a unit asks chance among the series of that unit and below, on its agenda as in its pack, whoever
prepares it and however much else they see.
"""

import json
from datetime import timedelta

import numpy as np
import pytest

from pilothouse.measures import luck
from pilothouse.measures.looking import look_for_shared
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import end_series
from pilothouse.measures.together import luck_of
from pilothouse.organisation.models import Unit
from pilothouse.organisation.operations import add_unit
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Review
from pilothouse.reviews.operations import freeze_pack, plan_review, prepare_review
from pilothouse.reviews.queries.packing import known_at
from pilothouse.reviews.queries.packing.several import ran_lately
from pilothouse.trail.queries import checkpoint
from tests.cast import NOW, Cast, act
from tests.measures.test_looking import entered

TODAY = NOW.date()


def meeting(cast: Cast) -> Review:
    """One of a unit in which two units changed in one week, beside much that is stable elsewhere."""
    by = act(cast.leader)
    hub = add_unit(by, unit=cast.office, name="Hub", code="HUB")
    rng = np.random.default_rng(6)
    table = 30 + rng.standard_normal((2, 80))
    table[:, 75:] += 9.0
    halves: list[Unit] = [add_unit(by, unit=hub, name=name, code=name) for name in ("H1", "H2")]
    entered(cast, "Taxi out", list(zip(halves, table, strict=True)))
    for number in range(8):
        steady = 30 + rng.standard_normal((2, 80))
        entered(cast, f"Steady {number}", [(cast.east, steady[0]), (cast.west, steady[1])])
    look_for_shared(NOW)
    return plan_review(
        by, unit=hub, owner=cast.quality, title="The hub", on=TODAY + timedelta(days=1),
        since=TODAY - timedelta(days=40), attendees=[cast.leader],
    )  # fmt: skip


def test_chance_is_asked_among_the_series_of_the_unit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    review = meeting(cast)
    shifts = [one.shifted for one in Signal.objects.filter(unit__path__startswith=review.unit.path)]
    here, all_seen = (luck_of(cast.leader, TODAY, path) for path in (review.unit.path, ""))
    assert (len(here.places), len(all_seen.places)) == (2, 18)
    rare, often = (found.yearly(shifts) for found in (here, all_seen))
    assert 0 < rare < often
    monkeypatch.setattr(luck, "OFTEN", (rare + often) / 2)
    items = prepare_review(act(cast.leader), review)
    assert [one.together for one in items if one.together], "more series elsewhere bring no false alarm here"
    pack = freeze_pack(act(cast.leader), review)
    assert [bool(one["week"]) for one in json.loads(pack.body)["events"]] == [True]
    assert "among the series of this unit and below" in page_of(pack, [])["chance_among"]


def test_so_much_evidence_is_as_rare_on_agenda_and_paper(cast: Cast) -> None:
    review = meeting(cast)
    (item,) = [one for one in prepare_review(act(cast.leader), review) if one.judged]
    pack = freeze_pack(act(cast.leader), review)
    (told,) = [one["said"] for one in page_of(pack, [])["shared"] if "judged as one set" in one["said"]]
    often = told.rpartition("would come by chance ")[2]
    assert f"so much would come by chance {often}." in item.reason


def test_a_series_that_ended_lately_is_asked_too(cast: Cast) -> None:
    review = meeting(cast)
    ended, still = Series.objects.filter(unit__path__startswith=review.unit.path).order_by("pk")
    end_series(act(cast.leader), ended, on=TODAY, reason="Its gate is closed")
    known = known_at(checkpoint().size, review.unit_id, TODAY)
    assert [one.pk for one in known.series] == [still.pk]
    assert {one.pk for one in ran_lately(known)} == {ended.pk, still.pk}
    assert len(luck_of(cast.leader, TODAY, review.unit.path).places) == 2
    later = TODAY + timedelta(weeks=60)
    assert len(ran_lately(known_at(checkpoint().size, review.unit_id, later))) == 1
    assert len(luck_of(cast.leader, later, review.unit.path).places) == 1
