"""Top management signs what it has seen."""

from datetime import timedelta

import pytest

from pilothouse.organisation.operations import change_person
from pilothouse.reviews.models import Outcome, Pack, Rating
from pilothouse.reviews.operations import check_pack, freeze_pack, sign_pack
from pilothouse.reviews.queries import signed
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.vault import PersonalKey
from pilothouse.trail.verify import verify
from tests.cast import act
from tests.stage import Stage

ALL_YES = dict.fromkeys(("suitable", "adequate", "effective", "aligned"), Rating.YES)


@pytest.fixture
def pack(stage: Stage) -> Pack:
    return freeze_pack(act(stage.cast.quality), stage.review)


def test_the_signature_bears_the_digest_of_what_was_seen(stage: Stage, pack: Pack) -> None:
    signature = sign_pack(act(stage.cast.leader), pack, **ALL_YES)
    assert signature.signed_as == stage.cast.leader.name
    assert (signature.digest, signature.by_id) == (pack.digest, stage.cast.leader.pk)
    assert Entry.objects.latest("seq").name == "pack.signed"


def test_who_may_not_read_it_does_not_have_it_made_again(stage: Stage, pack: Pack) -> None:
    with pytest.raises(NotAllowed):
        check_pack(act(stage.cast.west_owner), pack)
    assert check_pack(act(stage.cast.member), pack).outcome == Outcome.EQUAL


def test_the_name_stays_that_of_the_day_and_is_kept_under_its_own_key(stage: Stage, pack: Pack) -> None:
    leader = stage.cast.leader
    was = leader.name
    signature = sign_pack(act(leader), pack, **ALL_YES)
    leader.refresh_from_db()
    change_person(act(leader), leader, name="Somebody Else", email=leader.email)
    signature.refresh_from_db()
    assert (signature.by.name, signature.signed_as) == ("Somebody Else", was)
    assert was not in Entry.objects.get(name="pack.signed").body
    assert verify().faults == []


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


def test_what_a_later_pack_superseded_is_not_signed(stage: Stage, pack: Pack) -> None:
    freeze_pack(act(stage.cast.quality, later=timedelta(days=1)), stage.review)
    with pytest.raises(Refused, match="later pack"):
        sign_pack(act(stage.cast.leader, later=timedelta(days=1)), pack, **ALL_YES)


def test_erased_data_of_who_signed_do_not_make_it_a_forgery(stage: Stage, pack: Pack) -> None:
    sign_pack(act(stage.cast.leader), pack, **ALL_YES)
    PersonalKey.objects.filter(subject=stage.cast.leader.pk).delete()
    assert signed(pack).faults == 0
