"""What several views fetch, as far as the person may see it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.records.queries import find
from pilothouse.strategy.models import Objective, Theme
from pilothouse.web.kit.parts import Tab
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward
from pilothouse.web.shell.middleware import PilotRequest, render_form


def objective_seen(request: PilotRequest, code: str) -> Objective:
    """The objective with this number; not found where the person may not see it."""
    found = find(request.person, code)
    if not isinstance(found, Objective):
        raise Http404
    return found


def theme_seen(request: PilotRequest, code: str) -> Theme:
    """The theme with this number; not found where the person may not see it."""
    found = find(request.person, code)
    if not isinstance(found, Theme):
        raise Http404
    return found


def may_shape(person: Person, record: Record) -> bool:
    """May the person change this objective or theme?"""
    return record.owner_id == person.pk or person.may(Right.DEFINE, record.unit.path)


def may_answer(person: Person, objective: Record) -> bool:
    """Is it this person who is asked what shall be done about an objective that cannot be reached as things are?"""
    return objective.owner_id == person.pk or person.may(Right.DECIDE, objective.unit.path)


def own_objective(request: PilotRequest, code: str) -> Objective:
    """An objective the person may change; not found otherwise."""
    found = objective_seen(request, code)
    if not may_shape(request.person, found):
        raise Http404
    return found


def own_theme(request: PilotRequest, code: str) -> Theme:
    """A theme the person may change; not found otherwise."""
    found = theme_seen(request, code)
    if not may_shape(request.person, found):
        raise Http404
    return found


def crumbs_to(*records: Record | None) -> list[tuple[Any, str]]:
    """The line of sight: direction, then the records given."""
    steps: list[tuple[Any, str]] = [(_("Direction"), "/direction/")]
    return steps + [(str(record.title), page_of(record)) for record in records if record is not None]


def tabs_at(place: str) -> list[Tab]:
    """The views of direction."""
    places = (
        ("objectives", _("Objectives"), "/direction/"),
        ("alignment", _("Alignment"), "/direction/alignment/"),
        ("matrix", _("X-matrix"), "/direction/matrix/"),
        ("focus", _("Focus"), "/direction/focus/"),
        ("context", _("Context"), "/direction/context/"),
    )
    return [Tab(label, url, place == name) for name, label, url in places]


def today_of(request: PilotRequest) -> date:
    """The day of a request in the organisation's zone."""
    return request.now.astimezone(request.organisation.tz).date()


def form_page(
    request: PilotRequest,
    form: Any,
    *,
    title: str,
    sub: str = "",
    about: Record | None = None,
    button: str = "",
    back: str = "/direction/",
) -> HttpResponse:
    """A page that holds one form; what does not fit comes back with status 422."""
    context = {
        "form": form,
        "title": title,
        "sub": sub,
        "crumbs": crumbs_to(about),
        "back": onward(request, page_of(about) if about else back),
        "button_words": button or _("Save"),
    }
    return render_form(request, "strategy/form.html", context, form)
