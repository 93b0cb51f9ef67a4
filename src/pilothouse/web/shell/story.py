"""Stepping into the demo as one of its people: by the key that was printed, and in a story only."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_variables

from pilothouse.organisation.models import Account
from pilothouse.organisation.story import opens
from pilothouse.web.shell.accounts import BY_LINK
from pilothouse.web.shell.middleware import PilotRequest

BACKEND = "pilothouse.web.shell.accounts.Entrance"


@login_not_required
@sensitive_variables("key")
def enter(request: PilotRequest, key: str) -> HttpResponse:
    """Choose whom to be; a wrong, old or foreign key finds nothing."""
    if not opens(key, request.organisation):
        raise Http404
    accounts = (
        Account.objects.filter(is_active=True).select_related("person__unit").prefetch_related("person__assignments")
    )
    if request.method == "POST":
        asked = request.POST.get("account", "")
        known = asked.isascii() and asked.isdigit() and len(asked) < 19
        account = get_object_or_404(accounts, pk=int(asked) if known else 0)
        login(request, account, backend=BACKEND)
        request.session[BY_LINK] = True
        return HttpResponseRedirect("/")
    people = [
        {
            "account": account,
            "person": account.person,
            "roles": [held.get_role_display() for held in account.person.assignments.all()],
        }
        for account in accounts.order_by("person__unit__path", "pk")
    ]
    return render(request, "shell/enter.html", {"people": people, "key": key})
