"""The radar: pages that look across units for what no unit sees by itself."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pilothouse.improvement.queries.repeated import REPEATS
from pilothouse.measures.looking import LEADING, SHARED
from pilothouse.measures.surveys import Standing, ask_for_survey, standing_of
from pilothouse.organisation.roles import Right
from pilothouse.web.kit.parts import Tab
from pilothouse.web.shell.middleware import PilotRequest

_PLACES = (
    ("together", gettext_lazy("One cause?")),
    ("improvement:repeats", gettext_lazy("Paid for more than once")),
    ("measures:leading", gettext_lazy("Leading indicators")),
)
# Each page shows what one survey of the worker found.
_SURVEYS = {SHARED: "together", REPEATS: "improvement:repeats", LEADING: "measures:leading"}


def radar_tabs(here: str) -> list[Tab]:
    """The sibling pages of the radar; `here` is the name of the page that is shown."""
    return [Tab(label, reverse(name), name == here) for name, label in _PLACES]


@dataclass(frozen=True)
class Looked:
    """What a page says of its survey: where it stands, and whether this person may start it."""

    what: str
    standing: Standing
    may_ask: bool


def looked(request: PilotRequest, what: str) -> Looked:
    """Where the survey of a page stands."""
    return Looked(what, standing_of(what), _may_ask(request))


def _may_ask(request: PilotRequest) -> bool:
    """It looks over the whole organisation: those may who define there what is measured."""
    return request.person.may_everywhere(Right.DEFINE)


@require_POST
def look(request: PilotRequest, what: str) -> HttpResponse:
    """Ask the worker to look anew, without waiting for its usual time."""
    if what not in _SURVEYS or not _may_ask(request):
        raise Http404
    ask_for_survey(what, request.now, request.person)
    messages.success(request, _("Asked for. The worker looks on its next round; come back in a minute."))
    return redirect(reverse(_SURVEYS[what]))
