"""What was drawn up a moment ago is kept only if nothing it rests on has changed meanwhile."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from pilothouse.paper import pdf_of, workbook_of
from pilothouse.paper.telling import page_of
from pilothouse.reviews.models import Outcome, Pack, Rating
from pilothouse.reviews.operations import freeze_pack, keep_pack, plan_review, sign_pack
from pilothouse.reviews.queries import checked
from pilothouse.reviews.queries.packing import FORMAT
from pilothouse.reviews.queries.packs import body_of, drawn_up
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.chain import canonical
from pilothouse.trail.recorder import current
from tests.cast import NOW, Cast, act
from tests.reviews.packs import drawn_in
from tests.stage import Stage

RATED = ("suitable", "adequate", "effective", "aligned")


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
    added = ("risks", "looks", "engine", "climbed", "promised")
    for form in range(1, FORMAT):
        pack = keep_pack(act(stage.cast.quality), stage.review, drawn=drawn_in(stage, form))
        again = checked(pack)
        assert (again.form, again.equal) == (form, True)
        assert [f'"{name}"' in pack.body for name in added] == [place < form - 1 for place in range(len(added))]


def test_a_format_of_a_later_version_is_said_plainly(stage: Stage) -> None:
    drawn = drawn_up(stage.review, NOW)
    pack = keep_pack(
        act(stage.cast.quality),
        stage.review,
        drawn=replace(drawn, body=drawn.body.replace(f'"format":{FORMAT}', '"format":99')),
    )
    again = checked(pack)
    assert (again.outcome, again.form) == (Outcome.UNKNOWN, 99)


def test_a_pack_before_that_is_gone_or_unknown_is_no_comparison(stage: Stage) -> None:
    """Whatever became of it, the next one can be frozen and says that nobody can tell what was changed since."""
    day = timedelta(days=1)
    freeze_pack(act(stage.cast.quality), stage.review)
    connection.connection.cursor().execute("DELETE FROM reviews_pack")
    drawn = drawn_up(stage.review, NOW + day)
    unknown = canonical({"format": 99, "figures": [{"x": 1}]})
    second = keep_pack(act(stage.cast.quality), stage.review, drawn=replace(drawn, body=unknown))
    assert json.loads(drawn.body)["before"] == {
        "pack": "REV-0001/1", "digest": json.loads(drawn.body)["before"]["digest"], "sound": False
    }  # fmt: skip
    third = freeze_pack(act(stage.cast.quality, later=day), stage.review)
    page = page_of(third, [])
    assert (page["before"], page["comparable"], page["corrected"]) == (str(second), False, [])
    assert checked(third).equal
    with pytest.raises(Refused, match="newer version"):
        sign_pack(act(stage.cast.leader, later=day), second, **dict.fromkeys(RATED, Rating.YES))


def test_a_meeting_of_nobody_about_nothing_is_frozen_all_the_same(cast: Cast) -> None:
    """Before any series, any value and any objective there was."""
    review = plan_review(
        act(cast.leader), unit=cast.office, owner=cast.quality, title="First", on=NOW.date(),
        since=NOW.date() - timedelta(days=30), attendees=[],
    )  # fmt: skip
    pack = freeze_pack(act(cast.quality), review)
    page = page_of(pack, [])
    assert (page["attendance"], page["figures"], page["objectives"]) == (["Quality manager: invited"], [], [])
    assert checked(pack).equal
    assert (pdf_of(pack)[:5], workbook_of(pack)[:2]) == (b"%PDF-", b"PK")
    with pytest.raises(Refused, match="history already stands"):
        freeze_pack(act(cast.quality, later=timedelta(days=-90)), review)
