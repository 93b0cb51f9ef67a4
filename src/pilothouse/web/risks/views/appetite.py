"""The matrix and the appetite: what holds, what held before, and the change with a reason."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pilothouse.measures.rules import NotANumber
from pilothouse.measures.typed import WRITTEN_HERE, Ambiguous, one_number_typed
from pilothouse.organisation.roles import Right
from pilothouse.risks.appetite import in_force, scale_of
from pilothouse.risks.models import Appetite
from pilothouse.risks.operations import set_appetite
from pilothouse.risks.rules import Cell, Scale, short
from pilothouse.risks.wording import chance, loss
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.organisation.views.reading import tabs
from pilothouse.web.risks.words import in_full
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


class AppetiteForm(forms.Form):
    """The words of both sides, the unit of loss, the line, and why. Cells stand in a grid beside the fields."""

    likelihood = forms.CharField(
        label=gettext_lazy("Levels of likelihood, one on a line, the least first"), widget=Lines(5), max_length=700,
        help_text=gettext_lazy("A word, and in brackets what it means: “rare (less than once in ten years)”."),
    )  # fmt: skip
    consequence = forms.CharField(
        label=gettext_lazy("Levels of consequence, one on a line, the least first"), widget=Lines(5), max_length=700,
        help_text=gettext_lazy("Neutral words serve opportunities as well: “small”, “large”."),
    )  # fmt: skip
    unit_of_loss = forms.CharField(
        label=gettext_lazy("Losses are counted in"), max_length=40, required=False,
        help_text=gettext_lazy("EUR, hours of standstill, departures: gains as well. Another asks for new estimates."),
    )  # fmt: skip
    line = forms.CharField(
        label=gettext_lazy("Appetite line: loss of a year, and the chance of more that is borne"), widget=Lines(4),
        max_length=400, required=False, help_text=gettext_lazy("One step on a line: “1000: 10 %”."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)

    def clean_likelihood(self) -> list[str]:
        """One word a line."""
        return _lines(self.cleaned_data["likelihood"])

    def clean_consequence(self) -> list[str]:
        """One word a line."""
        return _lines(self.cleaned_data["consequence"])

    def clean_line(self) -> list[tuple[float, float]]:
        """Steps as (loss, chance); an error that names the line that is none."""
        lines = _lines(self.cleaned_data["line"])
        kept = _lines(str(self.initial.get("line", "")))
        typed = [number for line in lines if line not in kept for number in _numbers(line)]
        return [_step(line, [WRITTEN_HERE] if line in kept else typed) for line in lines]


def _numbers(step: str) -> tuple[str, str]:
    at, _colon, share = step.removesuffix("%").partition(":")
    return at, share


def _step(step: str, beside: list[str]) -> tuple[float, float]:
    try:
        at, share = (one_number_typed(number, beside) for number in _numbers(step))
    except Ambiguous as problem:
        raise forms.ValidationError(str(problem)) from None
    except NotANumber:
        raise forms.ValidationError(_("“%s” is no step: write loss, colon, chance.") % step[:60]) from None
    return at, share / 100


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _initial(scale: Scale) -> dict[str, str]:
    return {
        "likelihood": "\n".join(scale.likelihood),
        "consequence": "\n".join(scale.consequence),
        "unit_of_loss": scale.unit,
        "line": "\n".join(f"{in_full(at)}: {in_full(100 * share)} %" for at, share in scale.line),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def appetite(request: PilotRequest) -> HttpResponse:
    """What holds, and for who may decide for the organisation the way to set another one."""
    may_set = request.person.may_everywhere(Right.DECIDE)
    if request.method == "POST" and not may_set:
        raise Http404
    scale = in_force()
    form = AppetiteForm(request.POST or None, initial=_initial(scale))
    cells = _cells(request) if request.method == "POST" else scale.beyond
    shown = scale
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        shown = Scale(tuple(given["likelihood"]), tuple(given["consequence"]), frozenset())
        if request.POST.get("size") != _size(shown):
            form.add_error(None, _("The matrix has another size now: mark which cells lie beyond the appetite."))
        elif _set(request, form, given, cells):
            messages.success(request, _("Set. It holds from now on; what was said before stays as it was said."))
            return redirect("risks:appetite")
    context = {
        "tabs": tabs("appetite", request.person),
        "scale": scale,
        "grid": grid_of(scale, scale.beyond),
        "columns": heads_of(scale),
        "steps": [(loss(at, scale.unit), chance(share)) for at, share in scale.line],
        "earlier": [(row, scale_of(row)) for row in Appetite.objects.select_related("by")],
        "may_set": may_set,
        "form": form,
        "asked": grid_of(shown, cells),
        "asked_size": _size(shown),
        "asked_columns": heads_of(shown),
    }
    return render(request, "risks/appetite.html", context, status=422 if form.is_bound else 200)


def _size(scale: Scale) -> str:
    """Of which matrix the cells of a form are."""
    return "{}.{}".format(*scale.size)


def _set(request: PilotRequest, form: AppetiteForm, given: dict[str, Any], cells: frozenset[Cell]) -> bool:
    values = {**given, "beyond": sorted(cells)}
    return perform(form, lambda: set_appetite(act_of(request), request.organisation, **values)) is not None


def _cells(request: PilotRequest) -> frozenset[Cell]:
    found = (re.fullmatch(r"(\d)\.(\d)", text) for text in request.POST.getlist("beyond"))
    return frozenset((int(one[1]), int(one[2])) for one in found if one)


def heads_of(scale: Scale) -> list[str]:
    """The words above the columns of the matrix."""
    return [short(word) for word in scale.consequence]


def grid_of(scale: Scale, beyond: frozenset[Cell]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows of the matrix, the likeliest first: its word, and of each cell whether it lies beyond."""
    rows, columns = scale.size
    return [
        (
            short(scale.likelihood[row - 1]),
            [
                {"key": f"{row}.{column}", "beyond": (row, column) in beyond,
                 "name": f"{short(scale.likelihood[row - 1])}, {short(scale.consequence[column - 1])}"}
                for column in range(1, columns + 1)
            ],
        )
        for row in range(rows, 0, -1)
    ]  # fmt: skip
