"""What an empty organisation offers leads on: no button of an empty page ends at "not found", whoever reads it."""

import re
from collections.abc import Iterable
from urllib.parse import urldefrag

from django.test import Client

from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from tests.cast import Cast, act
from tests.web.records.stage import SignedIn, objective
from tests.web.test_matrix import ours

EMPTY = re.compile(r'<div class="empty">.*?</div>|<section[^>]* id="endangered".*?</section>', re.DOTALL)
HREF = re.compile(r'href="(/[^"]*)"')


def offered(client: Client, pages: Iterable[str]) -> set[tuple[str, str]]:
    """Pages, and where their empty parts lead."""
    found = set()
    for page in pages:
        answer = client.get(page)
        if answer.status_code == 200 and not answer.streaming:
            parts = EMPTY.findall(answer.content.decode())
            found |= {(page, urldefrag(link).url) for part in parts for link in HREF.findall(part)}
    return found


def closed(client: Client, ways: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the ways that do not open."""
    opens = {link: client.get(link).status_code == 200 for link in {link for _page, link in ways}}
    return {(page, link) for page, link in ways if not opens[link]}


def test_the_button_of_an_empty_page_opens_for_whoever_sees_it(cast: Cast, signed_in: SignedIn) -> None:
    leader = signed_in(cast.leader)
    plain = [f"/{route.pattern}" for route in ours() if "<" not in route.pattern]
    ways = offered(leader, plain)
    process = define_process(
        act(cast.leader), unit=cast.office, owner=cast.owner, title="Turn", purpose="On", part=Part.CORE, position=1
    )
    ways |= offered(leader, [f"/{record.code}/" for record in (process, objective(cast))])
    assert closed(leader, ways) == set()
    shut = []
    for role in ("reader", "member", "quality"):  # each may do all that the one before it may
        client = signed_in(getattr(cast, role))
        ways = closed(client, ways)
        assert ways & offered(client, {page for page, _link in ways}) == set(), role
        shut.append({link for _page, link in ways})
    assert shut[0] > shut[1] > shut[2] == {"/direction/policy/", "/reviews/decide/"}
