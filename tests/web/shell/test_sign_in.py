"""The way in: a password for an organisation, a printed link for a story."""

import re
from datetime import date

from django.conf import LazySettings
from django.core import mail
from django.test import Client

from pilothouse.organisation.operations import tell_story
from tests.cast import PASSWORD, Cast, act

PAGE = "/accounts/login/"
HINT = "./pilot demo"


def test_a_story_says_where_its_link_is(cast: Cast, client: Client) -> None:
    assert HINT not in client.get(PAGE).content.decode()
    tell_story(act(cast.leader), cast.organisation, day=date(2013, 12, 30), note="All invented.")
    assert HINT in client.get(PAGE).content.decode()


def test_a_lost_password_is_set_anew_by_a_link(cast: Cast, client: Client, settings: LazySettings) -> None:
    assert "Forgotten" not in client.get("/accounts/login/").content.decode()
    client.post("/accounts/password/reset/", {"email": "member@example.org"})
    assert not mail.outbox
    settings.MAIL = "smtp"
    assert "Forgotten" in client.get("/accounts/login/").content.decode()
    client.post("/accounts/password/reset/", {"email": "member@example.org"})
    (letter,) = mail.outbox
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(letter.body))
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": f"{PASSWORD} 2", "password2": f"{PASSWORD} 2"})
    cast.member.account.refresh_from_db()
    assert cast.member.account.check_password(f"{PASSWORD} 2")


def test_a_story_mails_nobody(cast: Cast, client: Client, settings: LazySettings) -> None:
    settings.MAIL = "smtp"
    tell_story(act(cast.leader), cast.organisation, day=date(2013, 12, 30), note="All invented.")
    client.post("/accounts/password/reset/", {"email": "member@example.org"})
    assert not mail.outbox
