"""The X-matrix as a page, as a table, and on one A3 sheet."""

import io
from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse import charts
from pilothouse.bridge.graph.matrix import Matrix, key_of, matrix
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.paper import sheet_of
from pilothouse.web.kit.components.figures import drawn
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest
from pilothouse.web.strategy.legend import legend
from pilothouse.web.strategy.views.reading import tabs_at, today_of

COLUMNS = (
    Column("objective", gettext_lazy("Objective")),
    Column("owner", gettext_lazy("Owner")),
    Column("themes", gettext_lazy("Themes")),
    Column("indicators", gettext_lazy("Indicators")),
    Column("work", gettext_lazy("Live work")),
)


@require_safe
def matrix_page(request: PilotRequest) -> HttpResponse:
    """Everything on one sheet."""
    found = matrix(request.person, today_of(request))
    context = {
        "tabs": tabs_at("matrix"),
        "found": found,
        "drawing": drawn(_drawing(found)) if found.objectives else "",
        "legend": legend(),
        "columns": COLUMNS,
        "rows": [_row(found, objective) for objective in found.objectives],
        "may_define": holds_somewhere(request.person, Right.DEFINE),
    }
    return render(request, "strategy/matrix.html", context)


@require_safe
def matrix_pdf(request: PilotRequest) -> FileResponse:
    """The same for the wall."""
    found, today = matrix(request.person, today_of(request)), today_of(request)
    if not found.objectives:
        raise Http404
    sub = f"{request.organisation.name} · {date_format(today, 'j F Y')}"
    words = {"title": _("X-matrix"), "sub": sub, "alt": _told(found)}
    read = legend()
    body = sheet_of(_drawing(found), **words, keys=read.marks, notes=read.parts, at=request.now)
    kind = "application/pdf"
    response = FileResponse(io.BytesIO(body), as_attachment=True, filename="x-matrix.pdf", content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _drawing(found: Matrix) -> str:
    sides = charts.Sides(
        themes=[_entry(one) for one in found.themes],
        objectives=[_entry(one) for one in found.objectives],
        initiatives=[_entry(one) for one in found.work],
        indicators=[_entry(one) for one in found.indicators],
        owners=[charts.Entry(key_of(one), one.name) for one in found.owners],
    )
    words = charts.MatrixWords(
        title=_("X-matrix"), themes=_("Themes"), objectives=_("Objectives"), initiatives=_("Live work"),
        indicators=_("Indicators"), owners=_("Owners"), strong=_("tied by itself"), weak=_("tied through a third"),
    )  # fmt: skip
    return charts.x_matrix(sides, found.ties, words)


def _entry(record: Any) -> charts.Entry:
    owner = record.owner.name if record.owner else _("nobody answers for it")
    return charts.Entry(key_of(record), record.title, page_of(record), owner, record.code)


def _row(found: Matrix, objective: Any) -> dict[str, Any]:
    """One objective with all it is tied to: the matrix as a table."""
    work = _tied(found, found.work, objective)
    return {
        "objective": objective,
        "themes": _tied(found, found.themes, objective),
        "indicators": found.measured[objective.pk],
        "work": work,
        "elsewhere": objective.pk in found.worked_on and not work,
        "near": _tied(found, found.work, objective, strong=False),
    }


def _tied(found: Matrix, rows: Sequence[Any], objective: Any, *, strong: bool = True) -> list[Any]:
    return [row for row in rows if found.ties.get((key_of(row), key_of(objective))) is strong]


def _told(found: Matrix) -> str:
    """What the drawing shows, in words, for who cannot see it."""
    lines = []
    for objective in found.objectives:
        row = _row(found, objective)
        named = [f"{one.code} {one.title}" for name in ("themes", "indicators", "work") for one in row[name]]
        lines.append(f"{objective.code} {objective.title}: {', '.join(named) or '–'}")
    return "; ".join(lines)
