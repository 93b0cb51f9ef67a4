"""The page of the false-alarm budget: what it means, what another would have done, the change with a reason."""

from django.test import Client

from pilothouse.measures.models import AlarmBudget, Series, Signal
from pilothouse.measures.operations import explain_signal
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of
from tests.web.measures.pages import words
from tests.web.records.stage import exported

URL = "/organisation/alarms/"


def test_it_says_what_the_budget_means_here(changed: Series, reader: Client) -> None:
    text = words(reader.get(URL))
    assert "15 of 100 stable series may raise any false alarm within 60 values." in text
    assert "About one false flag in 7 years over 1 series." in text
    assert "Try another" not in text


def test_another_one_is_tried_on_the_own_history_before_it_is_set(changed: Series, quality: Client) -> None:
    text = words(quality.get(URL, {"share": "5"}))
    assert "What it would have done" in text
    assert "Alarms as it is" in text
    assert "1 of 1 series" in text
    assert "0 signals led to work or a decision. 0 signals were explained: their causes are known." in text
    assert "1 signal has no answer; 1 would be raised." in text
    assert "Set this budget" in text
    assert "Set this budget" not in words(quality.get(URL, {"share": "15"}))


def test_what_it_would_have_missed_is_named(cast: Cast, quality: Client) -> None:
    weak = series_of(cast, title="Weak")
    record(cast.quality, weak, (*STEADY, 48.0, 47.0, 48.0, 47.0, 48.0, 47.0), first=30)
    signal = Signal.objects.get()
    explain_signal(act(cast.owner), signal, explanation="The storm of 6 to 8 March")
    text = words(quality.get(URL, {"share": "1"}))
    assert "1 signal was explained: its cause is known; 1 would have been missed." in text
    assert f"It would have missed: {signal.title}" in text
    assert "explained: The storm of 6 to 8 March" in text
    (row,) = exported(quality, URL + "?share=1&format=csv")
    assert (row[0].split()[0], row[3], row[4]) == (signal.code, "The storm of 6 to 8 March", "missed")


def test_it_is_set_with_a_reason_once_its_replay_was_shown(changed: Series, quality: Client) -> None:
    bare = quality.post(URL, {"share": "5", "reason": ""})
    assert bare.status_code == 422
    assert "What it would have done" in words(bare)
    given = {"share": "5", "reason": "Too many flags"}
    for unseen in ({}, {"shown": "15-4"}, {"shown": "10-5"}):
        first = quality.post(URL, given | unseen)
        assert first.status_code == 422
        assert "What it would have done" in words(first)
        assert "Look first at what it would have done" in words(first)
        assert 'value="Too many flags"' in first.content.decode()
        assert 'name="shown" value="15-5"' in first.content.decode()
    assert not AlarmBudget.objects.exists()
    text = words(quality.post(URL, given | {"shown": "15-5"}, follow=True))
    assert "5 of 100 in force Too many flags" in text
    assert AlarmBudget.objects.get().fap60 == 0.05
    assert [row[:2] for row in exported(quality, URL + "?format=csv")] == [["5", "Too many flags"]]


def test_what_makes_no_sense_is_told(cast: Cast, quality: Client) -> None:
    for share in ("0", "51", "x"):
        assert quality.get(URL, {"share": share}).status_code == 422
    assert quality.post(URL, {"share": "15", "reason": "R"}).status_code == 422


def test_only_who_administers_sets_it(cast: Cast, reader: Client, owner: Client) -> None:
    for client in (reader, owner):
        assert client.post(URL, {"share": "5", "reason": "R"}).status_code == 404
        assert "What it would have done" not in words(client.get(URL, {"share": "5"}))
