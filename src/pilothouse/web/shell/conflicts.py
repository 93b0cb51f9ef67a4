"""Two people saved the same record: both versions side by side, so that the later one can choose and lose nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from pilothouse.organisation.models import Person
from pilothouse.trail.act import Conflict
from pilothouse.trail.models import Traced
from pilothouse.trail.queries import history_of
from pilothouse.web.kit.parts import Difference

HIDDEN = {"csrfmiddlewaretoken", "once", "version"}


@dataclass(frozen=True)
class Clash:
    """What the form asked for against what stands now; `same` goes along unchanged."""

    differences: list[Difference]
    same: list[tuple[str, str]]


def clash(stored: Traced, posted: QueryDict) -> Clash:
    """Compare each posted field with the stored row; a field that the row does not have goes along as typed."""
    different: list[Difference] = []
    same: list[tuple[str, str]] = []
    for name, values in posted.lists():
        if name in HIDDEN:
            continue
        field = _field(stored, name)
        if field is None or len(values) != 1 or _alike(_raw(stored, field), values[0]):
            same.extend((name, str(value)) for value in values)
        else:
            different.append(_difference(stored, field, name, str(values[0])))
    return Clash(different, same)


def _difference(stored: Traced, field: "Field[Any, Any]", name: str, yours: str) -> Difference:
    theirs = _raw(stored, field)
    return Difference(
        name, field.verbose_name, theirs, yours, _shown(stored, field, theirs), _shown(stored, field, yours)
    )


def _field(row: Traced, name: str) -> "Field[Any, Any] | None":
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) and field.concrete else None


def _raw(row: Traced, field: "Field[Any, Any]") -> str:
    """The stored value as a form would send it."""
    value = getattr(row, field.attname)
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)


def _alike(stored: str, typed: Any) -> bool:
    mine = str(typed).replace("\r\n", "\n").strip()
    if stored.replace("\r\n", "\n").strip() == mine:
        return True
    try:
        return float(stored) == float(mine)
    except ValueError:
        return False


def _shown(row: Traced, field: "Field[Any, Any]", raw: str) -> str:
    """The words behind a raw value: the choice, or the name of the row it points at."""
    if field.choices:
        return str(dict(field.flatchoices).get(raw, raw))
    if isinstance(field, ForeignKey) and raw:
        if raw == str(getattr(row, field.attname)):
            return str(getattr(row, field.name))
        pointed = Person.objects.filter(pk=raw).first() if field.related_model is Person and raw.isdigit() else None
        return str(pointed or raw)
    return raw


def conflict_page(request: HttpRequest, problem: Conflict) -> HttpResponse:
    """The page of the one who came second, status 409. Sending it saves the choice over the version shown here."""
    stored = problem.stored
    if not isinstance(stored, Traced):
        return render(request, "409.html", status=409)
    last = next(iter(history_of(stored, limit=1)), None)
    found = clash(stored, request.POST)
    values = {
        "record": stored,
        "version": stored.version,
        "differences": found.differences,
        "same": found.same,
        "who": Person.objects.filter(pk=last.by).first() if last else None,
        "when": last.at if last else None,
    }
    return render(request, "shell/conflict.html", values, status=409)
