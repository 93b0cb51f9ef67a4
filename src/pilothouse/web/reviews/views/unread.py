"""The ways out of an input's silence beside bringing it: promise a day, or leave it with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.reviews.operations import leave_input, promise_input
from pilothouse.web.reviews.forms import LeaveInputForm, PromiseInputForm
from pilothouse.web.reviews.unread import Waiting, waiting_of
from pilothouse.web.reviews.views.inputs import asked_input, input_form
from pilothouse.web.reviews.views.reading import today_of
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: PilotRequest, key: str) -> HttpResponse:
    """Promise by when it is brought; whoever it had climbed to takes it over."""
    asked = asked_input(key)
    found = waiting_of(request.person, key, today_of(request))
    if found is None or not found.asks:
        raise Http404
    again = found.unread.promised is not None and not found.to_me
    form = PromiseInputForm(request.POST or None, again=again)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(form, lambda: promise_input(act_of(request), key, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("It is yours now.") if found.to_me else _("Promised."))
        return redirect("reviews:input", key=key)
    title = _("Take it over") if found.to_me else _("Promise a day")
    return input_form(request, form, asked, title, f"{capfirst(found.unread.why)}. {_counted(found, again)}", title)


def _counted(found: Waiting, again: bool) -> str:
    """What a promise means for its silence."""
    if found.to_me:
        return _("It becomes yours. Silence is counted from the day you promise.")
    if not again:
        return _("It asks nobody before that day; silence is counted from then.")
    day = date_format(found.unread.due, "j M Y")
    return _("Promised before: silence is counted from %s on.") % day


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PilotRequest, key: str) -> HttpResponse:
    """Leave what has climbed with who answers for it."""
    asked = asked_input(key)
    found = waiting_of(request.person, key, today_of(request))
    if found is None or not found.with_me:
        raise Http404
    form = LeaveInputForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(form, lambda: leave_input(act_of(request), key, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("Said, and kept."))
        return redirect("reviews:input", key=key)
    return input_form(
        request, form, asked, _("Leave it where it is"), found.unread.why, _("Leave it, with this reason")
    )
