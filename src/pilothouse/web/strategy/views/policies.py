"""Policy and themes: stated, added, changed, ended, and read."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.queries import find
from pilothouse.strategy.models import Policy
from pilothouse.strategy.operations import add_theme, change_theme, end_theme, state_policy
from pilothouse.strategy.queries import earlier_policies, live_objectives, valid_policy
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform
from pilothouse.web.strategy.forms import EditThemeForm, NewThemeForm, PolicyForm, ReasonForm
from pilothouse.web.strategy.views.reading import crumbs_to, form_page, may_shape, own_theme, theme_seen


@require_safe
def policy(request: PilotRequest, code: str) -> HttpResponse:
    """A policy as it was stated, with those before and after it."""
    found = find(request.person, code)
    if not isinstance(found, Policy):
        raise Http404
    earlier = [one for one in earlier_policies(request.person)[:50] if one.pk != found.pk]
    context = {"policy": found, "earlier": earlier, "crumbs": crumbs_to()}
    return record_page(request, found, "strategy/policy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: PilotRequest) -> HttpResponse:
    """State the policy, or state it anew."""
    if not request.person.may_everywhere(Right.DECIDE):
        raise Http404
    held = valid_policy(request.person)
    first = {"owner": request.person.pk, "title": held.title if held else "", "text": held.text if held else ""}
    if held:
        first |= {"replaces": held.pk, "version": held.version}
    form = PolicyForm(request.POST or None, person=request.person, initial=first)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["replaces"]:
            as_filled(request, form.cleaned_data["replaces"], form)
        stated = perform(form, lambda: state_policy(act_of(request), **form.values()))
        if stated is not None:
            messages.success(request, _("Stated. What held before stays readable."))
            return redirect("/direction/")
    words = _("Few words that people will recognise in a decision. What held before is replaced and kept.")
    return form_page(request, form, title=_("State the policy"), sub=words, button=_("State it"))


@require_safe
def theme(request: PilotRequest, code: str) -> HttpResponse:
    """A theme and its objectives."""
    found = theme_seen(request, code)
    context = {
        "theme": found,
        "objectives": list(live_objectives(request.person).filter(theme=found)),
        "may_shape": may_shape(request.person, found),
        "crumbs": crumbs_to(),
    }
    return record_page(request, found, "strategy/theme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PilotRequest) -> HttpResponse:
    """Add a theme."""
    if not holds_somewhere(request.person, Right.DEFINE):
        raise Http404
    form = NewThemeForm(request.POST or None, person=request.person, initial={"owner": request.person.pk})
    if request.method == "POST" and form.is_valid():
        added = perform(form, lambda: add_theme(act_of(request), **form.cleaned_data))
        if added is not None:
            return redirect("/direction/")
    words = _("Three to five strands are enough to order every objective.")
    return form_page(request, form, title=_("Add a theme"), sub=words, button=_("Add it"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Reword a theme, give it to somebody else, or move it."""
    found = own_theme(request, code)
    names = ("title", "text", "owner", "position", "version")
    form = EditThemeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, found, form)
        del values["version"]
        if perform(form, lambda: change_theme(act_of(request), found, **values)) is not None:
            return redirect(page_of(found))
    return form_page(request, form, title=_("Change %s") % found.code, about=found)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PilotRequest, code: str) -> HttpResponse:
    """Let a theme go."""
    found = own_theme(request, code)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        as_filled(request, found, form)
        reason = form.cleaned_data["reason"]
        if perform(form, lambda: end_theme(act_of(request, why=reason), found, reason=reason)) is not None:
            return redirect("/direction/")
    return form_page(request, form, title=_("End %s") % found.title, about=found, button=_("End it"))
