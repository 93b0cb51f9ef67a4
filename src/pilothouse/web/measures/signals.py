"""Signals: which ones there are, the story of one, and its answer."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse import charts
from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import open_issue
from pilothouse.improvement.queries import signal_and_issue
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.operations import explain_signal, rebase_signal
from pilothouse.measures.queries import Judged, chart_of
from pilothouse.measures.states import SIGNAL
from pilothouse.measures.traces import trace_in
from pilothouse.organisation.roles import Right
from pilothouse.web.bridge.reaching import reach_context
from pilothouse.web.kit.components.figures import spark
from pilothouse.web.kit.components.marks import mark
from pilothouse.web.measures.annotations import told
from pilothouse.web.measures.answers import answers_to
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.forms import BaselineForm, ExplainForm, OpenIssueForm
from pilothouse.web.measures.home import tabs
from pilothouse.web.measures.limits import usual_span
from pilothouse.web.measures.series_page import (
    chart_context,
    crumbs,
    rights_on,
    series_or_404,
    today_of,
)
from pilothouse.web.measures.trust_beside import READ, trust_beside, trust_columns, with_sight
from pilothouse.web.records.bulk import Way
from pilothouse.web.records.columns import (
    BY_TITLE,
    ListColumn,
    due_column,
    owner_column,
    plain_column,
    state_column,
    unit_column,
)
from pilothouse.web.records.detail import hanging_context, may
from pilothouse.web.records.filters import (
    choices_filter,
    due_filter,
    owner_filter,
    state_filter,
    text_filter,
    unit_filter,
)
from pilothouse.web.records.lists import Empty, ListSpec, record_list, shows
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import along, onward
from pilothouse.web.records.together import HAND_OVER
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

# The chart beside the facts of a record.


def _title(signal: Signal, today: Any) -> SafeString:
    return format_html(
        '{} <a href="{}">{}</a> <span class="number">{}</span>',
        mark("better" if signal.better else "worse"), page_of(signal), signal.title, signal.code,
    )  # fmt: skip


def _drawing(signal: Signal, today: Any) -> SafeString:
    label = _("Chart of %(series)s") % {"series": signal.series}
    return spark(small_chart(signal.series), f"/series/{signal.series_id}/", label)


TOGETHER = (
    Way(gettext_lazy("Join an open issue"), "/signals/join/", "link", right=Right.ANSWER),
    Way(gettext_lazy("Open one issue for them"), "/signals/issue/", "sprout", right=Right.IMPROVE),
    Way(gettext_lazy("Register one risk for them"), "/risks/new/", "shield-alert", right=Right.IMPROVE),
)
SIGNALS = ListSpec(
    title=gettext_lazy("Signals"),
    noun=gettext_lazy("signals"),
    sub=gettext_lazy("Evidence that something really changed. Each one asks somebody for an answer."),
    records=lambda person: with_sight(Signal.objects.seen_by(person), person),
    columns=(
        ListColumn("title", gettext_lazy("What changed"), _title, lambda signal: signal.title, BY_TITLE),
        ListColumn("line", gettext_lazy("Lately"), _drawing, lambda signal: "", ("series_id", "record_id"),
                   exported=False),
        plain_column("onset", gettext_lazy("Began"), lambda signal: signal.onset, sort=("onset", "record_id")),
        trust_beside(plain_column("strength", gettext_lazy("Strength"), lambda signal: round(signal.strength, 1),
                                  numeric=True, sort=("strength", "record_id"))),
        state_column(),
        unit_column(),
        owner_column(gettext_lazy("Answers")),
        due_column(gettext_lazy("Answer by")),
    ),
    export="signals",
    filters=(
        state_filter(SIGNAL),
        choices_filter("better", gettext_lazy("Which way"), "better",
                       [("True", gettext_lazy("to the better")), ("False", gettext_lazy("to the worse"))],
                       every=gettext_lazy("either way")),
        unit_filter(),
        owner_filter(gettext_lazy("answered by")),
        due_filter(),
        text_filter(),
    ),
    related=("owner", *READ),
    empty=Empty(
        gettext_lazy("Nothing waits for an answer"),
        gettext_lazy("A signal appears when a series really changed. Routine variation raises none."),
        gettext_lazy("To the series"), "/performance/", "activity",
    ),
    bulk=(*TOGETHER, HAND_OVER),
)  # fmt: skip


@require_safe
@shows(SIGNALS)
def signals(request: PilotRequest) -> HttpResponseBase:
    """Every signal a person may see; first those that wait."""
    with_trust = replace(SIGNALS, also=trust_columns(today_of(request)))
    return record_list(request, with_trust, "measures/signals.html", {"tabs": tabs("signals")})


def signal_or_404(request: PilotRequest, code: str) -> tuple[Signal, Issue | None]:
    """The signal, if the person may see it, and the issue it joined."""
    found = signal_and_issue(request.person, code)
    if found is None:
        raise Http404
    return found


def _page(
    request: PilotRequest,
    about: tuple[Signal, Issue | None],
    asked: str = "",
    form: forms.Form | None = None,
    series: Series | None = None,
) -> HttpResponse:
    """The signal with its chart, and (while it waits) the three ways to answer; `asked` is the one being filled in,
    `series` is given where the form has asked for it.
    """
    signal, joined = about
    series = series or series_or_404(request, signal.series_id)
    judged = chart_of(series, today_of(request), trace_in(series, series), limits_of=signal.created_at)
    can = rights_on(request, series)
    owns = signal.owner_id == request.person.pk
    shown = _forms(judged, signal, asked, form) if not signal.ended else {}
    hung = hanging_context(request, signal)
    purpose = hung["purpose"]
    context = {
        **hung,
        "signal": signal,
        "series": series,
        "indicator": series.indicator,
        "judged": judged,
        "crumbs": [*crumbs(series, purpose.line if purpose else None), (series.place, f"/series/{series.pk}/")],
        "asked": asked,
        "open": not signal.ended,
        "answers": [(answer, shown.get(answer.name)) for answer in answers_to(signal, request.person, can)],
        "along": along(request),
        "may_release": joined is not None
        and not joined.ended
        and (can["answer"] or owns)
        and may(request, "signal.released", joined),
        "joined": joined,
        **reach_context(request.person, series.indicator.process_id),
        **chart_context(judged, request, told(series, request.organisation.tz), charts.IN_COLUMN, signal),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "measures/signal.html", context, status=status)


def _forms(judged: Judged, signal: Signal, asked: str, form: forms.Form | None) -> dict[str, forms.Form]:
    blank: dict[str, forms.Form] = {
        "explain": ExplainForm(prefix="explain"),
        "issue": OpenIssueForm(prefix="issue", initial=OpenIssueForm.about(signal)),
        "rebase": BaselineForm(prefix="rebase", series=judged.series, initial=usual_span(judged.line)),
    }
    return blank | ({asked: form} if form is not None else {})


@require_safe
def signal(request: PilotRequest, code: str) -> HttpResponse:
    """One signal: what changed, how it looks, who answers."""
    return _page(request, signal_or_404(request, code))


@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: PilotRequest, code: str) -> HttpResponse:
    """Answer with a known cause."""
    about = signal_or_404(request, code)
    signal, _joined = about
    form = ExplainForm(request.POST or None, prefix="explain")
    if (
        form.is_valid()
        and perform(form, lambda: explain_signal(act_of(request), signal, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("Explained. It stays with the series."))
        return HttpResponseRedirect(onward(request, page_of(signal)))
    return _page(request, about, "explain", form if form.is_bound else None)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: PilotRequest, code: str) -> HttpResponse:
    """Answer by working on it."""
    about = signal_or_404(request, code)
    signal, _joined = about
    form = OpenIssueForm(request.POST or None, prefix="issue")
    if form.is_valid():
        made = perform(form, lambda: open_issue(act_of(request), origin=signal, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%(code)s is open. It answers the signal.") % {"code": made.code})
            return HttpResponseRedirect(onward(request, page_of(made)))
    return _page(request, about, "issue", form if form.is_bound else None)


@require_http_methods(["GET", "HEAD", "POST"])
def rebase(request: PilotRequest, code: str) -> HttpResponse:
    """Answer by saying that this is the new usual."""
    about = signal_or_404(request, code)
    signal, _joined = about
    series = series_or_404(request, signal.series_id)
    form = BaselineForm(request.POST or None, prefix="rebase", series=series)
    if (
        form.is_valid()
        and perform(form, lambda: rebase_signal(act_of(request), signal, **form.cleaned_data)) is not None
    ):
        messages.success(request, _("The new limits hold. The signal is explained by them."))
        return HttpResponseRedirect(onward(request, page_of(signal)))
    return _page(request, about, "rebase", form if form.is_bound else None, series)
