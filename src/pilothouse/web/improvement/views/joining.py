"""Answering signals together: join an open issue, open one for all of them, or take one out again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import join_signals, open_issue, release_signal
from pilothouse.improvement.queries import likely_issues, open_issues_matching, signal_and_issue
from pilothouse.organisation.models import Person
from pilothouse.trail.act import Conflict
from pilothouse.trail.queries import history_of
from pilothouse.web.improvement.acting import ReasonForm
from pilothouse.web.improvement.forms import JoinForm, OpenTogetherForm
from pilothouse.web.improvement.picking import Picked, answered_and_tied, at_versions, picked, versions
from pilothouse.web.improvement.reading import (
    carried_out,
    issue_seen,
    may,
    must,
    sent,
    today_of,
    verb_page,
)
from pilothouse.web.improvement.words import grounds_in_words
from pilothouse.web.records.bulk import back_of, with_picks
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def join(request: PilotRequest) -> HttpResponse:
    """Choose the open issue, see what will happen, say yes."""
    chosen = picked(request)
    code = (request.POST or request.GET).get("issue", "")
    if not chosen.signals:
        return _nothing(request, chosen)
    if not code:
        return _chooser(request, chosen)
    issue = issue_seen(request, code)
    must(request, "issue.joined", issue=issue)
    form = JoinForm(sent(request))
    context: dict[str, Any] = {"title": _("Join %(code)s") % {"code": issue.code}}
    if _goes_on(request, form, chosen):
        signals = chosen.signals
        at_versions(request, [issue, *signals])
        done, context["moved"] = _unless_moved(
            form, lambda: join_signals(act_of(request), issue, signals=signals, reason=form.cleaned_data["reason"])
        )
        if done is not None:
            messages.success(request, _joined(len(signals), issue))
            return redirect(page_of(issue))
        chosen, issue = picked(request), issue_seen(request, code)
    context |= {"issue": issue, "at": versions([issue, *chosen.signals])}
    return _page(request, "improvement/join_sure.html", chosen, form, context)


def _joined(count: int, issue: Issue) -> str:
    words = ngettext("%(count)d signal joined %(code)s.", "%(count)d signals joined %(code)s.", count)
    return words % {"count": count, "code": issue.code}


def _chooser(request: PilotRequest, chosen: Picked) -> HttpResponse:
    text = request.GET.get("q", "")[:200].strip()
    likely = likely_issues(request.person, chosen.signals)
    found = open_issues_matching(request.person, text) if text else []
    context = {
        "picked": chosen,
        "q": text,
        "likely": [_offered(request, one.issue, grounds_in_words(one.grounds)) for one in likely],
        "found": [_offered(request, issue) for issue in found],
        "query": "&".join(f"signal={signal.code}" for signal in chosen.signals),
        "back": _back(request, chosen),
    }
    return render(request, "improvement/join.html", context)


def _back(request: PilotRequest, chosen: Picked) -> str:
    """Where one came from, with the same signals picked."""
    if picks := request.GET.getlist("pick"):
        return with_picks(back_of(request), picks)
    return page_of(chosen.signals[0]) if len(chosen.signals) == 1 else "/signals/together/"


def _offered(request: PilotRequest, issue: Issue, why: str = "") -> dict[str, Any]:
    return {"issue": issue, "why": why, "may": may(request, "issue.joined", issue=issue)}


@both
def open_together(request: PilotRequest) -> HttpResponse:
    """One new issue for all the picked signals: it answers those that wait and is tied to the others. Or one for units
    that changed together as one set, with the signals that there are.
    """
    chosen = picked(request)
    if (origin := chosen.origin) is None:
        return _nothing(request, chosen)
    must(request, "issue.opened", origin=origin)
    form = OpenTogetherForm(sent(request), picked=chosen, person=request.person, today=today_of(request))
    title = _("One issue for all of them") if chosen.every else _("One issue for these units")
    context: dict[str, Any] = {"title": title}
    if _goes_on(request, form, chosen):
        at_versions(request, chosen.signals)
        made, context["moved"] = _unless_moved(
            form,
            lambda: open_issue(
                act_of(request), origin=origin, also=chosen.signals[1:], tied=chosen.ties, **form.cleaned_data
            ),
        )
        if made is not None:
            messages.success(request, _opened(chosen, made))
            return redirect(page_of(made))
        chosen = picked(request)
    context["at"] = versions(chosen.signals)
    return _page(request, "improvement/open_together.html", chosen, form, context)


def _opened(chosen: Picked, issue: Issue) -> str:
    return " ".join([_("%s is open.") % issue.code, *answered_and_tied(chosen)])


def _goes_on(request: PilotRequest, form: BaseForm, chosen: Picked) -> bool:
    """Is it to be done? Not where one of them was answered in the meantime: all or none."""
    return request.method == "POST" and form.is_valid() and not chosen.answered


def _nothing(request: PilotRequest, chosen: Picked) -> HttpResponse:
    """None of them waits, or none was named; what was typed is shown, to be used elsewhere."""
    typed = [text for name in ("title", "reason", "details") if (text := request.POST.get(name, ""))]
    status = 409 if request.method == "POST" and chosen.answered else 200
    return render(request, "improvement/nothing_picked.html", {"picked": chosen, "typed": typed}, status=status)


def _unless_moved(form: BaseForm, do: Callable[[], Issue]) -> tuple[Issue | None, Any]:
    """The issue, or else what somebody saved in the meantime: (record, who, when, name of the operation)."""
    try:
        return perform(form, do), None
    except Conflict as clash:
        stored: Any = clash.stored
        last = next(iter(history_of(stored, limit=1)), None)
        who = Person.objects.filter(pk=last.by).first() if last else None
        return None, {
            "record": stored,
            "who": who,
            "when": last.at if last else None,
            "name": last.name if last else "",
        }


def _page(
    request: PilotRequest, template: str, chosen: Picked, form: BaseForm, context: dict[str, Any]
) -> HttpResponse:
    late = request.method == "POST" and bool(chosen.answered)
    status = 409 if context.get("moved") or late else 422 if form.errors else 200
    return render(request, template, {"picked": chosen, "form": form, "late": late, **context}, status=status)


@both
def release(request: PilotRequest, code: str) -> HttpResponse:
    """Take a signal out of the issue it joined."""
    signal, issue = signal_and_issue(request.person, code) or (None, None)
    if signal is not None and issue is None and may(request, "signal.reopened", signal=signal):
        as_filled(request, signal)  # somebody took it out already
    if signal is None or issue is None or issue.ended:
        raise Http404
    must(request, "signal.released", issue=issue)
    must(request, "signal.reopened", signal=signal)
    form = ReasonForm(sent(request), record=signal)
    as_filled(request, signal, form)
    why = str(form.data.get("reason", ""))
    done = carried_out(
        request, form, lambda: release_signal(act_of(request, why=why), issue, signal=signal), page_of(signal)
    )
    title = _("Take out of %(code)s") % {"code": issue.code}
    lead = _("“%(title)s” is not about this change after all: the signal waits for its own answer again.") % {
        "title": issue.title
    }
    return done or verb_page(request, signal, form, title=title, label=_("Take it out"), lead=lead)
