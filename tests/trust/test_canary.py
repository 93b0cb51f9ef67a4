"""What one may not see leaks nowhere: not in pages, lists, counts, searches, exports, histories, threads or links."""

import csv
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from pilothouse.records.models import Record
from tests.stage import Stage
from tests.trust.world import CANARY, Secrets, client_of
from tests.web.routes import routes, set_out

pytestmark = pytest.mark.slow

LISTS = (
    "/records/", "/improvement/issues/", "/improvement/actions/", "/performance/signals/", "/performance/",
    "/reviews/all/", "/reviews/decisions/", "/performance/indicators/", "/performance/sources/",
    "/organisation/people/", "/improvement/effects/",
)  # fmt: skip
LINK = re.compile(r'href="(/[^"]*)"')
ALL_SHOW = ("/records/?format=csv", "/records/?format=xlsx", "/improvement/issues/")
ASKED = (f"/search/?q={CANARY}", f"/improvement/alike/?what={CANARY}+bags", "/search/?q=smuggled")


def body_of(response: HttpResponse) -> str:
    """What was sent, packed sheets unpacked."""
    parts = b"".join(response.streaming_content) if response.streaming else response.content
    if not parts.startswith(b"PK"):
        return parts.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(parts)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def known_addresses(stage: Stage, secrets: Secrets) -> list[str]:
    """Every page of the product at Airport East, every list in every form, and the secrets' own addresses."""
    found = set_out(stage)
    pages = [found.of(route) for route in routes() if not route.pattern.startswith("accounts/")]
    lists = [f"{page}{ask}" for page in LISTS for ask in ("", "?format=csv", "?format=xlsx", "?state=all&sort=-title")]
    records = [f"/{record.code}/" for record in Record.objects.order_by("id")]
    verbs = [f"{page}{verb}" for page in records for verb in ("", "thread/", "plan/", "owner/")]
    numbers = [f"/series/{secrets.series.pk}/", f"/performance/sources/{secrets.source.pk}/"]
    file = f"/{secrets.issue.code}/files/{secrets.attachment.pk}/"
    return [*pages, *lists, *verbs, *numbers, file, *ASKED]


def crawled(client: Client, start: list[str]) -> Iterator[tuple[str, str]]:
    """The start, and whatever links lead to from there; each address once, with what it answers."""
    known, queue = set(start), deque(dict.fromkeys(start))
    while queue:
        address = queue.popleft()
        text = body_of(client.get(address, follow=True))
        yield address, text
        for link in LINK.findall(text):
            plain = unescape(link).partition("#")[0]
            if plain not in known and not plain.startswith(("/static/", "/accounts/")):
                known.add(plain)
                queue.append(plain)


def telling(pages: Iterable[tuple[str, str]], word: str) -> dict[str, str]:
    """Addresses whose answer holds the word, with what stands around it. A search may quote what it was asked for."""
    found = {}
    for address, page in pages:
        text = page.lower()
        for echo in (f'value="{word}"', f"“{word}”", f"q={word}", f"what={word}", f"search: {word}"):
            text = text.replace(echo, "") if word in address else text
        if (at := text.find(word)) >= 0:
            found[address] = text[max(at - 120, 0) : at + 60]
    return found


@pytest.mark.parametrize("role", ["owner", "reader"])
def test_no_page_tells_a_secret(stage: Stage, secrets: Secrets, role: str) -> None:
    client = client_of(stage.cast.people[role])
    assert telling(crawled(client, known_addresses(stage, secrets)), CANARY) == {}


def test_those_who_may_see_it_find_it(stage: Stage, secrets: Secrets) -> None:
    """The crawl above could find the word: it does, for the leader."""
    client = client_of(stage.cast.leader)
    pages = ((address, body_of(client.get(address))) for address in known_addresses(stage, secrets))
    found = telling(pages, CANARY)
    assert len(found) > 30
    assert {*ALL_SHOW, f"/{stage.issue.code}/"} <= {*found}


def test_searches_count_nothing_hidden(stage: Stage, secrets: Secrets) -> None:
    client = client_of(stage.cast.owner)
    for address in (f"/search/?q={CANARY}", f"/records/?q={CANARY}", f"/improvement/issues/?q={CANARY}&state=all"):
        page = client.get(address).context["page"]
        assert (page.items, page.total or 0) == ([], 0), address


def test_counts_hold_what_is_seen_and_nothing_else(stage: Stage, secrets: Secrets) -> None:
    person = stage.cast.owner
    seen = [
        record
        for record in Record.objects.select_related("unit")
        if record.everyone or record.owner_id == person.pk or record.unit.path.startswith(stage.cast.east.path)
    ]
    assert client_of(person).get("/records/").context["page"].total == len(seen) < Record.objects.count()


def test_an_export_holds_what_the_list_shows(stage: Stage, secrets: Secrets) -> None:
    client = client_of(stage.cast.owner)
    rows = list(csv.reader(io.StringIO(body_of(client.get("/records/?format=csv")))))
    assert len(rows) - 1 == client.get("/records/").context["page"].total


def test_the_same_address_gives_each_their_own(stage: Stage, secrets: Secrets) -> None:
    """No answer is kept for the next one who asks."""
    for address in ("/records/?format=csv", "/records/", "/", "/my-work/", f"/{stage.issue.code}/"):
        full = body_of(client_of(stage.cast.leader).get(address, follow=True))
        response = client_of(stage.cast.owner).get(address, follow=True)
        assert body_of(response) != full, address
        assert "no-store" in response["Cache-Control"], address


def test_a_filter_by_a_unit_one_does_not_see_says_nothing(stage: Stage, secrets: Secrets) -> None:
    client = client_of(stage.cast.owner)
    everything = client.get("/records/").context["page"].total
    assert client.get(f"/records/?unit={secrets.unit.code}").context["page"].total == everything
    assert client.get("/records/?unit=NOSUCH").context["page"].total == everything
