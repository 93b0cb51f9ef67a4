"""Pages of the bridge."""

from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pilothouse.bridge.graph.wording import share_sentence
from pilothouse.bridge.helm import helm
from pilothouse.bridge.my_work import When
from pilothouse.bridge.my_work import my_work as work_of
from pilothouse.bridge.thread import thread as story_of
from pilothouse.measures.looking import SHARED
from pilothouse.organisation.roles import Role
from pilothouse.records.queries import find
from pilothouse.reviews.queries import happened
from pilothouse.risks.wording import together_words
from pilothouse.web.bridge.lines import needs_you, work_lines
from pilothouse.web.bridge.sentences import changes, objectives, resting, silences, verdicts
from pilothouse.web.bridge.sets import set_lines
from pilothouse.web.bridge.weeks import EXPORTED, week_lines
from pilothouse.web.measures.sets import shared_caution
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.mirror.glimpsed import mirror_context
from pilothouse.web.records.detail import may
from pilothouse.web.records.export import as_file
from pilothouse.web.records.filters import Asked
from pilothouse.web.records.knots import drawn
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.radar import looked, radar_tabs
from pilothouse.web.shell.middleware import PilotRequest

STEERING = (Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER)


@require_safe
def landing(request: PilotRequest) -> HttpResponse:
    """Where one begins: the bridge for those who steer, my work for everybody else."""
    steers = any(request.person.has(role) for role in STEERING)
    return HttpResponseRedirect(reverse("bridge" if steers else "my_work"))


@require_safe
def bridge(request: PilotRequest) -> HttpResponse:
    """The leader's one page."""
    told = helm(request.person, request.now)
    needs, more_needs = needs_you(told)
    context = {
        "helm": told,
        **changes(told),
        "trust": resting(told.coverage),
        "needs": needs,
        "more_needs": more_needs,
        **objectives(told),
        "not_borne": together_words(told.not_borne) if told.not_borne else "",
        "share": share_sentence(told.share),
        "verdicts": verdicts(told, request.person),
        "silences": silences(told),
        **mirror_context(request.person, told.today),
    }
    return render(request, "bridge/bridge.html", context)


@require_safe
def together(request: PilotRequest) -> HttpResponseBase:
    """The weeks of the last year in which several units changed together."""
    today = Asked(request).today
    with_weeks, without = happened(request.person, request.now, today)
    weeks = week_lines(with_weeks, request.person, lambda signal: may(request, "signal.answered", signal))
    rows = [(week, signal) for week in weeks for signal in week.signals]
    if (file := as_file(request, "one-cause", EXPORTED, rows)) is not None:
        return file
    context = {
        "tabs": radar_tabs("together"),
        "looked": looked(request, SHARED),
        "weeks": weeks,
        "sets": set_lines(request, without, today),
        "caution": shared_caution(),
    }
    return render(request, "bridge/together.html", context)


@require_safe
def my_work(request: PilotRequest) -> HttpResponse:
    """Everything that waits for this person."""
    asked = Asked(request)
    lines = work_of(request.person, asked.today)
    groups = {str(when): work_lines([line for line in lines if line.when is when], asked.today) for when in When}
    silent = [line for line in lines if line.silent]
    return render(request, "bridge/my_work.html", {**groups, "lines": lines, "silent": silent})


@require_safe
def thread(request: PilotRequest, code: str) -> HttpResponse:
    """The story of any record, from its origin to its effect."""
    record = find(request.person, code)
    if record is None:
        raise Http404(code)
    told = story_of(record, request.person)
    crumbs = [(told.about.title, page_of(told.about))] if told.about else []
    crumbs.append((record.title, page_of(record)))
    today = Asked(request).today
    waits = (today - told.silent_since).days if told.silent_since else 0
    knots = drawn(told, partial(trusted, on=today))
    context = {"record": record, "thread": told, "knots": knots, "crumbs": crumbs, "waits": max(waits, 0)}
    return render(request, "bridge/thread.html", context)
