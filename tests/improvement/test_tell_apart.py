"""Somebody says that issues are not one trouble: words alone never bring them together again."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Apart, Issue, Perhaps, Repeat
from pilothouse.improvement.operations import say_same, tell_apart
from pilothouse.improvement.queries.repeated import REPEATS
from pilothouse.improvement.recurring import look_for_repeats
from pilothouse.measures.surveys import standing_of
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.improvement.test_recurring import told

SOON = NOW + timedelta(hours=1)
WORDS = ("Only one tug for six gates", "The second tug is in repair, aircraft wait.")


@pytest.fixture
def tugs(cast: Cast) -> list[Issue]:
    """Three issues that read the same to the letter, at two units; and something else."""
    told(cast, cast.east, "Coffee is cold")
    return [told(cast, unit, *WORDS) for unit in (cast.east, cast.west, cast.west)]


def test_words_do_not_group_what_was_told_apart(cast: Cast, tugs: list[Issue]) -> None:
    one, two, three = tugs
    look_for_repeats(SOON)
    assert Repeat.objects.count() == 3
    (said,) = tell_apart(act(cast.quality), three, others=[one])
    assert (said.issue, said.other, said.by) == (one, three, cast.quality)
    assert Entry.objects.latest("seq").name == "issue.told_apart"
    assert standing_of(REPEATS).asked is not None
    look_for_repeats(SOON + timedelta(minutes=1))
    groups = dict(Repeat.objects.values_list("issue_id", "group"))
    assert len(groups) == 2, "the second may be with either, and not with both"
    assert not {one.pk, three.pk} <= groups.keys()
    assert two.pk in groups
    assert not Perhaps.objects.exists()
    assert verify().whole


def test_from_all_the_others_at_once_and_each_once(cast: Cast, tugs: list[Issue]) -> None:
    one, two, three = tugs
    assert len(tell_apart(act(cast.quality), two, others=[one, three])) == 2
    assert all(said.issue_id < said.other_id for said in Apart.objects.all())
    with pytest.raises(Refused, match="has said so already"):
        tell_apart(act(cast.leader), one, others=[two])
    assert len(tell_apart(act(cast.leader), one, others=[two, three])) == 1
    look_for_repeats(SOON)
    assert not Repeat.objects.exists()


def test_refused_by_rule(cast: Cast, tugs: list[Issue]) -> None:
    one, two, three = tugs
    say_same(act(cast.quality), one, other=two)
    with pytest.raises(Refused, match="take the link off first"):
        tell_apart(act(cast.quality), two, others=[three, one])
    assert not Apart.objects.exists(), "all or none"
    for others in ([], [two]):
        with pytest.raises(Refused, match="Name two issues"):
            tell_apart(act(cast.quality), two, others=others)


def test_what_people_linked_stays_together_all_the_same(cast: Cast, tugs: list[Issue]) -> None:
    """Told from each other, and said to be one with a third later: links win, for they were made on purpose."""
    one, two, three = tugs
    tell_apart(act(cast.quality), one, others=[three])
    say_same(act(cast.quality), one, other=two)
    say_same(act(cast.quality), two, other=three)
    look_for_repeats(SOON)
    assert Repeat.objects.count() == 3


def test_refused_by_right(cast: Cast, tugs: list[Issue]) -> None:
    one, two, _three = tugs
    for person in (cast.auditor, cast.member, cast.reader):
        with pytest.raises(NotAllowed):
            tell_apart(act(person), one, others=[two])
    with pytest.raises(Refused, match="There is no such thing here"):
        tell_apart(act(cast.west_owner), two, others=[one])


def test_what_was_told_apart_is_seen_by_who_sees_both(cast: Cast, tugs: list[Issue]) -> None:
    one, two, three = tugs
    tell_apart(act(cast.quality), two, others=[one, three])
    assert Apart.objects.seen_by(cast.leader).count() == 2
    assert Apart.objects.seen_by(cast.owner).count() == 0
    assert Apart.objects.seen_by(cast.west_owner).get().other == three


def test_what_a_third_holds_together_is_not_told_apart_to_no_effect(cast: Cast, tugs: list[Issue]) -> None:
    """Nor is anything told of the third: it may be out of sight, declined or of an earlier year."""
    one, two, three = tugs
    coffee = Issue.objects.order_by("pk").first()
    assert coffee is not None
    say_same(act(cast.quality), two, other=coffee)
    say_same(act(cast.quality), coffee, other=three)
    with pytest.raises(Refused, match="one trouble: that goes before this") as refused:
        tell_apart(act(cast.west_owner), three, others=[two])
    assert coffee.code not in str(refused.value)
    with pytest.raises(Refused, match="that goes before this"):
        tell_apart(act(cast.quality), three, others=[one, two])
    assert not Apart.objects.exists(), "all or none"
    tell_apart(act(cast.quality), three, others=[one])
    look_for_repeats(SOON)
    assert one.pk not in Repeat.objects.values_list("issue_id", flat=True)
