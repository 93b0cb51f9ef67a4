"""Who may sign in, and which roles they hold."""

import secrets

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from pilothouse.organisation.models import Account, Assignment, Person
from pilothouse.organisation.operations import assign_role, give_access, withdraw_access, withdraw_role
from pilothouse.organisation.roles import Role
from pilothouse.trail.act import Refused
from pilothouse.web.organisation.forms import RoleForm
from pilothouse.web.organisation.views.reading import crumbs_to, form_page, own_person, page_of
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


@require_POST
@sensitive_variables("link")
def give(request: PilotRequest, key: int) -> HttpResponse:
    """Open an account and show, this once, the link by which its owner chooses the password."""
    found = own_person(request, key)
    try:
        # Nobody ever knows this password: the link replaces it.
        give_access(act_of(request), found, password=secrets.token_urlsafe(32))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect(page_of(found))
    link = request.build_absolute_uri(_way_in(found))
    context = {
        "who": found,
        "link": link,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "crumbs": crumbs_to(found),
    }
    response = render(request, "organisation/way_in.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _way_in(person: Person) -> str:
    account = Account.objects.get(person=person)
    token = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), token])


@require_POST
def withdraw(request: PilotRequest, key: int) -> HttpResponse:
    """Take access away."""
    found = own_person(request, key)
    try:
        withdraw_access(act_of(request), found)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("%s can no longer sign in; running sessions have ended.") % found.name)
    return redirect(page_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: PilotRequest, key: int) -> HttpResponse:
    """Give a role."""
    found = own_person(request, key)
    form = RoleForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
        if perform(form, lambda: assign_role(act_of(request), found, unit=unit, role=role)) is not None:
            return redirect(page_of(found))
    return form_page(request, form, title=_("Give %s a role") % found.name, person=found, button=_("Give it"))


@require_POST
def take_back(request: PilotRequest, key: int, held: int) -> HttpResponse:
    """Take a role back."""
    found = own_person(request, key)
    assignment = Assignment.objects.filter(pk=held, person=found).select_related("unit", "person").first()
    if assignment is None:
        raise Http404
    try:
        withdraw_role(act_of(request), assignment)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect(page_of(found))
