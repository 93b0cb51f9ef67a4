"""An agenda arranged by hand: a topic of one's own, what is taken off and put back, the order."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilothouse.reviews.models import TakenOff
from pilothouse.reviews.operations import add_topic, move_item, put_back, take_off, usual_order
from pilothouse.reviews.queries import agenda_among, items_seen
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.forms import CancelForm, TopicForm
from pilothouse.web.reviews.views.reading import crumbs_to, item_seen, meeting_at, review_seen, rights
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PilotRequest, code: str) -> HttpResponse:
    """Put a topic on the agenda: whoever takes part may, and whoever prepares the meeting."""
    meeting = meeting_at(request, code)
    review = meeting.review
    if review.ended or not (rights(request, review)["may_prepare"] or meeting.takes_part(request.person)):
        raise Http404
    form = TopicForm(request.POST or None, initial={"owner": request.person.pk})
    if request.method == "POST" and form.is_valid():
        item = perform(form, lambda: add_topic(act_of(request), review, **form.cleaned_data))
        if item is not None:
            messages.success(request, _("On the agenda: %s") % item.topic)
            return redirect(f"{page_of(review)}?item={item.pk}")
    context = {"review": review, "form": form, "crumbs": crumbs_to(review), "back": page_of(review)}
    return render_form(request, "reviews/topic.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: PilotRequest, code: str, item: int) -> HttpResponse:
    """Take an item off the agenda, with a reason."""
    review = review_seen(request, code)
    one = item_seen(request, review, item)
    if not rights(request, review)["may_prepare"]:
        raise Http404
    form, back = CancelForm(request.POST or None), f"{page_of(review)}?item={one.pk}"
    if request.method == "POST" and form.is_valid():
        act = act_of(request, why=form.cleaned_data["why"])
        if perform(form, lambda: take_off(act, as_filled(request, one.row))) is not None:
            messages.success(request, _("Off the agenda: %s") % one.title)
            return redirect(page_of(review))
    words = {"heading": _("Take it off the agenda?"), "label": _("Take it off"), "leave": _("Leave it on"), "icon": "x"}
    page = {"record": one, "form": form, "kind": "danger", "back": back, "crumbs": crumbs_to(review)}
    return render_form(request, "reviews/verb.html", {**page, **words}, form)


@require_POST
def back_on(request: PilotRequest, code: str) -> HttpResponse:
    """Put back what was taken off."""
    review, key = review_seen(request, code), request.POST.get("off", "")
    off = agenda_among((), meeting_at(request, code).off, request.person)[1]  # as far as the person sees it
    if not any(str(one.pk) == key for one in off):
        raise Http404
    item = put_back(act_of(request), review, off=TakenOff.objects.get(pk=int(key)))
    return redirect(f"{page_of(review)}?item={item.pk}")


@require_POST
def move(request: PilotRequest, code: str, item: int) -> HttpResponse:
    """Move an item one place up, or down; say where it stands by now, beside the way back."""
    one, up = item_seen(request, review_seen(request, code), item), request.POST.get("to") == "up"
    review = one.row.review
    move_item(act_of(request), one.row, up=up)
    seen = [each.pk for each in items_seen(review, request.person)]
    words = _("Moved up to place %(place)d of %(all)d, for everybody: %(title)s") if up else _(
        "Moved down to place %(place)d of %(all)d, for everybody: %(title)s"
    )  # fmt: skip
    told = {"place": seen.index(one.pk) + 1, "all": len(seen), "title": one.title}
    messages.success(request, words % told)
    return redirect(f"{page_of(review)}?item={one.pk}&moved={'up' if up else 'down'}")


@require_POST
def order(request: PilotRequest, code: str) -> HttpResponse:
    """Go back to the usual order."""
    review = review_seen(request, code)
    usual_order(act_of(request), review)
    messages.success(request, _("The agenda stands in its usual order again."))
    return redirect(page_of(review))
