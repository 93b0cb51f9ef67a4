"""The false-alarm budget: what it means here, what another one would have done, and the change with a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.bridge.backtest import Backtest, Judgement, backtest
from pilothouse.measures.budget import consequence, series_by_frequency
from pilothouse.measures.models import AlarmBudget
from pilothouse.measures.operations import set_alarm_budget
from pilothouse.measures.queries import running_series
from pilothouse.measures.watching import USUAL_FAP60
from pilothouse.organisation.roles import Right
from pilothouse.web.kit.pages import Column
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.organisation.views.reading import tabs
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

COLUMNS = (
    Column("year", gettext_lazy("Year")),
    Column("now", gettext_lazy("Alarms as it is"), numeric=True),
    Column("then", gettext_lazy("Alarms as tried"), numeric=True),
)
ANSWERED = (
    Column("signal", gettext_lazy("Signal")),
    Column("found", gettext_lazy("Found in")),
    Column("answer", gettext_lazy("What became of it")),
    Column("then", gettext_lazy("As tried")),
)
EXPORTED = (
    (gettext_lazy("Of 100 stable series"), lambda budget: round(budget.fap60 * 100)),
    (gettext_lazy("Why"), lambda budget: budget.reason),
    (gettext_lazy("Who"), lambda budget: budget.by.name),
    (gettext_lazy("When"), lambda budget: budget.at),
)
EXPORTED_ANSWERED = (
    (gettext_lazy("Signal"), lambda line: f"{line[0].code} {line[0].title}"),
    (gettext_lazy("Found in"), lambda line: line[0].found),
    (gettext_lazy("What became of it"), lambda line: line[1]),
    (gettext_lazy("Explanation"), lambda line: line[0].explanation),
    (gettext_lazy("As tried"), lambda line: line[2]),
)

# The others stand in the table of all answered signals.
MISSED_SHOWN = 20


class TryForm(forms.Form):
    """Another budget to look at."""

    share = forms.IntegerField(
        label=_("Stable series of 100 that may raise any false alarm within 60 values"), min_value=1, max_value=50,
        help_text=gettext_lazy("Fewer false alarms mean that real changes are seen later."),
    )  # fmt: skip


class SetForm(TryForm):
    """The same, and why."""

    share = forms.IntegerField(min_value=1, max_value=50, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why this many"), max_length=300)


@require_http_methods(["GET", "HEAD", "POST"])
def alarms(request: PilotRequest) -> HttpResponseBase:
    """The budget in force; with `share` also another one, tried on the own history, and the way to set it.

    Nobody sets what was not shown: a post names the replay that stood above its button, else that is shown first.
    """
    may_set = request.person.may_everywhere(Right.ADMINISTER)
    if request.method == "POST" and not may_set:
        raise Http404
    budgets = list(AlarmBudget.objects.select_related("by"))
    now = budgets[0].fap60 if budgets else USUAL_FAP60
    form = SetForm(request.POST or None)
    if form.is_valid() and _set(request, form, now):
        messages.success(request, _("Set. Every series was judged anew."))
        return redirect("/organisation/alarms/")
    if "share" not in request.GET and (file := as_file(request, "alarm-budgets", EXPORTED, budgets)):
        return file
    running = series_by_frequency(running_series(request.person, today_of(request)))
    asked = TryForm(request.POST if form.is_bound else request.GET if "share" in request.GET else None)
    context = {
        "tabs": tabs("alarms", request.person),
        "share": round(now * 100),
        "consequence": consequence(now, running),
        "budgets": [(budget, round(budget.fap60 * 100)) for budget in budgets],
        "may_set": may_set,
        "try": asked,
    }
    if may_set and asked.is_bound and asked.is_valid():
        told = _tried(request, asked.cleaned_data["share"] / 100, now, running, form)
        if file := as_file(request, "signals-as-tried", EXPORTED_ANSWERED, told["answered"]):
            return file
        context |= told
    status = 422 if form.is_bound or (asked.is_bound and asked.errors) else 200
    return render(request, "measures/alarms.html", context, status=status)


def _set(request: PilotRequest, form: SetForm, now: float) -> bool:
    share = form.cleaned_data["share"]
    if request.POST.get("shown") != _replay(now, share / 100):
        form.add_error(None, _("Look first at what it would have done, beside the budget in force; then set it."))
        return False
    values = {"fap60": share / 100, "reason": form.cleaned_data["reason"]}
    return perform(form, lambda: set_alarm_budget(act_of(request), request.organisation, **values)) is not None


def _replay(now: float, then: float) -> str:
    """Which two budgets a replay sets side by side."""
    return f"{round(now * 100)}-{round(then * 100)}"


def _tried(request: PilotRequest, then: float, now: float, running: dict[str, int], form: SetForm) -> dict[str, Any]:
    found = backtest(request.person, today_of(request), now=now, then=then)
    answers = ((_("led to work or a decision"), found.acted), (_("explained"), found.explained))
    missed = [(one.signal, words) for words, several in answers for one in several if one.later is None]
    return {
        "tried": found,
        "tried_share": round(then * 100),
        "tried_consequence": consequence(then, running),
        "changes": then != now,
        "shown": _replay(now, then),
        "columns": COLUMNS,
        "answered_columns": ANSWERED,
        "answered": [(one.signal, words, _as_tried(one)) for words, several in answers for one in several],
        "missed": missed[:MISSED_SHOWN],
        "more_missed": max(len(missed) - MISSED_SHOWN, 0),
        "summary": _summary(found),
        "set": form if form.is_bound else SetForm(initial={"share": round(then * 100)}),
    }


def _summary(found: Backtest) -> list[str]:
    """A sentence for each of the three groups."""
    acted, explained, open_ = len(found.acted), len(found.explained), found.unanswered
    waiting = ngettext("%d signal has no answer", "%d signals have no answer", open_) % open_
    return [
        ngettext("%d signal led to work or a decision", "%d signals led to work or a decision", acted) % acted
        + _would_miss(found.acted),
        ngettext("%d signal was explained: its cause is known", "%d signals were explained: their causes are known",
                 explained) % explained + _would_miss(found.explained),
        waiting + _("; %d would be raised.") % found.kept if open_ else waiting + ".",
    ]  # fmt: skip


def _would_miss(several: Sequence[Judgement]) -> str:
    if not several:
        return "."
    missed = sum(one.later is None for one in several)
    return _("; %d would have been missed.") % missed if missed else _("; none would have been missed.")


def _as_tried(one: Judgement) -> str:
    if one.later is None:
        return _("missed")
    if one.later == 0:
        return _("found with the same value")
    if one.later > 0:
        return ngettext("found %d value later", "found %d values later", one.later) % one.later
    return ngettext("found %d value earlier", "found %d values earlier", -one.later) % -one.later
