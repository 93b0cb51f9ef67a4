"""What is done with many picked rows at once: shown first, row by row, and then done as a whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record, type_with_prefix
from pilothouse.records.rules import parsed, written
from pilothouse.records.states import Text
from pilothouse.trail.act import Conflict, Refused
from pilothouse.trail.operation import OPERATIONS
from pilothouse.web.kit.pages import SIZES, Column
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

MOST = SIZES[-1]  # as many as a page shows


@dataclass(frozen=True)
class Way:
    """One way on with picked rows: the page it leads to gets them as `pick`. For whoever holds the right somewhere, and
    (`owners`) for whoever owns a record.
    """

    label: Text
    url: str
    icon: str
    right: Right = field(default=Right.TRIAGE, kw_only=True)
    owners: bool = field(default=True, kw_only=True)


@dataclass(frozen=True)
class Bulk(Way):
    """One thing to do with picked rows.

    `one` names the operation on a single record, whose right decides; `refuse(record)` raises Refused where a rule
    forbids it; `form(request)` asks for what is the same for all; `do(request, records, values)` is the operation on
    many. `shows` and `now(record)`: what will change, as it stands.
    """

    one: str
    refuse: Callable[[Any], None]
    form: Callable[[PilotRequest], forms.Form]
    do: Callable[[PilotRequest, Sequence[Any], dict[str, Any]], object]
    shows: Text
    now: Callable[[Any], Any]
    done: Text
    model: type[Record] = Record
    kind: str = "main"


@dataclass
class Picked:
    """The picked records, told apart: what will change, what cannot and why, and how many are not there."""

    ready: list[Any] = field(default_factory=list)
    held: list[tuple[Any, Any]] = field(default_factory=list)
    missing: int = 0


def offered(bulks: Sequence[Way], person: Person, records: Iterable[Any]) -> list[Way]:
    """What this person could do with some of these rows; no box is drawn where there is nothing to do."""
    if not bulks:
        return []
    owns = any(record.owner_id == person.pk for record in records)
    held = {right for right in {bulk.right for bulk in bulks} if _somewhere(person, right)}
    return [bulk for bulk in bulks if bulk.right in held or (owns and bulk.owners)]


def _somewhere(person: Person, right: Right) -> bool:
    return person.is_system or any(person.may(right, path) for _role, path in person.grants)


def bulk_page(request: PilotRequest, bulk: Bulk) -> HttpResponse:
    """What will change and what cannot, with the form; sent, it is done to all that were named, or to none.

    What could not be changed when it was shown is sent along as `held`, so that it is still told of after an error.
    """
    sent = request.method == "POST"
    given = request.POST if sent else request.GET
    versions = _picks(given.getlist("pick"))
    codes = _picks([*given.getlist("held"), *given.getlist("pick")])
    shown = _seen(request.person, bulk.model, codes)
    records = [record for record in shown if record.code in versions]
    if sent and len(records) < len(versions):
        raise Http404
    form, status = bulk.form(request), 200
    if sent and records and form.is_valid():
        _as_shown(records, versions)
        try:
            if perform(form, lambda: bulk.do(request, records, form.cleaned_data)) is not None:
                messages.success(request, f"{_so_many(len(records))}: {bulk.done}")
                return HttpResponseRedirect(back_of(request))
        except Conflict as conflict:
            form.add_error(None, _changed_meanwhile(conflict))
            shown, status = _seen(request.person, bulk.model, codes), 409
    if sent and form.errors and status == 200:
        # Read again: what was refused has changed the rows at hand, not those that stand.
        shown, status = _seen(request.person, bulk.model, codes), 422
        _as_shown(shown, versions)
    picked = _told_apart(request, bulk, shown, len(codes))
    return render(request, "records/bulk.html", _context(request, bulk, form, picked), status=status)


def _context(request: PilotRequest, bulk: Bulk, form: forms.Form, picked: Picked) -> dict[str, Any]:
    back, rows = back_of(request), [*picked.ready, *(record for record, _reason in picked.held)]
    return {
        "bulk": bulk,
        "form": form,
        "picked": picked,
        "title": f"{bulk.label}: {_so_many(len(picked.ready))}" if picked.ready else bulk.label,
        "columns": [Column("title", _("Title")), Column("now", bulk.shows), Column("state", _("State"))],
        "rows": [(record, bulk.now(record)) for record in picked.ready],
        "back": back,
        "picked_again": with_picks(back, [record.code for record in rows]),
    }


def _so_many(count: int) -> str:
    return ngettext("%d record", "%d records", count) % count


def _picks(given: Iterable[str]) -> dict[str, int | None]:
    """Numbers of picked records, each with the version that was shown; Http404 for more than a page can show."""
    found: dict[str, int | None] = {}
    for each in given:
        code, _colon, version = each.partition(":")
        number = parsed(code)
        if number is None or len(code) > 20:
            raise Http404
        found[written(*number)] = (
            int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None
        )
    if len(found) > MOST:
        raise Http404
    return found


def _seen(person: Person, model: type[Record], codes: Iterable[str]) -> list[Any]:
    """Those that the person may see, in the order in which they came to be: so that no two acts lock each other."""
    named = Q()
    for code in codes:
        prefix, number = parsed(code) or ("", 0)
        kind = type_with_prefix(prefix)
        if kind is not None and issubclass(kind, model):
            named |= Q(kind=kind.KIND.name, number=number)
    return list(model.objects.with_people().seen_by(person).filter(named).order_by("pk")) if named else []


def _as_shown(records: Iterable[Any], versions: dict[str, int | None]) -> None:
    for record in records:
        record.version = versions.get(record.code) or record.version


def _told_apart(request: PilotRequest, bulk: Bulk, records: Sequence[Any], asked: int) -> Picked:
    picked, act, may = Picked(missing=asked - len(records)), act_of(request), OPERATIONS[bulk.one].may
    for record in records:
        try:
            if not may(act, {"act": act, "record": record}):
                raise Refused(_("This is not for you to do."))
            bulk.refuse(record)
        except Refused as refusal:
            picked.held.append((record, refusal.message))
        else:
            picked.ready.append(record)
    return picked


def _changed_meanwhile(conflict: Conflict) -> str:
    code = getattr(conflict.stored, "code", "")
    return _("%s was changed by somebody else meanwhile, so nothing was done. Look again, then send.") % code


def back_of(request: PilotRequest) -> str:
    """The list one came from, with nothing picked."""
    given = str((request.POST or request.GET).get("back", ""))
    safe = given.startswith("/") and url_has_allowed_host_and_scheme(given, None)
    return with_picks(given, []) if safe else "/records/"


def with_picks(back: str, codes: Iterable[str]) -> str:
    """The list with the boxes of these rows ticked, and of no others."""
    path, _mark, query = back.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "pick"]
    asked = urlencode([*kept, *(("pick", code) for code in codes)])
    return f"{path}?{asked}" if asked else path
