"""Deciding: in a review, outside one, or anew."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import decide, supersede_decision
from pilothouse.reviews.queries import Item, series_around, series_behind
from pilothouse.web.kit.pages import unfolded
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import done_at
from pilothouse.web.reviews.decision_forms import DecisionForm
from pilothouse.web.reviews.pictures import picture_of
from pilothouse.web.reviews.views.reading import (
    crumbs_to,
    decision_seen,
    item_seen,
    record_asked,
    review_seen,
    rights,
    today_of,
)
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


def _form(
    request: PilotRequest, about: Record | None, usual: Mapping[str, Any], item: Item | None = None
) -> tuple[DecisionForm, dict[str, Any]]:
    """The form for a decision about a record or an item, filled with what is known, and what the page shows beside it.
    The series in which that shows stand first; a single one is taken for that of the forecast.
    """
    units = units_where(request.person, Right.DECIDE)
    if not units:
        raise Http404
    behind = _behind(request, about, item)
    near = _near(request.person, about, item, behind)
    series = behind or (near[0] if len(near) == 1 else None)
    place = about.unit if about is not None and about.unit in units else units[0]
    initial: dict[str, Any] = {
        "unit": place.pk,
        "series": series.pk if series else None,
        "owner": about.owner_id if about else None,
    }
    if series is not None and series.indicator.direction == "down":
        initial["direction"] = "down"
    form = DecisionForm(
        request.POST or None, person=request.person, near=near, today=today_of(request), initial={**initial, **usual}
    )
    return form, {"form": form, "about": about, "picture": picture_of(series, request)}


def _behind(request: PilotRequest, about: Record | None, item: Item | None) -> Series | None:
    """The series in which it shows: of an item the one that the meeting sees beside it."""
    if about is None:
        return None
    return item.series if item else series_behind(about, request.person, today_of(request))


def _near(person: Person, about: Record | None, item: Item | None, behind: Series | None) -> list[Series]:
    """The series in which a record and whatever stands together with it on an agenda show, that `behind` it first."""
    if about is None:
        return []
    own = [behind] if behind else []
    together = [*item.named, *(part.series for part in item.others if part.series)] if item else []
    found = {one.pk: one for one in (*own, *together, *series_around(about, person)) if one.ended_on is None}
    return list(found.values())


def _decided(request: PilotRequest, form: DecisionForm, do: Callable[[], Decision]) -> Decision | None:
    """Run the operation for a posted, valid form."""
    if request.method != "POST" or not form.is_valid():
        return None
    decision = perform(form, do)
    if decision is not None:
        words = _("%(code)s is decided and locked. %(person)s answers for it.")
        messages.success(request, words % {"code": decision.code, "person": decision.owner})
    return decision


@require_http_methods(["GET", "HEAD", "POST"])
def decide_anywhere(request: PilotRequest) -> HttpResponse:
    """Decide outside a meeting; `?about=ISS-0042` names what it is about."""
    about = record_asked(request, request.GET.get("about", ""))
    form, context = _form(request, about, {})
    decision = _decided(request, form, lambda: decide(act_of(request), about=about, **form.values()))
    if decision:
        return redirect(page_of(decision))
    back = page_of(about) if about else "/reviews/"
    return _page(request, {**context, "heading": _("Decide"), "crumbs": crumbs_to(about), "back": back})


def _page(request: PilotRequest, context: dict[str, Any]) -> HttpResponse:
    """The form; what is folded away stands open where something in it was filled in or needs a second look."""
    form = context["form"]
    actions = [bound.name for row in form.action_rows() for bound in row]
    opened = {
        "open_options": unfolded(form, "options", "dissent", "choice", "unit") or "old" in context,
        "open_evidence": unfolded(form, "rests_on", "records") or bool(form.initial.get("rests_on")),
        "open_actions": unfolded(form, *actions),
    }
    return render_form(request, "reviews/decide.html", {**context, **opened}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def decide_in_review(request: PilotRequest, code: str) -> HttpResponse:
    """Decide in a meeting; `?item=` names the item it is about."""
    review = review_seen(request, code)
    if not rights(request, review)["may_decide"]:
        raise Http404
    asked = request.GET.get("item", "")
    item = item_seen(request, review, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    about = item.record if item and not item.topic else None
    usual = {"rests_on": [series.pk for series in item.named]} if item and about else {"unit": review.unit_id}
    form, context = _form(request, about, usual, item)
    decision = _decided(request, form, lambda: decide(act_of(request), about=about, review=review, **form.values()))
    if decision:
        done_at(request, item.row if item else None)
        return redirect(f"{page_of(review)}?item={item.pk}" if item else page_of(review))
    back = f"{page_of(review)}?item={item.pk}" if item else page_of(review)
    return _page(request, {**context, "heading": _("Decide"), "crumbs": crumbs_to(review), "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def supersede(request: PilotRequest, code: str) -> HttpResponse:
    """Decide anew what was decided before."""
    old = decision_seen(request, code)
    if not request.person.may(Right.DECIDE, old.unit.path) or old.superseded_by.exists():
        raise Http404
    names = ("title", "choice", "options")
    usual = {"unit": old.unit_id, "owner": old.owner_id, **{name: getattr(old, name) for name in names}}
    form, context = _form(request, old, usual)
    decision = _decided(request, form, lambda: supersede_decision(act_of(request), old, **form.values()))
    if decision:
        return redirect(page_of(decision))
    heading = _("Decide anew: %(title)s") % {"title": old.title}
    context |= {
        "old": old,
        "verdict_owed": old.owes_verdict(today_of(request)),
        "early_until": old.asks_on if old.too_early(today_of(request)) else None,
        "heading": heading,
        "crumbs": crumbs_to(old),
        "back": page_of(old),
    }
    return _page(request, context)
