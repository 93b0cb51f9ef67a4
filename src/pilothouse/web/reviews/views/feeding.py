"""Indicators that tell about an input: tie one to it, untie one."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Indicator
from pilothouse.measures.queries import indicators_seen_by
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.rules import parsed
from pilothouse.reviews.inputs import Input
from pilothouse.reviews.operations import tie_indicator, untie_indicator
from pilothouse.reviews.queries import owner_of_input
from pilothouse.web.reviews.forms import TieForm
from pilothouse.web.reviews.views.inputs import asked_input, crumbs_to_input, input_form, may_tie
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


def _shaped(request: PilotRequest, key: str) -> Input:
    """The input, for whoever answers for it or says who does."""
    asked = asked_input(key)
    if not may_tie(request, owner_of_input(key)):
        raise Http404
    return asked


@require_http_methods(["GET", "HEAD", "POST"])
def tie(request: PilotRequest, key: str) -> HttpResponse:
    """Say which indicator tells about an input."""
    asked = _shaped(request, key)
    offered = indicators_seen_by(request.person).live().exclude(input_feeds__input=key)  # type: ignore[attr-defined]
    if request.method != "POST" and not offered.exists():
        return _nothing_to_tie(request, asked)
    form = TieForm(request.POST or None, indicators=offered)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(form, lambda: tie_indicator(act_of(request), key, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("Tied. Its fresh values are data of this input; where they are late it says so."))
        return redirect("reviews:input", key=key)
    sub = _("Only what truly measures it: a number that stands for something else hides that there is no data.")
    return input_form(request, form, asked, _("Which indicator tells about it?"), sub, _("Tie it"))


def _nothing_to_tie(request: PilotRequest, asked: Input) -> HttpResponse:
    """Every indicator there is tells about it already, or there is none."""
    context = {
        "asked": asked,
        "crumbs": crumbs_to_input(asked),
        "may_define": holds_somewhere(request.person, Right.DEFINE),
    }
    return render(request, "reviews/nothing_to_tie.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def untie(request: PilotRequest, key: str, code: str) -> HttpResponse:
    """Say that an indicator tells no longer about an input."""
    asked, indicator = _shaped(request, key), _tied(request, key, code)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(form, lambda: untie_indicator(act_of(request), key, indicator=indicator)) is not None
    ):
        messages.success(request, _("Untied."))
        return redirect("reviews:input", key=key)
    sub = _(
        "Its values are data of this input no longer. They stay where they are, and history keeps that it was tied."
    )
    return input_form(request, form, asked, _("Untie “%s”?") % indicator.title, sub, _("Untie it"))


def _tied(request: PilotRequest, key: str, code: str) -> Indicator:
    number = parsed(code)
    found = indicators_seen_by(request.person).filter(input_feeds__input=key, number=number[1] if number else 0).first()
    if found is None:
        raise Http404
    return found
