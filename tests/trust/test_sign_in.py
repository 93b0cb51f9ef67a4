"""Coming in, staying in, going out: sessions, brute force, forged hosts and forms, and where one is sent on to."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from pilothouse.organisation.operations import give_access, note_leaving, withdraw_access
from pilothouse.trail.models import Entry
from tests.cast import NOW, PASSWORD, Cast, act
from tests.stage import Stage
from tests.trust.posting import forms_for
from tests.trust.world import client_of

LOGIN = "/accounts/login/"


def sign_in(client: Client, who: str = "owner", password: str = PASSWORD, **more: str) -> int:
    """Send the sign-in form."""
    return client.post(LOGIN, {"login": f"{who}@example.org", "password": password, **more}).status_code


def inside(client: Client) -> bool:
    """Is somebody signed in here?"""
    return client.get("/my-work/").status_code == 200


def test_a_session_begins_anew_at_sign_in(cast: Cast) -> None:
    """A number planted before does not become somebody's session."""
    client = Client()
    client.cookies["sessionid"] = "planted-by-somebody-else-000000"
    assert sign_in(client) == 302
    first = client.cookies["sessionid"].value
    assert first != "planted-by-somebody-else-000000"
    assert not inside(_with("planted-by-somebody-else-000000"))
    assert inside(_with(first))


def _with(session: str) -> Client:
    client = Client()
    client.cookies["sessionid"] = session
    return client


def test_a_session_ends_with_signing_out(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    stolen = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    assert not inside(_with(stolen))


def test_a_new_password_ends_every_session(cast: Cast) -> None:
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client)
    give_access(act(cast.leader), cast.owner, password="another long sentence")
    assert not any(inside(client) for client in clients)
    assert sign_in(Client()) == 200
    assert sign_in(Client(), password="another long sentence") == 302


@pytest.mark.parametrize("how", ["withdrawn", "left"])
def test_whoever_loses_access_is_out_at_once(cast: Cast, how: str) -> None:
    client = Client()
    sign_in(client)
    assert inside(client)
    if how == "left":
        note_leaving(act(cast.leader), cast.owner, on=NOW.date())
    else:
        withdraw_access(act(cast.leader), cast.owner)
    assert not inside(client)
    again = Client()
    sign_in(again)
    assert not inside(again)


def test_six_wrong_passwords_close_the_door_for_a_while(cast: Cast) -> None:
    """For this name from this address: the right person elsewhere, and others here, are not shut out."""
    client = Client()
    answers = [sign_in(client, password=f"wrong {number}") for number in range(7)]
    assert answers[:5] == [200] * 5
    assert answers[-1] == 429
    assert sign_in(client) == 429
    assert sign_in(Client(), "member") == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere) == 302


def test_a_forged_address_opens_no_second_try(cast: Cast) -> None:
    for number in range(7):
        forged = Client(headers={"x-forwarded-for": f"192.0.2.{number}", "client-ip": f"192.0.2.{number}"})
        status = sign_in(forged, password="wrong")
    assert status == 429


def test_known_and_unknown_names_read_alike(cast: Cast) -> None:
    answers = []
    for name in ("owner@example.org", "nobody@example.org"):
        text = Client().post(LOGIN, {"login": name, "password": "wrong"}).content.decode()
        answers.append(re.sub(r'(name="(csrfmiddlewaretoken|once)" value=")[^"]*', r"\1", text).replace(name, ""))
    assert answers[0] == answers[1]
    sent = [
        Client().post("/accounts/password/reset/", {"email": name}) for name in ("owner@example.org", "x@example.org")
    ]
    assert sent[0].status_code == sent[1].status_code == 302
    assert sent[0]["Location"] == sent[1]["Location"]


@pytest.mark.parametrize(
    "forged",
    [
        {"host": "evil.example"},
        {"host": "localhost", "x-forwarded-host": "evil.example"},
        {"host": "localhost@evil.example"},
    ],
)  # fmt: skip
def test_a_forged_host_is_ignored_or_refused(cast: Cast, forged: dict[str, str]) -> None:
    response = Client(headers=forged).post("/accounts/password/reset/", {"email": "owner@example.org"})
    assert response.status_code in {302, 400}
    assert not any("evil" in message.body for message in mail.outbox)
    assert "evil" not in response.headers.get("Location", "")


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "\thttps://evil.example",
     "javascript:alert(1)", "///evil.example", "http:///evil.example", "/\t/evil.example", "//localhost@evil.example"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(cast: Cast, target: str) -> None:
    client = Client()
    answers = [
        client.post(LOGIN, {"login": "owner@example.org", "password": PASSWORD, "next": target}),
        client.post("/theme/", {"theme": "dark", "next": target}),
        client.get(LOGIN, {"next": target}),
        client.post("/accounts/logout/", {"next": target}),
    ]
    for answer in answers:
        assert answer.status_code in {200, 302}
        place = answer.headers.get("Location", "/")
        assert place.startswith("/"), place
        assert not place.startswith(("//", "/\\", "/\t")), place


def test_no_form_without_its_token(stage: Stage) -> None:
    """Sent from another site every form is refused; not one changes anything."""
    client, strict = client_of(stage.cast.leader), client_of(stage.cast.leader, csrf=True)
    found = list(forms_for(client, stage))  # the addresses themselves put a few things on the stage
    before, passed, tried = Entry.objects.count(), [], 0
    for _page, form in found:
        tried += 1
        data = {name: value for name, value in form.filled().items() if name != "csrfmiddlewaretoken"}
        bare = strict.post(form.address, data)
        foreign = strict.post(form.address, {**data, "csrfmiddlewaretoken": "x" * 64})
        plain = strict.post(form.address, "{}", content_type="text/plain")
        passed += [form.address for answer in (bare, foreign, plain) if answer.status_code != 403]
    assert passed == []
    assert tried > 25
    assert Entry.objects.count() == before


def test_cookies_and_headers_hold(cast: Cast) -> None:
    client = Client()
    response = client.post(LOGIN, {"login": "owner@example.org", "password": PASSWORD})
    cookie = response.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    page = client.get("/my-work/")
    policy = page["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert page["X-Frame-Options"] == "DENY"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_what_was_read_is_kept_nowhere(stage: Stage) -> None:
    """After signing out, neither the back button nor a shared cache shows a page again."""
    client = client_of(stage.cast.owner)
    file = "/records/?format=csv"
    for address in (
        "/",
        "/my-work/",
        f"/{stage.issue.code}/",
        file,
        "/search/?q=x",
        f"/series/{stage.series.pk}/",
        "/nowhere/",
    ):
        response = client.get(address, follow=True)
        assert "no-store" in response["Cache-Control"], address
        assert not response.has_header("ETag"), address


def test_a_session_does_not_outlast_the_day(cast: Cast) -> None:
    client = Client()
    sign_in(client)
    ends = Session.objects.get(pk=client.cookies["sessionid"].value).expire_date
    assert ends - timezone.now() <= timedelta(hours=12, minutes=1)
