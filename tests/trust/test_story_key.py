"""The key that the demo prints: it opens a story, this story, for a week, as somebody who may come in; nothing else."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client, override_settings
from django.utils import timezone

from pilothouse.organisation.models import Organisation
from pilothouse.organisation.operations import tell_story, withdraw_access
from pilothouse.organisation.story import SALT, key_to
from tests.cast import Cast, act
from tests.trust.world import client_of


def door(key: str) -> str:
    """The address that the key belongs to."""
    return f"/enter/{key}/"


def test_it_opens_the_story_as_anybody_of_it(cast: Cast) -> None:
    key, client = key_to(cast.organisation), Client()
    assert client.get(door(key)).status_code == 200
    assert client.post(door(key), {"account": cast.member.account.pk}).status_code == 302
    assert client.get("/my-work/").context["person"] == cast.member


def test_the_stranger_of_before_leaves_no_session(cast: Cast) -> None:
    client = client_of(cast.leader)
    before = client.cookies["sessionid"].value
    client.post(door(key_to(cast.organisation)), {"account": cast.member.account.pk})
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("account", ["", "0", "-1", "abc", "１", "1e3", "9" * 30, "\x00"])
def test_nobody_is_nobody(cast: Cast, account: str) -> None:
    client = Client()
    assert client.post(door(key_to(cast.organisation)), {"account": account}).status_code == 404
    assert client.get("/my-work/").status_code == 302


def test_whoever_lost_access_is_not_offered(cast: Cast) -> None:
    key, account = key_to(cast.organisation), cast.member.account.pk
    withdraw_access(act(cast.leader), cast.member)
    assert Client().post(door(key), {"account": account}).status_code == 404


def test_a_key_of_other_make_opens_nothing(cast: Cast) -> None:
    key = key_to(cast.organisation)
    with override_settings(SECRET_KEY="of another installation"):
        foreign = key_to(cast.organisation)
    elsewhere = signing.dumps(cast.organisation.pk + 1, salt=SALT)
    other_use = signing.dumps(cast.organisation.pk, salt="something.else")
    for forged in (foreign, elsewhere, other_use, key[:-1], key + "A", "x", key.swapcase()):
        assert Client().get(door(forged)).status_code == 404, forged
        assert Client().post(door(forged), {"account": cast.leader.account.pk}).status_code == 404, forged


def test_a_key_grows_old(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_to(cast.organisation)
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert Client().get(door(key)).status_code == 404


def test_no_key_opens_what_is_no_story(cast: Cast) -> None:
    tell_story(act(cast.leader), Organisation.objects.get(), day=None, note="")
    assert Client().get(door(key_to(cast.organisation))).status_code == 404
