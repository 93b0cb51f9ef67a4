"""Every form of the product, as somebody finds it: what to send, and what came of it."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.test import Client

from pilothouse.measures.models import Intake
from pilothouse.trail.models import Entry
from pilothouse.trail.queries import checkpoint
from tests.stage import Stage
from tests.trust.reading import Form, Page
from tests.web.routes import Addresses, routes, set_out

T = TypeVar("T")
# Forms, and what stands elsewhere and belongs to one: taking a whole page apart takes longer than making it.
FORMS = re.compile(r"<form.*?</form>|<input[^>]* form=[^>]*>", re.DOTALL)
FRAME = ("/accounts/", "/theme/")  # in the frame of every page


@dataclass(frozen=True)
class Answer:
    """What a form came to: the status (500 with the fault's name), and what the history says of it."""

    status: int
    fault: str
    entries: tuple[dict[str, Any], ...]


def undone(do: Callable[[], T]) -> T:
    """Run it and take back what it did to the database, so that the next try finds the stage as it was."""
    place = transaction.savepoint()
    try:
        return do()
    finally:
        transaction.savepoint_rollback(place)


def forms_for(client: Client, stage: Stage, addresses: Addresses | None = None) -> list[tuple[str, Form]]:
    """Every form that this person finds on the stage, by the page it stands on; each address once. What has an address
    is set out on the stage, unless it was already. The walk over all pages is made once for the same person and the
    same history.
    """
    addresses = addresses or set_out(stage)
    key = client.session["_auth_user_id"], checkpoint().root
    if key not in _WALKED:
        _WALKED[key] = list(_walk(client, addresses))
    return _WALKED[key]


_WALKED: dict[tuple[str, str], list[tuple[str, Form]]] = {}


def _walk(client: Client, addresses: Addresses) -> Iterator[tuple[str, Form]]:
    known: set[str] = set()
    for route in routes():
        if route.pattern.startswith("accounts/"):
            continue
        page = addresses.of(route)
        response = client.get(page)
        if response.status_code != 200 or response.streaming:
            continue
        for form in Page(page, "".join(FORMS.findall(response.content.decode()))).posts:
            if form.address not in known and not form.address.startswith(FRAME):
                known.add(form.address)
                yield page, form


def honest_answers(client: Client, stage: Stage, addresses: Addresses | None = None) -> list[tuple[str, Form, Answer]]:
    """What came of every form that this person finds, filled in honestly; sent once, as with `forms_for`."""
    forms = forms_for(client, stage, addresses)
    key = client.session["_auth_user_id"], checkpoint().root
    if key not in _SENT:
        _SENT[key] = [(page, form, send(client, form, form.filled())) for page, form in forms]
    return _SENT[key]


_SENT: dict[tuple[str, str], list[tuple[str, Form, Answer]]] = {}


def send(client: Client, form: Form, data: dict[str, Any]) -> Answer:
    """Send a form, and take it back again. A fault of the server is told, never raised."""
    return undone(lambda: _sent(client, form, data))


def _sent(client: Client, form: Form, data: dict[str, Any]) -> Answer:
    before = Entry.objects.count()
    try:
        with transaction.atomic():
            status, fault = client.post(form.address, data).status_code, ""
    except Exception as problem:  # whatever it is, it would have been an error page
        return Answer(500, f"{type(problem).__name__}: {problem}"[:200], ())
    entries = Entry.objects.filter(seq__gte=before).order_by("seq")
    return Answer(status, fault, tuple(json.loads(entry.body) for entry in entries))


def intakes() -> int:
    """How often measurements came in."""
    return Intake.objects.count()
