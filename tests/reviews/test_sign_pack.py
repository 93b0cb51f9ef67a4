"""Top management signs what it has seen."""

import pytest

from pilothouse.reviews.models import Pack, Rating
from pilothouse.reviews.operations import freeze_pack, sign_pack
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import act
from tests.stage import Stage

ALL_YES = dict.fromkeys(("suitable", "adequate", "effective", "aligned"), Rating.YES)


@pytest.fixture
def pack(stage: Stage) -> Pack:
    return freeze_pack(act(stage.cast.quality), stage.review)


def test_the_signature_bears_the_digest_of_what_was_seen(stage: Stage, pack: Pack) -> None:
    signature = sign_pack(act(stage.cast.leader), pack, **ALL_YES)
    assert (signature.digest, signature.by_id) == (pack.digest, stage.cast.leader.pk)
    assert Entry.objects.latest("seq").name == "pack.signed"


def test_nobody_signs_twice(stage: Stage, pack: Pack) -> None:
    sign_pack(act(stage.cast.leader), pack, **ALL_YES)
    with pytest.raises(Refused, match="already"):
        sign_pack(act(stage.cast.leader), pack, **ALL_YES)


def test_what_is_missing_is_said_in_a_line(stage: Stage, pack: Pack) -> None:
    partly = {**ALL_YES, "adequate": Rating.PARTLY}
    with pytest.raises(Refused) as refusal:
        sign_pack(act(stage.cast.leader), pack, **partly)
    assert refusal.value.field == "note"
    assert sign_pack(act(stage.cast.leader), pack, **partly, note="Two processes have no owner").note


def test_a_pack_that_was_altered_is_not_signed(stage: Stage, pack: Pack) -> None:
    pack.body += " "
    with pytest.raises(Refused, match="no longer"):
        sign_pack(act(stage.cast.leader), pack, **ALL_YES)


def test_only_top_management_signs(stage: Stage, pack: Pack) -> None:
    with pytest.raises(NotAllowed):
        sign_pack(act(stage.cast.quality), pack, **ALL_YES)
