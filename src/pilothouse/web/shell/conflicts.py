"""Two people saved the same record: both versions side by side, so that the later one can choose and lose nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, DateField, Field, ForeignKey
from django.forms import BaseForm, BoundField, ChoiceField, ModelChoiceField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, units_in_sight
from pilothouse.records.models import Record
from pilothouse.trail.act import Conflict
from pilothouse.trail.models import Traced
from pilothouse.trail.queries import Line, changes_since, history_of
from pilothouse.web.kit.parts import Difference, HistoryLine
from pilothouse.web.records.history import Names, history_lines, mentioned

HIDDEN = {"csrfmiddlewaretoken", "once", "version"}
T = TypeVar("T", bound=Traced)


class FormConflict(Conflict):
    """A conflict over what somebody wrote into this form, whose labels and choices it is told in."""

    def __init__(self, stored: object, given: object, form: BaseForm | None) -> None:
        super().__init__(stored, given)
        self.form = form


def as_filled(request: HttpRequest, row: T, form: BaseForm | None = None) -> T:
    """The row, where it still stands as it did when the posted form was filled; else a conflict, before anything else
    is judged, so that nobody is told of a rule when the reason is another person. The save compares once more.
    """
    stated = _stated(request)
    if request.method == "POST" and stated is not None and stated != row.version:
        raise FormConflict(row, row, form)
    return row


def _stated(request: HttpRequest) -> int | None:
    version = str(request.POST.get("version", ""))
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None


@dataclass(frozen=True)
class Clash:
    """What the form asked for against what stands now; `same` goes along unchanged, `typed` of it is shown again."""

    differences: list[Difference]
    same: list[tuple[str, str]]
    typed: list[tuple[str, str]] = field(default_factory=list)


def clash(
    stored: Traced, posted: QueryDict, before: Mapping[str, Any] | None = None, form: BaseForm | None = None
) -> Clash:
    """Compare each posted field with the stored row; a field that the row does not have goes along as typed.

    `before` holds, by attribute, what others have changed since the form was filled, as it was then. Where it is
    known, only those fields are asked; one that its writer left as it was proposes the other's value. With the `form`
    all of it is told in its words.
    """
    found, fields = Clash([], []), {bound.html_name: bound for bound in form or ()}
    for name, values in posted.lists():
        if name in HIDDEN:
            continue
        known, asked = _field(stored, name), fields.get(name)
        if known is None or len(values) != 1 or _alike(_raw(stored, known), values[0]):
            found.same.extend((name, str(value)) for value in values)
            found.typed.extend(_worded(asked, name, values) if known is None else ())
        elif before is not None and known.attname not in before:
            found.same.append((name, str(values[0])))
            found.typed.append((_label(asked, str(known.verbose_name)), _shown(stored, known, str(values[0]), asked)))
        else:
            found.differences.append(_difference(stored, known, (name, asked), str(values[0]), before))
    return found


def _label(asked: BoundField | None, words: str) -> str:
    """What the form calls it; else what it is called here, as a heading."""
    return str(asked.label) if asked is not None and asked.label else words[:1].upper() + words[1:]


def _worded(asked: BoundField | None, name: str, values: Iterable[Any]) -> list[tuple[str, str]]:
    """What was typed into a field of the form alone; not the key of a row nor a mark of the form."""
    label = _label(asked, name.rpartition("-")[2].replace("_", " "))
    texts = ((str(value), _chosen(asked, str(value))) for value in values)
    said = [chosen or value for value, chosen in texts if chosen or (value != "on" and not value.isdigit())]
    return [(label, text) for text in said if text.strip() and (asked is None or not asked.is_hidden)]


def _chosen(asked: BoundField | None, raw: str) -> str:
    """The words of the choice that this value stands for in its form; "" where it is not one of its choices."""
    field = asked.field if asked is not None else None
    if isinstance(field, ModelChoiceField):
        try:
            return str(field.to_python(raw) or "")
        except ValidationError:
            return ""
    choices: Any = field.choices if isinstance(field, ChoiceField) else ()
    words: dict[Any, Any] = dict(flatten_choices(choices))
    return str(words.get(raw, "")) if raw else ""


def _difference(
    stored: Traced,
    field: "Field[Any, Any]",
    at: tuple[str, BoundField | None],
    yours: str,
    before: Mapping[str, Any] | None,
) -> Difference:
    theirs, (name, asked) = _raw(stored, field), at
    old = None if before is None else before[field.attname]
    mine = before is None or not _alike("" if old is None else str(old), yours)
    label, shown = _label(asked, str(field.verbose_name)), _shown(stored, field, theirs, asked)
    return Difference(name, label, theirs, yours, shown, _shown(stored, field, yours, asked), mine)


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


def _shown(row: Traced, field: "Field[Any, Any]", raw: str, asked: BoundField | None) -> str:
    """The words behind a raw value: the choice, the name of the row it points at, the day."""
    if field.choices:
        return str(dict(field.flatchoices).get(raw, raw))
    if isinstance(field, BooleanField):
        return _("yes") if raw else _("no")
    if isinstance(field, ForeignKey) and raw:
        if raw == str(getattr(row, field.attname)):
            return str(getattr(row, field.name))
        pointed = Person.objects.filter(pk=raw).first() if field.related_model is Person and raw.isdigit() else None
        return str(pointed or _chosen(asked, raw) or raw)
    if isinstance(field, DateField) and (day := parse_date(raw)):
        return date_format(day, "j F Y")
    return raw


def conflict_page(request: HttpRequest, problem: Conflict) -> HttpResponse:
    """The page of the one who came second, status 409. Sending it saves the choice over the version shown here."""
    stored = problem.stored
    if not isinstance(stored, Traced):
        return render(request, "409.html", status=409)
    version = _stated(request)
    lines = changes_since(stored, version) if version is not None else []
    last = next(iter(lines or history_of(stored, limit=1)), None)
    before = {name: was for line in lines for name, was, _now in line.changes}  # the oldest change comes last
    found = clash(stored, request.POST, before if lines else None, getattr(problem, "form", None))
    values = {
        "lines": told(request, stored, lines),
        "typed": found.typed,
        "record": stored,
        "version": stored.version,
        "differences": found.differences,
        "same": found.same,
        "who": Person.objects.filter(pk=last.by).first() if last else None,
        "when": last.at if last else None,
    }
    return render(request, "shell/conflict.html", values, status=409)


def told(request: HttpRequest, row: Any, lines: list[Line]) -> list[HistoryLine]:
    """What others did to the row, as this person may read it."""
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return []
    people, records = mentioned(row, lines)
    names = Names(
        people=Person.objects.in_bulk(people),
        records={record.pk: record for record in Record.objects.seen_by(person).filter(pk__in=records)},
        units={unit.pk: unit for unit in units_in_sight(person)},
    )
    return history_lines(row, lines, names, timezone.localdate(request.now))  # type: ignore[attr-defined]
