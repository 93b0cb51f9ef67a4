"""The mirror, one page for each of its questions, and opening it to everybody. Who may not look finds nothing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.mirror.models import Opening
from pilothouse.mirror.operations import close_mirror, open_mirror
from pilothouse.mirror.queries import Figure, look, opening, sees_first, units_of
from pilothouse.mirror.questions import GAPS, QUESTIONS, Gap, Mark
from pilothouse.organisation.roles import Right
from pilothouse.organisation.rules import FEWEST_PEOPLE
from pilothouse.web.kit.pages import Column
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.mirror.export import file_of
from pilothouse.web.mirror.pictures import large, small
from pilothouse.web.mirror.words import (
    SPANS,
    TITLES,
    amount,
    change_in_words,
    columns,
    mark_of,
    moves,
    periods_told,
    said,
    shown,
    stands,
)
from pilothouse.web.records.filters import Asked
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

UNITS = (
    Column("unit", gettext_lazy("Unit")),
    Column("people", gettext_lazy("People"), numeric=True),
    Column("counted", gettext_lazy("Counted"), numeric=True),
    Column("of", gettext_lazy("Of"), numeric=True),
    Column("value", gettext_lazy("Value"), numeric=True),
)


@dataclass(frozen=True)
class QuestionLine:
    """One figure of a mark for the eye."""

    figure: Figure
    said: str
    mark: str
    moves: str
    spark: str


@dataclass(frozen=True)
class MarkPart:
    """One mark: where the organisation stands in it, its figures, and what nothing answers yet."""

    name: str
    title: Any
    stands: str
    lines: list[QuestionLine]
    gaps: list[Gap]


@require_safe
def home(request: PilotRequest) -> HttpResponseBase:
    """The four marks and whether the records can be believed; as a file with `?format=`."""
    opened = _may_look(request)
    looked, today = look(), Asked(request).today
    figures = list(looked.figures.values())
    if figures and (file := file_of(request, "mirror", [*figures, *GAPS.values()])) is not None:
        return file
    parts = [_part(mark, [figure for figure in figures if figure.question.mark is mark], today) for mark in Mark]
    context = {
        "parts": parts if figures else [],
        "at": looked.at,
        "opened": opened,
        "leads": request.person.may_everywhere(Right.DECIDE),
        "fewest": FEWEST_PEOPLE,
    }
    return render(request, "mirror/home.html", context)


def _may_look(request: PilotRequest) -> Opening | None:
    """The opening in force; not found for those whom the mirror is not shown to."""
    opened = opening()
    if opened is None and not sees_first(request.person):
        raise Http404
    return opened


def _part(mark: Mark, figures: list[Figure], today: Any) -> MarkPart:
    lines = [
        QuestionLine(figure, said(figure), mark_of(figure, today), moves(figure, today), small(figure))
        for figure in sorted(figures, key=lambda figure: figure.value is None)  # what is told stands first
    ]
    gaps = [gap for gap in GAPS.values() if gap.mark is mark]
    return MarkPart(mark, TITLES[mark], stands(figures, today), lines, gaps)


@require_safe
def question(request: PilotRequest, name: str) -> HttpResponseBase:
    """One question: its sentence, its history, what it counts and where it is weak; or why nothing answers it."""
    _may_look(request)
    crumbs = [(_("Mirror"), "/mirror/")]
    if name in GAPS:
        return render(request, "mirror/gap.html", {"gap": GAPS[name], "crumbs": crumbs})
    figure = look().figures.get(name) if name in QUESTIONS else None
    if figure is None:
        raise Http404
    if (file := file_of(request, f"mirror-{name}", [figure])) is not None:
        return file
    today = Asked(request).today
    context = {
        "figure": figure,
        "question": figure.question,
        "crumbs": crumbs,
        "said": said(figure),
        "moves": moves(figure, today),
        "change": change_in_words(figure, today),
        "span": SPANS[figure.question.frequency],
        "svg": large(figure, today),
        "columns": columns(figure.question),
        "rows": periods_told(figure, today),
        "instead": QUESTIONS.get(figure.question.instead) if figure.hidden else None,
        "fewest": amount(figure.question.fewest),
        "people": FEWEST_PEOPLE,
        "unit_columns": UNITS,
        "units": _units(request, figure),
    }
    return render(request, "mirror/question.html", context)


def _units(request: PilotRequest, figure: Figure) -> list[tuple[str, int, list[str]]]:
    """(name, people, counted and of and value; empty where it is not shown) of the units in sight."""
    told = []
    for one in units_of(figure, request.person):
        value = one.total.value(figure.question.scale, figure.question.fewest) if one.total else None
        cells = [] if one.total is None else [
            "–" if value is None else amount(one.total.numerator),
            amount(one.total.denominator),
            _("too few to tell") if value is None else shown(figure.question, value),
        ]  # fmt: skip
        told.append((one.unit.name, one.people, cells))
    return told


class OpeningForm(forms.Form):
    """A word to those who read it."""

    word = forms.CharField(
        label=gettext_lazy("A word to those who read it"),
        help_text=gettext_lazy("What surprised you? What do you ask of everybody? It stands at the top."),
        required=False,
        max_length=1_000,
        widget=Lines(3),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_to_everybody(request: PilotRequest) -> HttpResponse:
    """Open the mirror to everybody."""
    if not request.person.may_everywhere(Right.DECIDE):
        raise Http404
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opened = perform(form, lambda: open_mirror(act_of(request), **form.cleaned_data))
        if opened is not None:
            messages.success(request, _("Everybody may look into the mirror now."))
            return redirect("mirror:home")
    context = {"form": form, "crumbs": [(_("Mirror"), "/mirror/")], "fewest": FEWEST_PEOPLE}
    return render_form(request, "mirror/open.html", context, form)


@require_POST
def close(request: PilotRequest) -> HttpResponse:
    """Keep it to those who steer again."""
    close_mirror(act_of(request))
    messages.success(request, _("Only those who steer see the mirror again."))
    return redirect("mirror:home")
