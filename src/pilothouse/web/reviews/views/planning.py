"""Before the meeting: call it, pull its agenda, say who is there, call it off."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Attendance, Forum, Review
from pilothouse.reviews.operations import (
    cancel_review,
    note_attendance,
    plan_review,
    prepare_review,
    refuse_reopening,
    refuse_told,
    reopen_review,
)
from pilothouse.reviews.queries import invited_by, last_review
from pilothouse.reviews.tiers import TIER_BY_KEY, TIERS, Tier, next_day
from pilothouse.trail.act import Refused
from pilothouse.trail.queries import changes_since
from pilothouse.web.kit.parts import HistoryLine
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.forms import AttendanceForm, CancelForm, PlanForm
from pilothouse.web.reviews.titles import next_title
from pilothouse.web.reviews.views.reading import crumbs_to, review_seen, rights, today_of
from pilothouse.web.shell.conflicts import as_filled, told
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

QUARTER = timedelta(days=91)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PilotRequest) -> HttpResponse:
    """Call a review."""
    units = units_where(request.person, Right.PREPARE)
    if not units:
        raise Http404
    form = PlanForm(request.POST or None, person=request.person, initial=_proposed(request, units[0]))
    if request.method == "POST" and form.is_valid():
        review = perform(form, lambda: plan_review(act_of(request), **form.cleaned_data))
        if review is not None:
            messages.success(
                request, _("%(code)s is planned. Pull its agenda when the day comes.") % {"code": review.code}
            )
            return redirect(page_of(review))
    context = {"form": form, "crumbs": crumbs_to(), "tiers": TIERS, "tier": request.GET.get("tier", "")}
    return render_form(request, "reviews/plan.html", context, form)


def _proposed(request: PilotRequest, unit: Unit) -> dict[str, Any]:
    """After a meeting the next of its kind; by a template with whom that invites; else as the last one."""
    if code := request.GET.get("after", ""):
        last = review_seen(request, code)
        return _after(last, next_day(TIER_BY_KEY.get(last.tier), last.due or today_of(request)))
    if tier := TIER_BY_KEY.get(request.GET.get("tier", "")):
        return _by_template(request, unit, tier)
    return _usual(request, unit)


def _by_template(request: PilotRequest, unit: Unit, tier: Tier) -> dict[str, Any]:
    """As the last meeting by this template; before the first who holds its roles there."""
    today = today_of(request)
    last = last_review(request.person, unit, today, tier.key)
    if last is not None and last.due:
        return _after(last, max(today, next_day(tier, last.due)))
    forum = Forum.objects.filter(cadence=tier.key, ended_on=None, unit=unit).first()
    return {
        "unit": unit.pk, "on": today, "since": today - timedelta(days=tier.days), "title": tier.label,
        "tier": tier.key, "owner": request.person.pk, "forum": forum.pk if forum else None,
        "attendees": [person.pk for person in invited_by(tier, unit)],
    }  # fmt: skip


def _after(last: Review, on: date) -> dict[str, Any]:
    """As the last one: same people, looking back to its day, named for its own."""
    people = Attendance.objects.filter(review=last).values_list("person_id", flat=True)
    title = next_title(last.title, last.due, on) if last.due else last.title
    return {
        "unit": last.unit_id, "title": title, "owner": last.owner_id, "forum": last.forum_id, "tier": last.tier,
        "attendees": list(people), "on": on, "since": last.due,
    }  # fmt: skip


def _usual(request: PilotRequest, unit: Unit) -> dict[str, Any]:
    """As the last one, today; before the first the usual words."""
    today = today_of(request)
    last = last_review(request.person, unit, today)
    if last is not None:
        return _after(last, today)
    first = {"unit": unit.pk, "title": _("Management review"), "owner": request.person.pk, "tier": "quarter"}
    return {**first, "on": today, "since": today - QUARTER}


@require_POST
def prepare(request: PilotRequest, code: str) -> HttpResponse:
    """Pull the agenda."""
    review = review_seen(request, code)
    items = prepare_review(act_of(request), review)
    words = ngettext("%(count)d item on the agenda.", "%(count)d items on the agenda.", len(items))
    messages.success(request, words % {"count": len(items)})
    return redirect(page_of(review))


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: PilotRequest, code: str) -> HttpResponse:
    """Say who is there; or, of a meeting that is closed, who was, and why it is corrected."""
    review = review_seen(request, code)
    if review.state == "cancelled" or not request.person.may(Right.PREPARE, review.unit.path):
        raise Http404
    if review.ended and (back := _not_offered(request, review, refuse_told)):
        return back
    rows = list(Attendance.objects.filter(review=review).select_related("person"))
    form = AttendanceForm(request.POST or None, rows=rows, closed=review.ended)
    moved = _moved(request, rows)
    if request.method == "POST" and form.is_valid() and not moved:
        act = act_of(request, why=form.cleaned_data.get("why", ""))
        done = perform(form, lambda: note_attendance(act, review, presences=form.presences()))
        if done is not None:
            return redirect(page_of(review))
    context = {**_page(review, form), "moved": moved, "at": [f"{row.person_id}.{row.version}" for row in rows]}
    return render(request, "reviews/attendance.html", context, status=409 if moved else 200)


def _not_offered(
    request: PilotRequest, review: Review, refuse: Callable[[Review], None]
) -> HttpResponseRedirect | None:
    """No form is shown that cannot be taken: back to the meeting, told why. What was filled in already stays."""
    if request.method == "POST":
        return None
    try:
        refuse(review)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect(page_of(review))
    return None


def _moved(request: PilotRequest, rows: list[Attendance]) -> list[tuple[Person, list[HistoryLine]]]:
    """Whose presence somebody else has noted since the posted form was filled, and how."""
    stated = dict(text.partition(".")[::2] for text in request.POST.getlist("at"))
    if not stated:
        return []
    found = []
    for row in rows:
        version = stated.get(str(row.person_id), "0")
        if version != str(row.version):
            since = int(version) if version.isascii() and version.isdigit() else 0
            found.append((row.person, told(request, row, changes_since(row, since))))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PilotRequest, code: str) -> HttpResponse:
    """Go on with a meeting that was closed too soon."""
    review = review_seen(request, code)
    if review.state == "cancelled" or not request.person.may(Right.PREPARE, review.unit.path):
        raise Http404
    if back := _not_offered(request, review, refuse_reopening):
        return back
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_of(request, why=form.cleaned_data["why"])
        if perform(form, lambda: reopen_review(act, as_filled(request, review))) is not None:
            messages.success(request, _("%(code)s goes on. Close it again when it is done.") % {"code": review.code})
            return redirect(page_of(review))
    words = {"heading": _("Reopen this meeting?"), "label": _("Reopen"), "leave": _("Leave it closed"), "kind": "main"}
    return render_form(request, "reviews/verb.html", {**_page(review, form), **words, "record": review}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PilotRequest, code: str) -> HttpResponse:
    """Call a review off."""
    review = review_seen(request, code)
    if not rights(request, review)["may_prepare"]:
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_of(request, why=form.cleaned_data["why"])
        if perform(form, lambda: cancel_review(act, as_filled(request, review))) is not None:
            return redirect("reviews:home")
    words = {"heading": _("Call this review off?"), "label": _("Call it off"), "leave": _("Keep it"), "kind": "danger"}
    return render_form(request, "reviews/verb.html", {**_page(review, form), **words, "record": review}, form)


def _page(review: Review, form: BaseForm) -> dict[str, Any]:
    return {"review": review, "form": form, "crumbs": crumbs_to(review), "back": page_of(review)}
