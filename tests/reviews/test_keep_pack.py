"""What was drawn up a moment ago is kept only if nothing it rests on has changed meanwhile."""

from dataclasses import replace

import pytest

from pilothouse.reviews.models import Outcome, Pack
from pilothouse.reviews.operations import freeze_pack, keep_pack
from pilothouse.reviews.queries import checked
from pilothouse.reviews.queries.packing import FORMAT
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.recorder import current
from tests.cast import NOW, act
from tests.reviews.packs import drawn_in
from tests.stage import Stage


def test_nothing_is_locked_while_it_is_drawn_up(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    running = []

    def watched(*made: object) -> str:
        running.append(current())
        return body_of(*made)  # type: ignore[arg-type]

    monkeypatch.setattr("pilothouse.reviews.queries.packs.body_of", watched)
    freeze_pack(act(stage.cast.quality), stage.review)
    assert running == [None]


def test_who_comes_second_is_told_and_nothing_is_kept(stage: Stage) -> None:
    drawn = drawn_up(stage.review, NOW)
    freeze_pack(act(stage.cast.quality), stage.review)
    with pytest.raises(Refused, match="a moment ago"):
        keep_pack(act(stage.cast.quality), stage.review, drawn=drawn)
    assert Pack.objects.count() == 1


def test_a_past_that_changed_under_it_is_not_frozen(stage: Stage) -> None:
    drawn = replace(drawn_up(stage.review, NOW), chain="0" * 64)
    with pytest.raises(Refused, match="from outside"):
        keep_pack(act(stage.cast.quality), stage.review, drawn=drawn)
    assert not Pack.objects.exists()


def test_only_who_prepares_reviews_keeps_one(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        keep_pack(act(stage.cast.member), stage.review, drawn=drawn_up(stage.review, NOW))


def test_a_pack_of_an_earlier_format_is_checked_by_its_own_rule(stage: Stage) -> None:
    for form, holds in ((1, (False, False, False)), (2, (True, False, False)), (3, (True, True, False))):
        pack = keep_pack(act(stage.cast.quality), stage.review, drawn=drawn_in(stage, form))
        again = checked(pack)
        assert (again.form, again.equal) == (form, True)
        assert tuple(f'"{name}"' in pack.body for name in ("risks", "looks", "engine")) == holds


def test_a_format_of_a_later_version_is_said_plainly(stage: Stage) -> None:
    drawn = drawn_up(stage.review, NOW)
    pack = keep_pack(
        act(stage.cast.quality),
        stage.review,
        drawn=replace(drawn, body=drawn.body.replace(f'"format":{FORMAT}', '"format":99')),
    )
    again = checked(pack)
    assert (again.outcome, again.form) == (Outcome.UNKNOWN, 99)
