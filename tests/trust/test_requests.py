"""Requests as no browser sends them: forbidden columns, doubled names, floods of fields, wrong sets of letters."""

import pytest
from django.test import Client

from pilothouse.trail.models import Entry
from tests.stage import Stage
from tests.trust.reading import Page
from tests.trust.world import client_of

FORBIDDEN = (
    "owner__account__password", "owner__email", "-owner__account__password", "created_by__account__last_login",
    "words", "unit__records__title", "?", "random()", "(select 1)", "id; DROP TABLE records_record", "-", "title,id",
)  # fmt: skip
LISTS = (
    "/records/",
    "/improvement/issues/",
    "/improvement/actions/",
    "/reviews/decisions/",
    "/performance/",
    "/signals/",
)


def order_of(client: Client, address: str) -> list[int]:
    """The rows in the order in which they stand."""
    return [getattr(row, "pk", 0) for row in client.get(address).context["page"].items]


@pytest.mark.parametrize("address", LISTS[:4])
def test_nobody_sorts_by_what_no_column_shows(stage: Stage, address: str) -> None:
    client = client_of(stage.cast.owner)
    plain = order_of(client, address)
    assert [order for name in FORBIDDEN if (order := order_of(client, f"{address}?sort={name}")) != plain] == []


def test_nobody_filters_by_what_no_filter_offers(stage: Stage) -> None:
    """Names of fields in an address are no conditions: every list is as long as without them."""
    client = client_of(stage.cast.owner)
    for address in LISTS[:4]:
        plain = client.get(address).context["page"].total
        for name in (
            "owner__account__password__startswith",
            "owner__email",
            "unit__name",
            "words__contains",
            "pk",
            "Q",
        ):
            assert client.get(address, {name: "m"}).context["page"].total == plain, (address, name)


def test_the_last_of_doubled_names_counts_and_breaks_nothing(stage: Stage) -> None:
    client = client_of(stage.cast.leader)
    for address in ("/records/?page=1&page=2&state=a&state=b", "/search/?q=a&q=b", "/records/?format=csv&format=x"):
        assert client.get(address).status_code == 200
    sent = f"what=First&what=Second&how_bad=slight&how_bad=grave&unit=0&unit={stage.cast.east.pk}"
    response = client.post("/improvement/report/", sent, content_type="application/x-www-form-urlencoded", follow=True)
    assert "Second" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"x{number}=1" for number in range(10_000)), "application/x-www-form-urlencoded"),
        ("what=%ff%fe&how_bad=slight", "application/x-www-form-urlencoded; charset=utf-16"),
        ("--b\r\nContent-Disposition: form-data; name=what\r\n\r\nx", "multipart/form-data; boundary=other"),
        ("x", "multipart/form-data"),
        ('{"what": "x"}', "application/json"),
        ("x" * (13 * 1024 * 1024), "application/x-www-form-urlencoded"),
    ],
    ids=["10,000 fields", "letters", "boundary", "no boundary", "json", "13 MB"],
)  # fmt: skip
def test_a_broken_body_is_refused(stage: Stage, body: str, kind: str) -> None:
    client, before = client_of(stage.cast.leader), Entry.objects.count()
    response = client.post("/improvement/report/", body, content_type=kind)
    assert response.status_code in {400, 413, 422}
    assert Entry.objects.count() == before
    assert client.get("/my-work/").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_only_the_methods_of_forms(stage: Stage, method: str) -> None:
    client, before = client_of(stage.cast.leader), Entry.objects.count()
    for address in (f"/{stage.issue.code}/", f"/{stage.issue.code}/close/", "/records/", "/improvement/report/"):
        assert getattr(client, method)(address).status_code == 405, address
    assert Entry.objects.count() == before


def test_a_method_is_not_changed_by_a_header_or_a_field(stage: Stage) -> None:
    client, before = client_of(stage.cast.leader), Entry.objects.count()
    address = f"/{stage.issue.code}/contain/"
    client.get(address, {"_method": "POST", "containment": "x"}, headers={"x-http-method-override": "POST"})
    assert Entry.objects.count() == before


def test_errors_tell_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a page that is not there nor one that fails says how the house is built."""

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("secret at /srv/pilothouse, SELECT password FROM organisation_account")

    client = client_of(stage.cast.owner)
    client.raise_request_exception = False
    answers = [client.get("/nowhere/<b>x</b>/"), client.get("/ISS-9999/"), client.get("/records/?page=%00")]
    monkeypatch.setattr("pilothouse.web.records.lists.draw_rows", fail)
    failed = client.get("/records/")
    assert failed.status_code == 500
    for answer in (*answers, failed):
        text = answer.content.decode()
        for told in (
            "Traceback",
            "SELECT",
            "secret",
            "/srv/",
            "RuntimeError",
            "Django",
            "sqlite",
            "site-packages",
            "<b>x</b>",
        ):
            assert told not in text, (answer.status_code, told)
        assert Page("/", text).dangers == []
        assert "Server" not in answer.headers
        assert "X-Powered-By" not in answer.headers


def test_links_that_leave_tell_nothing_and_take_nothing(stage: Stage) -> None:
    """A page that is opened from a note gets neither the address it came from nor a hand on the window."""
    client = client_of(stage.cast.owner)
    client.post(f"/{stage.issue.code}/note/", {"text": "[out](https://elsewhere.example/x)", "once": "1"})
    text = client.get(f"/{stage.issue.code}/").content.decode()
    link = text[text.index('<a href="https://elsewhere.example/x"') :]
    assert "noopener" in link[: link.index(">")]
    assert "noreferrer" in link[: link.index(">")]
