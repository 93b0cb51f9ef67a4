"""Performance: every series a person may see, as dense lines that say what really changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse.bridge.changes import standing_out, told_lately
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.provenance import TOLD, nobody_owns
from pilothouse.measures.queries import late_series, running_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.processes.queries import live_processes
from pilothouse.records.rules import search_words
from pilothouse.records.states import Text
from pilothouse.web.kit.pages import paginate, sorting
from pilothouse.web.kit.parts import Tab
from pilothouse.web.measures.lines import columns, draw_grouped, exported, lines_of_many, table
from pilothouse.web.measures.trusted import trust_filter, with_points
from pilothouse.web.measures.words import doubt_in_words
from pilothouse.web.records.export import WRITERS
from pilothouse.web.records.filters import Asked, Choices, Filter, Sentence, unit_filter
from pilothouse.web.records.lists import Empty, draw_rows
from pilothouse.web.shell.middleware import PilotRequest

PLACES = (
    ("home", gettext_lazy("Series"), "/performance/"),
    ("indicators", gettext_lazy("Indicators"), "/performance/indicators/"),
    ("signals", gettext_lazy("Signals"), "/signals/"),
    ("radar", gettext_lazy("Radar"), "/signals/together/"),
    ("trust", gettext_lazy("Data trust"), "/performance/trust/"),
    ("sources", gettext_lazy("Sources"), "/performance/sources/"),
)


def tabs(here: str) -> list[Tab]:
    """The sibling pages of performance."""
    return [Tab(label, url, name == here) for name, label, url in PLACES]


def open_signals() -> Exists:
    """Of a series: does one of its signals wait for an answer?"""
    return Exists(Signal.objects.filter(series=OuterRef("pk"), ended_at=None))


def late_on(person: Person, today: date) -> Q:
    """Series for which a value is overdue, or that have none."""
    return Q(pk__in=late_series(person, today).order_by().values("pk"))


# Filters

_WHICH: Choices = [
    ("", gettext_lazy("all series")),
    ("changed", gettext_lazy("series that stand out")),
    ("lately", gettext_lazy("series that stand out with a signal of the last five weeks")),
    ("worse", gettext_lazy("series that stand out with a signal of the last five weeks for the worse")),
    ("earlier", gettext_lazy("series that stand out without a signal of the last five weeks")),
    ("open", gettext_lazy("series with an unanswered signal")),
    ("late", gettext_lazy("series without a fresh value")),
    ("young", gettext_lazy("series too young to judge")),
    ("missed", gettext_lazy("series that cannot meet their target")),
]


def _which(found: Any, value: str, asked: Asked) -> Any:
    if value in _STANDING:
        return found.filter(pk__in=_standing(value, asked))
    conditions = {
        "open": Q(open_signals()),
        "late": late_on(asked.person, asked.today),
        "young": Q(reading__status="too_short"),
        "missed": Q(reading__picture__capability="not_capable"),
    }
    return found.filter(conditions[value])


_STANDING = ("changed", "lately", "worse", "earlier")


def _standing(value: str, asked: Asked) -> list[int]:
    """Series that stand out, as the bridge divides them: with a recent signal, one for the worse, or none."""
    keys = standing_out(asked.person, asked.today).keys
    if value == "changed":
        return list(keys)
    better = told_lately(asked.person, keys, asked.request.now)
    if value == "earlier":
        return [key for key in keys if key not in better]
    return [key for key in better if value == "lately" or not better[key]]


def _processes(asked: Asked) -> Choices:
    known: Choices = [(str(process.pk), process.title) for process in live_processes(asked.person)]
    return [("", gettext_lazy("every process")), ("none", gettext_lazy("no process")), *known]


def _of_process(found: Any, value: str, asked: Asked) -> Any:
    return found.filter(indicator__process=None if value == "none" else int(value))


def _worded(found: Any, value: str, asked: Asked) -> Any:
    for word in search_words(value):
        found = found.filter(
            Q(indicator__words__contains=word)
            | Q(unit__name__icontains=word)
            | Q(unit__code__icontains=word)
            | Q(label__icontains=word)
        )
    return found


_WHOSE: Choices = [("", gettext_lazy("everybody")), ("me", gettext_lazy("mine")), ("nobody", gettext_lazy("nobody"))]


def _owned(found: Any, value: str, asked: Asked) -> Any:
    return found.filter(Q(indicator__owner=asked.person) if value == "me" else nobody_owns("indicator__"))


FILTERS = (
    Filter("which", gettext_lazy("Which series"), _which, _WHICH),
    unit_filter(),
    Filter("process", gettext_lazy("Process"), _of_process, _processes, before=gettext_lazy("of")),
    Filter("owner", gettext_lazy("Owner"), _owned, _WHOSE, before=gettext_lazy("owned by")),
    trust_filter(),
    Filter("q", gettext_lazy("Words"), _worded, None, before=gettext_lazy("named")),
)
GROUPED = (
    F("indicator__process__part").asc(nulls_last=True),
    F("indicator__process__position").asc(nulls_last=True),
    "indicator__process__number",
    "indicator__number",
    "unit__path",
    "label",
    "id",
)
RELATED = (*TOLD, "indicator__process")


def in_order(found: "QuerySet[Series]", order: Sequence[str]) -> "QuerySet[Series]":
    """Series with all that a line shows, in one query."""
    light = ("indicator__words", "indicator__definition", "indicator__process__words", "indicator__process__purpose")
    return found.select_related(*RELATED).defer(*light).order_by(*(order or GROUPED))


@dataclass(frozen=True)
class Spec:
    """What the list template asks for."""

    title: Text
    noun: Text


FIRST_STEP = Empty(
    gettext_lazy("Nothing is measured yet"),
    gettext_lazy(
        "Here stands every number the organisation steers by, with what it really says: steady, better or worse. "
        "Define an indicator, open a series in each unit, and bring in values."
    ),
    gettext_lazy("Define the first indicator"),
    "/performance/indicators/new/",
    "chart-spline",
    Right.DEFINE,
)


@require_safe
def home(request: PilotRequest) -> HttpResponseBase:
    """The list, the part of it that htmx swaps, or the same as a file."""
    asked = Asked(request)
    sentence = Sentence(FILTERS, asked)
    found = sentence.narrow(running_series(request.person, asked.today))  # type: ignore[arg-type]
    order = sorting(request, [column.head for column in columns(grouped=False)])
    if order.key == "trust":
        found = with_points(found, asked.today)
    if write := WRITERS.get(request.GET.get("format", "")):
        heads = [str(label) for label, _column in exported()]
        rows = in_order(found, order.order_by).iterator(chunk_size=500)
        return write("performance", heads, table(rows, asked.today), request.organisation.tz)
    grouped = not order.order_by
    shown, can = columns(grouped), rights_somewhere(request)
    page = paginate(in_order(found, order.order_by), request, count=True)
    lines = lines_of_many(page.items, asked.today)
    context = {
        "spec": Spec(gettext_lazy("Performance"), gettext_lazy("series")),
        "empty": FIRST_STEP.shown_to(request.person),
        "can": can,
        "sentence": sentence,
        "heads": [column.head for column in shown],
        "page": page,
        "lines": (draw_grouped if grouped else draw_rows)(shown, lines, asked.today),
        "narrowed": sentence.active,
    }
    return _render(request, context, asked)


def _render(request: PilotRequest, context: dict[str, Any], asked: Asked) -> HttpResponse:
    part = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "list"
    if not part:
        context |= {"tabs": tabs("home"), "sums": _sums(request, asked.today)}
    response = render(request, "records/list_part.html" if part else "measures/home.html", context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def _sums(request: PilotRequest, today: date) -> dict[str, Any]:
    """How many series there are, how many changed as the bridge tells it and how many of these may be luck, how many
    wait for an answer, or are silent.
    """
    sums: dict[str, int] = (
        running_series(request.person, today)
        .order_by()
        .aggregate(
            all=Count("pk"),
            open=Count("pk", filter=Q(open_signals())),
            late=Count("pk", filter=late_on(request.person, today)),
        )
    )
    found = standing_out(request.person, today)
    return sums | {"changed": len(found.keys), "doubt": doubt_in_words(len(found.keys), found.false)}


def rights_somewhere(request: PilotRequest) -> dict[str, bool]:
    """Which ways on to offer."""
    person = request.person
    rights = {"enter": Right.ENTER, "define": Right.DEFINE}
    paths = [path for _role, path in person.grants]
    return {name: any(person.may(right, path) for path in paths) for name, right in rights.items()}
