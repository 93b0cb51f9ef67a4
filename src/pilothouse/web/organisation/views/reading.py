"""What several views fetch, as far as the person may see or look after it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit, units_seen_by
from pilothouse.organisation.roles import Right
from pilothouse.web.kit.parts import Tab
from pilothouse.web.shell.middleware import PilotRequest, render_form


def looks_after(person: Person, unit: Unit) -> bool:
    """Does the person administer this unit?"""
    return person.may(Right.ADMINISTER, unit.path)


def own_unit(request: PilotRequest, key: int) -> Unit:
    """A unit the person looks after; not found otherwise."""
    unit: Unit | None = Unit.objects.filter(pk=key).select_related("parent").first()
    if unit is None or not looks_after(request.person, unit):
        raise Http404
    return unit


def person_seen(request: PilotRequest, key: int) -> Person:
    """A person of a unit that the viewer sees; not found otherwise."""
    found: Person | None = Person.objects.filter(pk=key, is_system=False).select_related("unit").first()
    if found is None or (found.pk != request.person.pk and found.unit_id not in units_seen_by(request.person)):
        raise Http404
    return found


def own_person(request: PilotRequest, key: int) -> Person:
    """A person the viewer looks after; not found otherwise."""
    found = person_seen(request, key)
    if not looks_after(request.person, found.unit):
        raise Http404
    return found


def tabs(current: str, person: Person) -> list[Tab]:
    """The views of the organisation; mail is for those who look after all of it."""
    mail = Tab(_("Mail"), "/organisation/mail/", current == "mail")
    return [
        Tab(_("Units"), "/organisation/", current == "units"),
        Tab(_("People"), "/organisation/people/", current == "people"),
        Tab(_("Roles and rights"), "/organisation/rights/", current == "rights"),
        Tab(_("Escalation"), "/organisation/escalation/", current == "escalation"),
        Tab(_("False alarms"), "/organisation/alarms/", current == "alarms"),
        Tab(_("Risk appetite"), "/organisation/appetite/", current == "appetite"),
        *([mail] if person.may_everywhere(Right.ADMINISTER) else []),
    ]


def page_of(person: Person) -> str:
    """The address of a person's page."""
    return f"/organisation/people/{person.pk}/"


def crumbs_to(person: Person | None = None) -> list[tuple[Any, str]]:
    """The way to a page of the organisation."""
    steps: list[tuple[Any, str]] = [(_("Organisation"), "/organisation/")]
    return [*steps, (person.name, page_of(person))] if person else steps


def today_of(request: PilotRequest) -> date:
    """The day of a request in the organisation's zone."""
    return request.now.astimezone(request.organisation.tz).date()


def form_page(
    request: PilotRequest, form: Any, *, title: str, sub: str = "", person: Person | None = None,
    back: str = "", button: str = "",
) -> HttpResponse:  # fmt: skip
    """A page that holds one form; what does not fit comes back with status 422."""
    context = {
        "form": form,
        "title": title,
        "sub": sub,
        "crumbs": crumbs_to(person),
        "back": back or (page_of(person) if person else "/organisation/"),
        "button_words": button or _("Save"),
    }
    return render_form(request, "organisation/form.html", context, form)
