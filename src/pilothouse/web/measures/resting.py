"""What our numbers rest on: how many can be trusted how far, what rests on weak ones, and what would mend them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse.bridge.coverage import coverage_of
from pilothouse.measures.models import Series
from pilothouse.measures.queries import running_series
from pilothouse.measures.trust import Label, Trust, Weakness
from pilothouse.measures.wording import trust_in_words, upgrade_in_words
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import Resting, resting_on_weak
from pilothouse.web.kit.components.marks import person as named
from pilothouse.web.kit.components.marks import trust
from pilothouse.web.kit.pages import paginate, sorting
from pilothouse.web.measures.home import FILTERS, FIRST_STEP, Spec, in_order, tabs
from pilothouse.web.measures.lines import Line
from pilothouse.web.measures.trusted import with_points
from pilothouse.web.records.columns import NOTHING, ListColumn
from pilothouse.web.records.export import WRITERS
from pilothouse.web.records.filters import Asked, Sentence
from pilothouse.web.records.lists import draw_rows
from pilothouse.web.shell.middleware import PilotRequest

SHOWN = 10
_FILTERS = tuple(each for each in FILTERS if each.name != "which")
_OWNER = {Weakness.NO_OWNER, Weakness.OWNER_LEFT}
_DEFINITION = {Weakness.NO_PROCESS, Weakness.SHORT_DEFINITION}
_VALUES = {Weakness.LATE, Weakness.NO_VALUES, Weakness.GAPS}
_SOURCE = {Weakness.BY_HAND, Weakness.FILE}


@dataclass(frozen=True)
class DecisionLine:
    """A live decision with the weak numbers that it rests on."""

    decision: Decision
    on: list[Resting]

    @property
    def weakest(self) -> Label:
        """The worst label of what it rests on."""
        return max(one.trust.label for one in self.on)


def _columns(person: Person) -> list[ListColumn]:
    by_name = ("indicator__number", "unit__path", "label", "id")
    return [
        ListColumn("title", gettext_lazy("Indicator and unit"), _title, lambda line: str(line.series),
                   ("indicator__title", "unit__path", "label", "id")),
        ListColumn("trust", gettext_lazy("Data trust"), lambda line, today: trust(line.trust.label),
                   lambda line: line.trust.label.value, ("_points", *by_name)),
        ListColumn("why", gettext_lazy("What keeps it from an A"), lambda line, today: _why(line.trust),
                   lambda line: trust_in_words(line.trust)),
        ListColumn("upgrade", gettext_lazy("Cheapest upgrade"), lambda line, today: _upgrade(line, person),
                   lambda line: upgrade_in_words(line.trust)),
        ListColumn("owner", gettext_lazy("Owner"), lambda line, today: named(line.series.indicator.owner),
                   lambda line: line.series.indicator.owner.name if line.series.indicator.owner else "",
                   ("indicator__owner__name", *by_name)),
    ]  # fmt: skip


def _title(line: Line, today: date) -> SafeString:
    return format_html('<a href="{}">{}</a>', line.url, line.series)


def _why(found: Trust) -> str:
    return trust_in_words(found) if found.weaknesses else NOTHING


def _upgrade(line: Line, person: Person) -> SafeString | str:
    """What to do, and for whom may do it the way there."""
    words = upgrade_in_words(line.trust) or NOTHING
    way = way_to(line.series, line.trust.upgrade[0], person) if line.trust.upgrade else ""
    return format_html('<a href="{}">{}</a>', way, words) if way else words


def way_to(series: Series, weakness: Weakness, person: Person) -> str:
    """Where a weakness is mended; "" where this person may not."""
    indicator = series.indicator
    defines = indicator.owner_id == person.pk or person.may(Right.DEFINE, indicator.unit.path)
    if weakness in _DEFINITION and defines:
        return f"/{indicator.code}/edit/"
    if weakness in _OWNER and defines:
        return f"/{indicator.code}/owner/"
    if weakness in _VALUES and person.may(Right.ENTER, series.unit.path):
        return f"/series/{series.pk}/value/"
    if weakness in _SOURCE and person.may(Right.DEFINE, series.unit.path):
        return "/performance/sources/new/"
    return ""


@require_safe
def resting(request: PilotRequest) -> HttpResponseBase:
    """How far the numbers can be trusted, as a page, as the part that htmx swaps, or as a file."""
    asked = Asked(request)
    sentence = Sentence(_FILTERS, asked)
    columns = _columns(request.person)
    running = with_points(running_series(request.person, asked.today), asked.today)
    order = sorting(request, [column.head for column in columns], "-trust")
    found = in_order(sentence.narrow(running), order.order_by).select_related("indicator__unit")
    if write := WRITERS.get(request.GET.get("format", "")):
        rows = _table(columns, found.iterator(chunk_size=500), asked.today)
        return write("data-trust", [str(column.label) for column in columns], rows, request.organisation.tz)
    page = paginate(found, request, count=True)
    lines = [Line(one, None, asked.today) for one in page.items]
    context = {
        "spec": Spec(gettext_lazy("What our numbers rest on"), gettext_lazy("series")),
        "empty": FIRST_STEP.shown_to(request.person),
        "sentence": sentence,
        "heads": [column.head for column in columns],
        "page": page,
        "lines": draw_rows(columns, lines, asked.today),
        "narrowed": sentence.active,
    }
    return _render(request, context, asked)


def _table(columns: list[ListColumn], rows: Iterable[Series], today: date) -> Iterable[list[Any]]:
    for one in rows:
        line = Line(one, None, today)
        yield [column.value(line) for column in columns]


def _render(request: PilotRequest, context: dict[str, Any], asked: Asked) -> HttpResponse:
    part = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "list"
    if not part:
        labels = coverage_of(request.person, asked.today).labels
        rests = _decisions(request.person, asked.today)
        context |= {
            "tabs": tabs("trust"),
            "counts": [(label.value, trust(label), labels[label]) for label in Label],
            "all": sum(labels.values()),
            "rests": rests[:SHOWN],
            "rests_more": max(len(rests) - SHOWN, 0),
            "rests_count": len(rests),
        }
    response = render(request, "records/list_part.html" if part else "measures/resting.html", context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def _decisions(person: Person, today: date) -> list[DecisionLine]:
    found: dict[int, list[Resting]] = {}
    for one in resting_on_weak(person, today):
        found.setdefault(one.decision, []).append(one)
    rows = Decision.objects.filter(pk__in=found).select_related("owner").defer("words")
    lines = [DecisionLine(row, found[row.pk]) for row in rows]
    return sorted(lines, key=lambda line: (line.weakest != Label.D, line.decision.pk))
