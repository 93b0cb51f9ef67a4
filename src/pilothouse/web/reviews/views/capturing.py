"""One line becomes an action or a decision: shown as it was understood, then saved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.organisation.queries import people
from pilothouse.records.models import Record
from pilothouse.reviews.inputs import BY_KEY
from pilothouse.reviews.models import AgendaItem, InputLook, Review
from pilothouse.reviews.operations import agree_action, decide
from pilothouse.reviews.queries import Item
from pilothouse.reviews.rules.capture import Understood, Who, understood, without_verb
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import done_at
from pilothouse.web.reviews.capture_forms import ActionForm, QuickDecisionForm
from pilothouse.web.reviews.forms import MinuteForm
from pilothouse.web.reviews.views.reading import crumbs_to, item_seen, review_seen, rights, today_of
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

LONGEST = 300


@require_http_methods(["GET", "HEAD", "POST"])
def capture(request: PilotRequest, code: str) -> HttpResponse:
    """`?line=` is shown as it was understood; what is then sent is saved. `?item=` and `?input=` say where one is."""
    review = review_seen(request, code)
    item, back = _place(request, review)
    read = _read(request)
    may = rights(request, review)
    if read.decision and may["may_prepare"] and not may["may_decide"] and request.method != "POST":
        return _not_theirs(request, review, item, back)
    if not (may["may_decide"] if read.decision else may["may_prepare"]):
        raise Http404
    form = _form(request, read, item)
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: _saved(request, review, item, read, form))
        if made is not None:
            done_at(request, item.row if item else None)
            due = date_format(made.due, "j M") if made.due else ""
            words = _("%(code)s: %(person)s, by %(due)s.")
            messages.success(request, words % {"code": made.code, "person": made.owner, "due": due})
            return redirect(back)
    return _page(request, review, form, read, back)


def _place(request: PilotRequest, review: Review) -> tuple[Item | None, str]:
    """The item that is looked at, if any, and where one goes on."""
    asked, key = request.GET.get("item", ""), request.GET.get("input", "")
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
            raise Http404
        item = item_seen(request, review, int(asked))
        return item, f"{page_of(review)}?item={item.pk}"
    return None, f"{page_of(review)}?input={key}" if key in BY_KEY else page_of(review)


def _read(request: PilotRequest) -> Understood:
    line = request.GET.get("line", "")[:LONGEST]
    known = people().prefetch_related("assignments__unit") if line.strip() else []
    return understood(line, [_who(person) for person in known], today_of(request))


def _who(person: Any) -> Who:
    """A person by name, roles and the units of these."""
    held = [f"{row.get_role_display()} {row.unit.name} {row.unit.code}" for row in person.assignments.all()]
    return Who(person.pk, person.name, " ".join(held))


def _form(request: PilotRequest, read: Understood, item: Item | None) -> ActionForm:
    initial: dict[str, Any] = {"title": read.title, "owner": read.owner, "due": read.due}
    if not read.decision:
        return ActionForm(request.POST or None, initial=initial, likely=read.owners, days=read.days)
    if read.owner is None and not read.owners and item is not None:
        initial["owner"] = item.row.owner_id or item.record.owner_id
    initial["reason"] = read.reason
    return QuickDecisionForm(request.POST or None, initial=initial, likely=read.owners, days=read.days)


def _saved(
    request: PilotRequest, review: Review, item: Item | None, read: Understood, form: ActionForm
) -> Record | None:
    given = form.cleaned_data
    if not read.decision:
        return agree_action(act_of(request), review, item=item.row if item else None, **given)
    about, named = (item.record, item.named) if item and not item.topic else (None, ())
    return decide(
        act_of(request), unit=review.unit, choice=given["title"], about=about, review=review, evidence=named, **given
    )


def _not_theirs(request: PilotRequest, review: Review, item: Item | None, back: str) -> HttpResponse:
    """Who minutes and may not decide keeps what they wrote: as a minute for those who may, or as an action."""
    line, key = request.GET.get("line", "")[:LONGEST], request.GET.get("input", "")
    row: AgendaItem | InputLook | None = item.row if item else None
    place = reverse("reviews:look", args=[review.code, item.pk]) if item else ""
    if item is None and key in BY_KEY:
        place = reverse("reviews:look_input", args=[review.code, key])
        row = InputLook.objects.filter(review=review, input=key).first()
    minute = "\n".join(filter(None, [row.minute if row else "", _("To be decided: %s") % without_verb(line)]))
    context = {
        "review": review, "item": item, "input": key, "line": line, "action": without_verb(line), "back": back,
        "place": place, "version": row.version if row else 0, "form": MinuteForm(initial={"minute": minute}),
        "crumbs": crumbs_to(review),
    }  # fmt: skip
    return render(request, "reviews/not_to_decide.html", context)


def _page(request: PilotRequest, review: Review, form: ActionForm, read: Understood, back: str) -> HttpResponse:
    context = {
        "review": review, "form": form, "line": request.GET.get("line", "")[:LONGEST],
        "decision": read.decision, "crumbs": crumbs_to(review), "back": back, "unclear": _unclear(read, form),
    }  # fmt: skip
    return render_form(request, "reviews/agree.html", context, form)


def _unclear(read: Understood, form: ActionForm) -> list[str]:
    """What the line does not say, or not so that it was understood."""
    found = []
    if not form.initial.get("owner") and not read.owners:
        found.append(_("Who does it was not understood: say it below."))
    if read.no_day:
        found.append(_("“%s” is no day: say below by when.") % read.no_day)
    elif read.due is None and not read.days:
        found.append(_("By when was not understood: say it below."))
    return found
