"""The list of everything numbered, and the search over it."""

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.records.models import Record, RecordQuerySet, record_types
from pilothouse.records.queries import find
from pilothouse.records.searching import newest_matching
from pilothouse.web.kit.pages import Column, paginate
from pilothouse.web.records.columns import (
    due_column,
    number_column,
    owner_column,
    plain_column,
    state_column,
    title_column,
    unit_column,
)
from pilothouse.web.records.export import as_file
from pilothouse.web.records.filters import (
    Asked,
    Choices,
    Filter,
    age_filter,
    due_filter,
    owner_filter,
    text_filter,
    unit_filter,
)
from pilothouse.web.records.lists import Empty, ListSpec, draw_rows, record_list, shows
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.together import EVERY_RECORD
from pilothouse.web.shell.middleware import PilotRequest

COLUMNS = (
    title_column(),
    plain_column("kind", _("Kind"), lambda record: str(record.type.label), sort=("kind", "-id")),
    state_column(),
    unit_column(),
    owner_column(),
    due_column(),
)


def _kinds(asked: Asked) -> Choices:
    return [("", _("records of every kind")), *((name, model.KIND.plural) for name, model in record_types().items())]


def _of_kind(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
    return records.filter(kind=value)


EVERYTHING = ListSpec(
    title=_("All records"),
    noun=_("records"),
    records=lambda person: Record.objects.seen_by(person),
    columns=COLUMNS,
    export="records",
    filters=(
        Filter("kind", _("Kind"), _of_kind, _kinds, alike=True),
        unit_filter(),
        owner_filter(),
        due_filter(),
        age_filter(),
        text_filter(),
    ),
    empty=Empty(_("Nothing is recorded yet"), _("Everything that carries a number appears here.")),
    bulk=EVERY_RECORD,
)


@require_safe
@shows(EVERYTHING)
def all_records(request: PilotRequest) -> HttpResponseBase:
    """Everything numbered that the person may see."""
    return record_list(request, EVERYTHING)


@require_safe
def search(request: PilotRequest) -> HttpResponseBase:
    """What holds the words, newest first. A number leads straight to its record."""
    text = request.GET.get("q", "").strip()[:200]
    if "format" not in request.GET and (exact := find(request.person, text)):
        return HttpResponseRedirect(page_of(exact))
    found = newest_matching(Record.objects.seen_by(request.person).with_people().defer("words"), text)
    columns = [(column.label, column.value) for column in (number_column(), *COLUMNS)]
    if text and (file := as_file(request, "found", columns, found.iterator(chunk_size=500))):
        return file
    page = paginate(found, request) if text else None
    asked = Asked(request)
    context = {
        "text": text,
        "page": page,
        "heads": [Column(column.key, column.label) for column in COLUMNS],  # in one order: the newest first
        "lines": draw_rows(COLUMNS, page.items, asked.today) if page else "",
    }
    return render(request, "records/search.html", context)
