"""The page of the false-alarm budget: what it means, what another would have done, the change with a reason."""

from django.test import Client

from pilothouse.measures.models import AlarmBudget, Series
from tests.cast import Cast
from tests.web.measures.pages import words

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
    assert "would be missed" in text
    assert "Set this budget" in text
    assert "Set this budget" not in words(quality.get(URL, {"share": "15"}))


def test_it_is_set_with_a_reason(changed: Series, quality: Client) -> None:
    bare = quality.post(URL, {"share": "5", "reason": ""})
    assert bare.status_code == 422
    assert "What it would have done" in words(bare)
    text = words(quality.post(URL, {"share": "5", "reason": "Too many flags"}, follow=True))
    assert "5 of 100 in force Too many flags" in text
    assert AlarmBudget.objects.get().fap60 == 0.05


def test_what_makes_no_sense_is_told(cast: Cast, quality: Client) -> None:
    for share in ("0", "51", "x"):
        assert quality.get(URL, {"share": share}).status_code == 422
    assert quality.post(URL, {"share": "15", "reason": "R"}).status_code == 422


def test_only_who_administers_sets_it(cast: Cast, reader: Client, owner: Client) -> None:
    for client in (reader, owner):
        assert client.post(URL, {"share": "5", "reason": "R"}).status_code == 404
        assert "What it would have done" not in words(client.get(URL, {"share": "5"}))
