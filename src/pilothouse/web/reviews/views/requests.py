"""Resource requests: the ledger, one request, asking, answering, and what came of it."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.queries import units_where
from pilothouse.organisation.rights import sees
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import ResourceRequest, Review
from pilothouse.reviews.operations import (
    answer_request,
    ask_for_resource,
    change_request,
    tell_outcome,
    withdraw_request,
)
from pilothouse.reviews.queries import effect_since, request_seen
from pilothouse.reviews.states import REQUEST
from pilothouse.reviews.wording import posts
from pilothouse.strategy.models import Objective
from pilothouse.web.kit.components.marks import num
from pilothouse.web.kit.pages import unfolded
from pilothouse.web.records.columns import (
    ListColumn,
    due_column,
    owner_column,
    plain_column,
    state_column,
    title_column,
    unit_column,
)
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.filters import due_filter, owner_filter, state_filter, text_filter, unit_filter
from pilothouse.web.records.lists import Empty, ListSpec, record_list, shows
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward, origin_of
from pilothouse.web.reviews.pictures import picture_of
from pilothouse.web.reviews.request_forms import (
    AnswerForm,
    AskForm,
    ChangeRequestForm,
    OutcomeForm,
    WithdrawForm,
)
from pilothouse.web.reviews.views.reading import crumbs_to, record_asked
from pilothouse.web.reviews.views.tabs import tabs_at
from pilothouse.web.reviews.words import amount, interval
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


def _number_column(key: str, label: Any, digits: int) -> ListColumn:
    def shown(request: ResourceRequest, today: date) -> SafeString | str:
        value = getattr(request, key)
        return "–" if value is None else format_html('<span class="nowrap">{}</span>', num(value, digits))

    return ListColumn(
        key, label, shown, lambda request: getattr(request, key), (key, "record_id"), numeric=True, filled=key
    )


REQUESTS = ListSpec(
    title=gettext_lazy("Resource requests"),
    noun=gettext_lazy("resource requests"),
    sub=gettext_lazy("Money and people asked for: granted, refused or deferred, why, and what came of it."),
    records=lambda person: ResourceRequest.objects.seen_by(person),
    columns=(
        title_column(),
        state_column(),
        _number_column("amount", gettext_lazy("Money"), 0),
        _number_column("people", gettext_lazy("People"), 1),
        plain_column(
            "objective", gettext_lazy("For"), lambda one: str(_for(one).title) if _for(one) else None,
            sort=("objective__title", "record_id"), filled="objective",
        ),
        owner_column(gettext_lazy("Asked by")),
        due_column(),
    ),
    also=(
        unit_column(),
        plain_column("why", gettext_lazy("What for"), lambda one: one.why),
        plain_column("answered", gettext_lazy("Answered"), lambda one: one.answered_on),
        plain_column("reason", gettext_lazy("Reason of the answer"), lambda one: one.reason),
        plain_column("review", gettext_lazy("In the review"), lambda one: one.review.code if one.review else None),
        plain_column("outcome", gettext_lazy("What came of it"), lambda one: one.outcome),
    ),
    export="resource-requests",
    filters=(
        state_filter(REQUEST, live=False), unit_filter(), owner_filter(gettext_lazy("asked by")), due_filter(),
        text_filter(),
    ),
    related=("owner", "objective", "process", "review"),
    empty=Empty(
        gettext_lazy("Nothing has been asked for"),
        gettext_lazy(
            "Whoever needs money or people for an objective asks here. The next review finds it on its agenda, and "
            "what came of each answer stays on record: also of each no."
        ),
        gettext_lazy("Ask for something"), "/reviews/requests/ask/", "hand-coins", Right.IMPROVE,
    ),
)  # fmt: skip


def _for(one: ResourceRequest) -> Any:
    return one.objective or one.process


@require_safe
@shows(REQUESTS)
def requests(request: PilotRequest) -> HttpResponseBase:
    """All requests the person may see."""
    extra = {"tabs": tabs_at("requests"), "may_ask": bool(units_where(request.person, Right.IMPROVE))}
    return record_list(request, REQUESTS, "reviews/list_of_requests.html", extra)


@require_safe
def page(request: PilotRequest, code: str) -> HttpResponse:
    """One request: how much, what for, the answer, and what the numbers show since."""
    found = _seen(request, code)
    series = found.series if found.series and sees(request.person, found.series) else None
    decides, owns = _rights(request, found)
    picture = picture_of(series, request)
    context = {
        "request_of": found,
        "size": size_of(found, request.organisation.currency),
        "for_what": [one for one in (found.objective, found.process) if one and sees(request.person, one)],
        "picture": picture,
        "measured": _measured(found) if series else "",
        "may_answer": decides and found.life.allows("grant", found.state),
        "may_change": owns and found.state == "asked",
        "may_withdraw": owns and found.life.allows("withdraw", found.state),
        "may_tell": (owns or decides) and found.state in {"granted", "refused"},
        "crumbs": [*crumbs_to(), (_("Resources"), "/reviews/requests/")],
    }
    return record_page(request, found, "reviews/request.html", context)


def size_of(found: ResourceRequest, currency: str) -> str:
    """“USD 120,000 and 2.5 people”."""
    money = f"{currency} {num(found.amount, 0)}".strip() if found.amount is not None else ""
    people = posts(found.people)
    return _("%(money)s and %(people)s") % {"money": money, "people": people} if money and people else money or people


def _measured(found: ResourceRequest) -> str:
    """“+3.1 points (0.2 to 6.0) since the answer”: as told with the outcome, else as it shows today."""
    if found.series is None:
        return ""
    if found.ended:
        effect, low, high = found.effect, found.low, found.high
    else:
        shift = effect_since(found)
        if shift is None or not math.isfinite(shift.low):
            return ""
        effect, low, high = shift.effect, shift.low, shift.high
    if effect is None:
        return ""
    indicator = found.series.indicator
    return f"{amount(effect, indicator)}{interval(low, high, indicator)}"


def _seen(request: PilotRequest, code: str) -> ResourceRequest:
    found = request_seen(request.person, int(code.rpartition("-")[2]))
    if found is None:
        raise Http404
    return found


def _rights(request: PilotRequest, found: ResourceRequest) -> tuple[bool, bool]:
    """Whether the person may answer, and whether they asked."""
    return request.person.may(Right.DECIDE, found.unit.path), found.owner_id == request.person.pk


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PilotRequest) -> HttpResponse:
    """Ask; `?about=` names the record that needs it."""
    units = units_where(request.person, Right.IMPROVE)
    if not units:
        raise Http404
    about = record_asked(request, request.GET.get("about", ""))
    home = about.unit_id if about and about.unit in units else units[0].pk
    usual = {"unit": home, "owner": request.person.pk, "objective": about.pk if isinstance(about, Objective) else None}
    form = AskForm(
        request.POST or None, person=request.person, currency=request.organisation.currency, initial=usual
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: ask_for_resource(act_of(request), about=about, **form.cleaned_data))
        if made is not None:
            words = _("%s stands. Who may decide finds it in their work, and the next review on its agenda.")
            messages.success(request, words % made.code)
            return redirect(page_of(made))
    words = _("Say how much, what for, and where it should show. The answer comes with a reason.")
    crumbs = [*crumbs_to(), (_("Resources"), "/reviews/requests/")]
    more = unfolded(form, "process", "unit", "owner")
    context = {"form": form, "about": about, "sub": words, "crumbs": crumbs, "open_more": more}
    return render_form(request, "reviews/ask.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Ask for more, for less or in other words, before it is answered."""
    found = _seen(request, code)
    if not (_rights(request, found)[1] and found.state == "asked"):
        raise Http404
    form = ChangeRequestForm(
        request.POST or None, record=found, person=request.person, currency=request.organisation.currency
    )  # fmt: skip
    words = {"heading": _("Change what is asked for"), "label": _("Save"), "leave": _("As it was"), "icon": "check"}
    return _verb(request, found, form, words, lambda: change_request(
        act_of(request), as_filled(request, found, form), **form.cleaned_data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PilotRequest, code: str) -> HttpResponse:
    """Grant, refuse or defer; `?review=` names the meeting in which it is answered."""
    found = _seen(request, code)
    if not (_rights(request, found)[0] and found.life.allows("grant", found.state)):
        raise Http404
    review = record_asked(request, request.GET.get("review", ""))
    if review is not None and (not isinstance(review, Review) or review.ended):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = perform(
            form,
            lambda: answer_request(act_of(request), as_filled(request, found), review=review, **form.values()),
        )
        if done is not None:
            messages.success(request, _("%(code)s: %(state)s.") % {"code": done.code, "state": done.standing.label})
            return redirect(onward(request, page_of(review or done)))
    context = {
        "request_of": found,
        "size": size_of(found, request.organisation.currency),
        "form": form,
        "review": review,
        "open_action": unfolded(form, "todo", "who", "when"),
        "crumbs": crumbs_to(review) if review else [*crumbs_to(), (found.title, page_of(found))],
        "back": origin_of(request, page_of(review or found)),
    }
    return render_form(request, "reviews/answer.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: PilotRequest, code: str) -> HttpResponse:
    """Say what came of it."""
    found = _seen(request, code)
    if not (any(_rights(request, found)) and found.state in {"granted", "refused"}):
        raise Http404
    form = OutcomeForm(request.POST or None)
    words = {"heading": _("What came of it?"), "label": _("Save"), "leave": _("Not yet"), "icon": "check"}
    return _verb(request, found, form, words, lambda: tell_outcome(
        act_of(request), as_filled(request, found), **form.cleaned_data
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PilotRequest, code: str) -> HttpResponse:
    """Ask for it no longer."""
    found = _seen(request, code)
    if not (_rights(request, found)[1] and found.life.allows("withdraw", found.state)):
        raise Http404
    form = WithdrawForm(request.POST or None)
    words = {"heading": _("Ask for it no longer?"), "label": _("Withdraw"), "leave": _("Keep asking")}
    return _verb(request, found, form, words, lambda: withdraw_request(
        act_of(request, why=form.cleaned_data["why"]), as_filled(request, found)
    ))  # fmt: skip


def _verb(
    request: PilotRequest, found: ResourceRequest, form: Form, words: dict[str, Any], do: Callable[[], ResourceRequest]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        done = perform(form, do)
        if done is not None:
            return redirect(page_of(done))
    page = {"record": found, "form": form, "kind": "main", "crumbs": crumbs_to(found), "back": page_of(found)}
    return render_form(request, "reviews/verb.html", {**page, **words}, form)
