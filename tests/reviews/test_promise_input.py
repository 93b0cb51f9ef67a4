"""An input that waits is promised for a day, by whoever answers for it or takes it over."""

from datetime import timedelta

import pytest

from pilothouse.bridge.helm import helm
from pilothouse.mail.digest import letter_to
from pilothouse.organisation.models import Person
from pilothouse.reviews.models import InputReply, InputWait
from pilothouse.reviews.operations import leave_input, promise_input
from pilothouse.reviews.queries.inputs.unread import unread
from pilothouse.reviews.unread import look_for_unread
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.web.bridge.sentences import silences
from tests.cast import NOW, Cast, act
from tests.reviews.test_unread import asked, day


def test_what_waits_is_promised_taken_over_or_left_with_a_reason(cast: Cast) -> None:
    def by(who: Person, days: int) -> Act:
        return act(who, later=timedelta(days=days))

    InputWait.objects.create(input="providers", owner=cast.owner, empty=True, comes_by=day(0), look_by=day(183))
    for who in (cast.member, cast.leader):  # it has not climbed yet
        with pytest.raises(NotAllowed):
            promise_input(by(who, 1), "providers", until=day(9))
    with pytest.raises(NotAllowed):
        leave_input(by(cast.owner, 20), "providers", reason="Not mine")
    for until, words in ((day(0), "A promise lies ahead"), (day(400), "more often: promise a day up to 2 Sep 2026")):
        with pytest.raises(Refused, match=words):
            promise_input(by(cast.owner, 0 + 1), "providers", until=until)

    # Who answers for it promises a day: nobody is asked before it has passed, then silence counts from there.
    promise_input(by(cast.owner, 1), "providers", until=day(10))
    assert asked(cast.owner, 10) == asked(cast.leader, 40 - 30) == {}
    assert (asked(cast.owner, 11), asked(cast.leader, 11)) == ({"providers": False}, {})
    assert (asked(cast.leader, 24), asked(cast.quality, 24)) == ({"providers": True}, {})

    # To whom it climbed leaves it, with a reason that its owner and the bridge tell; it climbs again after a limit.
    with pytest.raises(Refused, match="Say why"):
        leave_input(by(cast.leader, 25), "providers", reason=" ")
    leave_input(by(cast.leader, 25), "providers", reason="The contract is out.")
    assert (asked(cast.leader, 26), asked(cast.owner, 26)) == ({}, {"providers": False})
    letter = letter_to(Person.objects.get(pk=cast.owner.pk), day(26), set(), "https://pilot.example.org")
    assert letter
    assert "The contract is out." in letter.text
    told = helm(Person.objects.get(pk=cast.leader.pk), NOW + timedelta(days=26))
    assert "no data, Station manager East, left there by Managing director with a reason" in str(silences(told))
    assert asked(cast.leader, 39) == {"providers": True}

    # The managing director takes it over: it is theirs from then on, and the worker forgets nothing of it.
    promise_input(by(cast.leader, 40), "providers", until=day(50))
    look_for_unread(NOW + timedelta(days=41))
    row = InputWait.objects.get(input="providers")
    assert (row.owner, row.reply) == (cast.leader, InputReply.objects.first())
    names = Entry.objects.filter(kind=InputReply.trail_kind()).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["input.promised", "input.left", "input.promised"]
    # Another wait is another question: what was said to this one counts no more.
    left = InputReply.objects.get(reason="The contract is out.")
    waits = [unread(InputWait(input="providers", comes_by=day(0), empty=empty, reply=left), day(26))
             for empty in (True, False)]  # fmt: skip
    assert [one.reply is None for one in waits if one] == [False, True]

    # Who leads the unit of its owner is asked before those above, and may take it over without preparing reviews.
    InputWait.objects.filter(input="audits").update(owner=cast.member, empty=True, comes_by=day(0), reply=None)
    assert [asked(who, 15).get("audits") for who in (cast.owner, cast.leader)] == [True, None]
    assert asked(cast.leader, 29)["audits"]
    promise_input(by(cast.owner, 41), "audits", until=day(60))
    assert InputWait.objects.get(input="audits").owner == cast.owner
