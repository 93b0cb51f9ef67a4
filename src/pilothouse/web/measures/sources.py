"""Sources: files and queries that yield measurements; tried without writing, refreshed at once or by schedule."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.measures.models import Source
from pilothouse.measures.operations import ask_for_refresh, change_source, define_source
from pilothouse.measures.queries import sources_seen_by
from pilothouse.measures.sources import SECONDS, TRIAL_SECONDS, TookTooLong, allowed_file, try_out
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Refused
from pilothouse.web.kit.pages import Column, paginate, sorting
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.measures.forms import SourceForm
from pilothouse.web.measures.home import rights_somewhere, tabs
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

SHOWN = 50
# So long after it was asked for, a run should have ended; the query itself may take a minute.
PATIENCE = timedelta(minutes=2)
CRUMBS = (Crumb(gettext_lazy("Sources"), "/performance/sources/"),)
COLUMNS = (
    Column("name", gettext_lazy("Source"), order_by=(Lower("name"), "id")),
    Column("path", gettext_lazy("File"), order_by=("path", "id")),
    Column("unit", gettext_lazy("Unit"), order_by=("unit__code", Lower("name"))),
    Column("every", gettext_lazy("Refreshed"), order_by=(F("every_hours").asc(nulls_last=True), Lower("name"))),
    Column("last", gettext_lazy("Last run"), order_by=(F("last_run").asc(nulls_last=True), "id")),
    Column("result", gettext_lazy("Result"), order_by=("-last_problem", Lower("name"))),
    Column("owner", gettext_lazy("Owner"), order_by=(Lower("owner__name"), Lower("name"))),
)
EXPORTED = (
    (gettext_lazy("Source"), lambda source: source.name),
    (gettext_lazy("File"), lambda source: source.path),
    (gettext_lazy("Unit"), lambda source: source.unit.code),
    (gettext_lazy("Refreshed every … hours"), lambda source: source.every_hours),
    (gettext_lazy("Last run"), lambda source: source.last_run),
    (gettext_lazy("Problem"), lambda source: source.last_problem),
    (gettext_lazy("Owner"), lambda source: source.owner.name),
)


@dataclass(frozen=True)
class Trial:
    """What a source would say now: its first rows, how many there are or whether there are `more` than that; `problem`
    where it fails.
    """

    columns: tuple[str, ...] = ()
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    count: int = 0
    more: bool = False
    problem: str = ""
    blamed: str | None = None


def tried(request: PilotRequest, path: str, sql: str) -> Trial:
    """Run a query on its file as of today, for a few seconds; nothing is written."""
    try:
        answer = try_out(allowed_file(path.strip(), settings.SOURCE_DIRS), sql, today_of(request))
    except TookTooLong:
        text = _("A trial stops after %(few)d seconds, and this takes longer. “Refresh now” has %(many)d seconds.")
        return Trial(problem=text % {"few": TRIAL_SECONDS, "many": SECONDS}, blamed="sql")
    except Refused as refusal:
        return Trial(problem=str(refusal.message), blamed=refusal.field)
    return Trial(answer.columns, answer.rows[:SHOWN], len(answer.rows), answer.more)


@require_safe
def sources(request: PilotRequest) -> HttpResponseBase:
    """Every source the person may see, with the result of its last run."""
    found = sources_seen_by(request.person).defer("sql")
    found = found.order_by(*sorting(request, COLUMNS, "name").order_by)
    if file := as_file(request, "sources", EXPORTED, found.iterator(chunk_size=500)):
        return file
    context = {
        "page": paginate(found, request, count=True),
        "columns": COLUMNS,
        "tabs": tabs("sources"),
        "can": rights_somewhere(request),
    }
    return render(request, "measures/sources.html", context)


def source_or_404(request: PilotRequest, key: int, right: Right | None = None) -> Source:
    """The source, if the person may see it (and holds the right in its unit)."""
    found = sources_seen_by(request.person).select_related("asked_by").filter(pk=key).first()
    if found is None or (right and not request.person.may(right, found.unit.path)):
        raise Http404
    return found


def url_of(source: Source) -> str:
    """The page of a source."""
    return f"/performance/sources/{source.pk}/"


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: PilotRequest, key: int) -> HttpResponse:
    """One source; posting to it tries it."""
    about = source_or_404(request, key, Right.ENTER if request.method == "POST" else None)
    may = request.person.may
    intakes = list(about.intakes.select_related("by")[:20])
    context = {
        "source": about,
        "crumbs": CRUMBS,
        "intakes": intakes,
        "latest": next((one for one in intakes if one.at == about.last_run), None),
        "nobody_works": about.asked_at is not None and request.now - about.asked_at > PATIENCE,
        "trial": tried(request, about.path, about.sql) if request.method == "POST" else None,
        "can": {"define": may(Right.DEFINE, about.unit.path), "enter": may(Right.ENTER, about.unit.path)},
    }
    return render(request, "measures/source.html", context)


@require_POST
def refresh(request: PilotRequest, key: int) -> HttpResponseRedirect:
    """Ask for a run: a query may take a minute, which the worker spends, not a process that others wait for."""
    about = source_or_404(request, key, Right.ENTER)
    ask_for_refresh(act_of(request), about)
    return HttpResponseRedirect(url_of(about))


def _form_page(request: PilotRequest, form: SourceForm, **words: Any) -> HttpResponse:
    trial = None
    if form.is_bound and form.is_valid() and request.POST.get("do") == "try":
        trial = tried(request, form.cleaned_data["path"], form.cleaned_data["sql"])
        if trial.problem:
            form.add_error(trial.blamed if trial.blamed in form.fields else None, trial.problem)
    context = {"form": form, "crumbs": CRUMBS, "trial": trial, **words}
    return render_form(request, "measures/source_form.html", context, form)


def _saves(request: PilotRequest, form: SourceForm) -> bool:
    return request.POST.get("do") != "try" and form.is_valid()


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: PilotRequest) -> HttpResponse:
    """A new source."""
    if not rights_somewhere(request)["define"]:
        raise Http404
    form = SourceForm(request.POST or None, person=request.person, initial={"owner": request.person.pk})
    if _saves(request, form):
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = perform(form, lambda: define_source(act_of(request), **values))
        if made is not None:
            return HttpResponseRedirect(url_of(made))
    return _form_page(request, form, title=_("New source"), back="/performance/sources/")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PilotRequest, key: int) -> HttpResponse:
    """Change a source. Its unit stays."""
    about = source_or_404(request, key, Right.DEFINE)
    form = SourceForm(
        request.POST or None, person=request.person, initial=SourceForm.of(about) | {"version": about.version}
    )
    del form.fields["unit"]
    if _saves(request, form):
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        as_filled(request, about, form)
        if perform(form, lambda: change_source(act_of(request), about, **values)):
            return HttpResponseRedirect(url_of(about))
    return _form_page(request, form, title=_("Change the source"), back=url_of(about))
