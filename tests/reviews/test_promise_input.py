"""An input that waits is promised for a day, by whoever answers for it or takes it over."""

from datetime import timedelta

import pytest

from pilothouse.bridge.helm import helm
from pilothouse.bridge.waiting import reach_of
from pilothouse.mail.digest import letter_to
from pilothouse.organisation.models import Person
from pilothouse.records.climbing import usual_limits
from pilothouse.reviews.models import InputReply, InputWait
from pilothouse.reviews.operations import leave_input, promise_input
from pilothouse.reviews.queries import unread_inputs
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
    with pytest.raises(Refused, match="longer than 500"):
        promise_input(by(cast.owner, 1), "providers", until=day(10), reason="x" * 501)

    # Who answers for it promises a day: nobody is asked before it has passed, then silence counts from there.
    promise_input(by(cast.owner, 1), "providers", until=day(10))
    assert asked(cast.owner, 10) == asked(cast.leader, 40 - 30) == {}
    told = helm(Person.objects.get(pk=cast.leader.pk), NOW + timedelta(days=5))
    assert "no data, Station manager East, promised for 12 Mar 2026, first due 2 Mar 2026" in str(silences(told))
    assert not any(one.overdue for one in reach_of(cast.leader, usual_limits(), day(5)))
    assert (asked(cast.owner, 11), asked(cast.leader, 11)) == ({"providers": False}, {})
    assert (asked(cast.leader, 24), asked(cast.quality, 24)) == ({"providers": True}, {})

    # A promise once more has a reason and starts no clock; it is told of.
    with pytest.raises(Refused, match="Say why it takes longer"):
        promise_input(by(cast.owner, 24), "providers", until=day(90))
    promise_input(by(cast.owner, 24), "providers", until=day(90), reason="The audit is in May.")
    assert (asked(cast.owner, 24), asked(cast.leader, 24)) == ({"providers": False}, {"providers": True})
    assert "promised again for 31 May 2026, first due 2 Mar 2026" in str(unread_inputs(day(24))[0].promise)

    # To whom it climbed leaves it, with a reason that its owner and the bridge tell; it climbs again after a limit.
    with pytest.raises(Refused, match="Say why"):
        leave_input(by(cast.leader, 25), "providers", reason=" ")
    leave_input(by(cast.leader, 25), "providers", reason="The contract is out.")
    assert (asked(cast.leader, 26), asked(cast.owner, 26)) == ({}, {"providers": False})
    letter = letter_to(Person.objects.get(pk=cast.owner.pk), day(26), set(), "https://pilot.example.org")
    assert letter
    assert "The contract is out." in letter.text
    told = helm(Person.objects.get(pk=cast.leader.pk), NOW + timedelta(days=26))
    assert "first due 2 Mar 2026, left there by Managing director with a reason" in str(silences(told))
    assert [one.due for one in unread_inputs(day(26))] == [day(10)], "nor does a clock jump back"
    assert asked(cast.leader, 39) == {"providers": True}

    # The managing director takes it over: it is theirs from then on, and the worker forgets nothing of it.
    promise_input(by(cast.leader, 40), "providers", until=day(50))
    promise_input(by(cast.leader, 51), "providers", until=day(80), reason="It is long.")
    look_for_unread(NOW + timedelta(days=52))
    row = InputWait.objects.get(input="providers")
    once_more, taken = InputReply.objects.all()[:2]
    assert (row.owner, row.reply, row.again) == (cast.leader, taken, once_more.until)
    names = Entry.objects.filter(kind=InputReply.trail_kind()).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["input.promised"] * 2 + ["input.left"] + ["input.promised"] * 2
    # Another wait is another question: what was said to this one counts no more.
    left = InputReply.objects.get(reason="The contract is out.")
    waits = [unread(InputWait(input="providers", comes_by=day(0), empty=empty, reply=left), day(26))
             for empty in (True, False)]  # fmt: skip
    assert [one.reply is None for one in waits if one] == [False, True]

    # Who leads the unit of its owner is asked before those above, and may take it over without preparing reviews.
    InputWait.objects.filter(input="audits").update(owner=cast.member, empty=True, comes_by=day(0), reply=None)
    assert [asked(who, 15).get("audits") for who in (cast.owner, cast.leader)] == [True, None]
    assert asked(cast.leader, 29)["audits"]
    promise_input(by(cast.owner, 52), "audits", until=day(60))
    assert InputWait.objects.get(input="audits").owner == cast.owner


def test_a_promise_stands_while_the_worker_replaces_what_waits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    InputWait.objects.create(input="providers", owner=cast.owner, empty=True, comes_by=day(0))
    heard = InputWait.hear

    def gone_meanwhile(row: InputWait, reply: InputReply) -> None:
        InputWait.objects.all().delete()
        heard(row, reply)

    monkeypatch.setattr(InputWait, "hear", gone_meanwhile)
    promise_input(act(cast.owner, later=timedelta(days=1)), "providers", until=day(9))
    assert InputReply.objects.get().until == day(9)
    monkeypatch.undo()
    assert look_for_unread(NOW + timedelta(days=1))
    assert InputWait.objects.get(input="providers").reply == InputReply.objects.get()
