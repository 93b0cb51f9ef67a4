"""The silent pre-read while the agenda is brought up to date: what was typed goes with its item or is told back."""

from collections.abc import Callable

import pytest
from django.test import Client

from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Mark, Reading
from pilothouse.reviews.operations import Marked, mark_agenda, planning, prepare_review
from pilothouse.reviews.rules import Agenda, Candidate, Parts, Section
from tests.cast import Cast, act
from tests.web.reviews.stage import prepared, tell, text_of

SignIn = Callable[[Person], Client]
PAGE = "/REV-0001/read/"


def test_what_was_typed_goes_with_its_item_or_is_told_back(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(cast)
    review, items = prepared(cast, "Fuel spill", "Broken tug", "Cold oven")
    spill, tug, oven = (item.record_id for item in items)
    client = signed_in(cast.owner)

    def pull(*groups: tuple[int, ...]) -> None:
        drawn = Agenda([Candidate(first, Section.ISSUES, 1.0, "grave", Parts(tuple(more))) for first, *more in groups])
        monkeypatch.setattr(planning, "agenda_for", lambda *_given: drawn)
        prepare_review(act(cast.quality), review)

    def send(**given: tuple[str, str]) -> tuple[int, str]:
        fields = {f"{field}_{name}": word for name, words in given.items()
                  for field, word in zip(("reading", "text"), words, strict=True)}  # fmt: skip
        sent = client.post(PAGE, fields)
        return sent.status_code, sent.content.decode()

    page = text_of(client, PAGE)
    assert all(f'name="text_r{key}"' in page for key in (spill, tug, oven))
    pull((tug, spill), (oven,))
    assert send(**{f"r{spill}": ("question", "Why again?"), f"r{tug}": ("", ""), f"r{oven}": ("", "")})[0] == 302
    assert [(mark.record_id, mark.text) for mark in Mark.objects.all()] == [(tug, "Why again?")]
    assert "Why again?" in text_of(client, PAGE)

    # Where two were written at by now one item, or the item is gone, nothing is kept and all of it is told back.
    both = {
        f"r{spill}": ("decide", "Drip trays <now>"),
        f"r{tug}": ("decide", "The blue one"),
        f"r{oven}": ("seen", ""),
    }
    status, page = send(**both)
    assert (status, "You wrote: Drip trays &lt;now&gt;" in page, "The blue one" in page) == (422, True, True)
    pull((tug, spill))
    status, page = send(**{f"r{tug}": ("question", "Why again?"), f"r{oven}": ("question", "Which oven?")})
    assert (status, "You wrote: Which oven?" in page, "Kept" in page) == (422, True, False)
    assert Mark.objects.get().text == "Why again?"
    assert send(**{f"r{tug}": ("question", "And when?")})[0] == 302

    # What one said before at what has left is kept already, and what came to the agenda meanwhile stays as it was.
    pull((spill,), (tug,))
    assert send(**{f"r{spill}": ("seen", "")})[0] == 302
    assert dict(Mark.objects.values_list("record", "text")) == {spill: "", tug: "And when?"}
    pull((spill,))
    assert send(**{f"r{spill}": ("seen", ""), f"r{tug}": ("question", "And when?")})[0] == 302


def test_a_mark_without_words_is_not_lost_either(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(cast)
    review, items = prepared(cast, "Fuel spill", "Broken tug")
    spill, tug = (item.record_id for item in items)
    client = signed_in(cast.owner)

    def pull(*groups: tuple[int, ...]) -> None:
        drawn = Agenda([Candidate(first, Section.ISSUES, 1.0, "grave", Parts(tuple(more))) for first, *more in groups])
        monkeypatch.setattr(planning, "agenda_for", lambda *_given: drawn)
        prepare_review(act(cast.quality), review)

    def send(**readings: str) -> tuple[int, str]:
        fields = {f"reading_{name}": reading for name, reading in readings.items()}
        sent = client.post(PAGE, fields | {f"text_{name}": "" for name in readings})
        return sent.status_code, sent.content.decode()

    # What became one asks for what asks for more; what is no word of ours asks for nothing.
    pull((tug, spill))
    assert send(**{f"r{spill}": "decide", f"r{tug}": "seen"})[0] == 302
    assert dict(Mark.objects.values_list("record", "reading")) == {tug: "decide"}
    assert send(**{f"r{spill}": "aloud", f"r{tug}": "seen"})[0] == 302
    assert Mark.objects.get().reading == "seen"

    # Where the item is gone it is told back, unless it had been said before.
    pull((tug,))
    status, page = send(**{f"r{spill}": "decide", f"r{tug}": "seen"})
    assert (status, "You wrote: decide" in page) == (422, True)
    assert send(**{f"r{spill}": "", f"r{tug}": "seen"})[0] == 302


def test_what_one_said_of_both_stands_there(cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    tell(cast)
    review, (first, second) = prepared(cast)
    marks = [Marked(item.record_id, "", Reading.QUESTION, text)
             for item, text in ((first, "How much?"), (second, "Which one?"))]  # fmt: skip
    mark_agenda(act(cast.owner), review, marks=marks)
    one = Candidate(second.record_id, Section.ISSUES, 1.0, "grave", Parts((first.record_id,)))
    monkeypatch.setattr(planning, "agenda_for", lambda *_given: Agenda([one]))
    prepare_review(act(cast.quality), review)
    page = text_of(signed_in(cast.owner), PAGE)
    assert 'value="Which one?"' in page
    assert "You also said: <q>How much?</q>" in page
    page = text_of(signed_in(cast.leader), "/REV-0001/")
    assert "1 question" in page
    assert all(words in page for words in ("How much?", "Which one?"))
