"""The meeting: agenda left, item right."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import InputLook, Reading, Review
from pilothouse.reviews.operations import look_at, look_at_input, take_back_input, take_back_look
from pilothouse.reviews.queries import (
    Item,
    Meeting,
    Off,
    agenda_among,
    items_seen,
    pre_read,
    strip,
    told_of,
)
from pilothouse.reviews.states import REQUEST
from pilothouse.reviews.tiers import TIER_BY_KEY, inputs_of
from pilothouse.web.measures.sets import shared_caution
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import sent_along
from pilothouse.web.records.purpose import purpose_line
from pilothouse.web.reviews.exits import exits_of, unmet_of, warned_of
from pilothouse.web.reviews.forms import MinuteForm
from pilothouse.web.reviews.pictures import beside, drawing_of, picture_of
from pilothouse.web.reviews.steps import steps_beside
from pilothouse.web.reviews.unplaced import left_of
from pilothouse.web.reviews.views.consuming import after_items, input_context, offered
from pilothouse.web.reviews.views.decisions import owed_in_meeting
from pilothouse.web.reviews.views.inputs import asked_input
from pilothouse.web.reviews.views.minutes import minutes_page
from pilothouse.web.reviews.views.reading import crumbs_to, item_seen, meeting_at, review_seen, rights, today_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


@require_safe
def review(request: PilotRequest, code: str) -> HttpResponse:
    """The meeting's page while it is planned; its minutes afterwards."""
    meeting = meeting_at(request, code)
    if meeting.review.ended:
        return minutes_page(request, meeting)
    return _held(request, meeting, item=request.GET.get("item", ""), key=request.GET.get("input", ""))


def _held(
    request: PilotRequest, meeting: Meeting, *, item: str = "", key: str = "", form: MinuteForm | None = None
) -> HttpResponse:
    """The meeting at an item or an input; with the form as it was filled where it does not fit."""
    context = _meeting_context(request, meeting, item, key)
    if form is not None:
        context["form"] = form
    return render(request, "reviews/meeting.html", context, status=422 if form is not None else 200)


# What takes a move back.
_MOVES_BACK = {"up": "down", "down": "up"}


def _meeting_context(request: PilotRequest, meeting: Meeting, asked: str, key: str) -> dict[str, Any]:
    found = meeting.review
    items, off = agenda_among(meeting.rows, meeting.off, request.person)
    item, looks = _asked(asked, items), meeting.looks
    about_input, at_hand = input_context(request, found, looks, key), offered(found, looks)
    return {
        "review": found,
        "item": item,
        "purpose": purpose_line(found, (), may_link=False),
        **at_hand,
        **steps_beside(items, at_hand["inputs"], item, key if about_input else ""),
        "tier": TIER_BY_KEY.get(found.tier),
        **_agenda(request, meeting, items, off),
        **_read(request, meeting, item, key),
        "strip": strip(request.person, found),
        "today": today_of(request),
        "attendances": meeting.attendances,
        "done": meeting.done_at(item) if item else [],
        "form": MinuteForm(initial={"minute": item.row.minute}) if item else None,
        "after": _after(items, item),
        "promises": meeting.promises,
        "may_add": meeting.takes_part(request.person),
        "crumbs": crumbs_to(),
        "summary": _summary(found),
        "decide_url": f"{page_of(found)}decide/",
        **rights(request, found),
        **about_input,
        **(_about(request, item) if item and not about_input else {}),
    }


def _summary(review: Review) -> str:
    return _("%(day)s · %(unit)s · looks back to %(since)s") % {
        "day": date_format(review.due, "j M Y") if review.due else "",
        "unit": review.unit,
        "since": date_format(review.since, "j M Y"),
    }


def _agenda(request: PilotRequest, meeting: Meeting, items: list[Item], off: list[Off]) -> dict[str, Any]:
    """What the left side tells: the items as they stand, what found no place and what was taken off."""
    return {
        "agenda": [(one, drawing_of(one.series)) for one in items],
        "grouped": any(one.others and not one.named for one in items),
        "first": items[0] if items else None,
        "looked": sum(one.row.looked_at for one in items),
        "by_hand": not meeting.review.ended and any(row.moved_at for row in meeting.rows),
        "moved_back": _MOVES_BACK.get(request.GET.get("moved", "")),
        "left": left_of(meeting, request.person),
        "off": off,
    }


def _read(request: PilotRequest, meeting: Meeting, item: Item | None, key: str) -> dict[str, Any]:
    """What was read before: counts for all, what was said of the item that is open; names for the chair alone."""
    review = meeting.review
    read = pre_read(review, meeting.invited, meeting.rows)
    said = read.of_input(key) if key else read.of(item) if item else []
    return {
        "read": read,
        "read_of_item": [mark for mark in said if mark.text or mark.reading != Reading.SEEN],
        "names_readers": review.owner_id == request.person.pk,
        "may_read": meeting.takes_part(request.person) and not meeting.begun,
    }


def _about(request: PilotRequest, item: Item) -> dict[str, Any]:
    """What the right side says of an item: its own words, its numbers, what stands together with it and what came of
    it.
    """
    decide_url = f"{page_of(item.row.review)}decide/?item={item.pk}"
    if item.topic:
        return {"decide_url": decide_url}
    told, today = told_of(item, request.person), today_of(request)
    asks, answers = unmet_of(request, item, today)
    return {
        "said": told.said,
        "warned": [*warned_of(item, request.person, today), *asks],
        "exits": [*exits_of(request, item, today), *answers],
        "decide_url": decide_url,
        "results": told.results,
        "answer_url": _answer_url(request, item),
        "picture": picture_of(item.series, request, told.numbers),
        "together": beside(item, today),
        "caution": shared_caution(),
        **owed_in_meeting(request, item),
    }


def _answer_url(request: PilotRequest, item: Item) -> str:
    """Where a resource request is answered in this meeting; "" where it is none, answered, or not this person's."""
    asked = item.record
    waits = asked.kind == REQUEST.name and REQUEST.life.allows("grant", asked.state)
    decides = waits and request.person.may(Right.DECIDE, asked.unit.path)
    return f"{page_of(asked)}answer/{sent_along(item.row.review.code, item.pk)}" if decides else ""


def _asked(asked: str, items: list[Item]) -> Item | None:
    """The item asked for, else the first nobody has looked at, else the first."""
    waiting = [one for one in items if not one.row.looked_at]
    chosen = [one for one in items if str(one.pk) == asked]
    return next(iter([*chosen, *waiting, *items]), None)


def _after(items: list[Item], item: Item | None) -> Item | None:
    """The next item on the agenda; None after the last."""
    if item is None:
        return None
    place = [one.pk for one in items].index(item.pk)
    return items[place + 1] if place + 1 < len(items) else None


@require_POST
def look(request: PilotRequest, code: str, item: int) -> HttpResponse:
    """Minute an item and go on to the next one, or to the end of the meeting."""
    found = review_seen(request, code)
    one = item_seen(request, found, item)
    form = MinuteForm(request.POST)
    if (
        not form.is_valid()
        or perform(form, lambda: look_at(act_of(request), as_filled(request, one.row), **form.cleaned_data)) is None
    ):
        return _unfit(request, code, form, item=str(one.pk))
    if request.POST.get("then") == "stay":
        return redirect(f"{page_of(found)}?item={one.pk}")
    after = _after(items_seen(found, request.person), one)
    return redirect(f"{page_of(found)}?item={after.pk}" if after else after_items(found))


@require_POST
def look_input(request: PilotRequest, code: str, key: str) -> HttpResponse:
    """Minute an input and stay with it, or go on."""
    found, one = review_seen(request, code), asked_input(key)
    known = InputLook.objects.filter(review=found, input=key).first()
    if known is not None:
        as_filled(request, known)
    form = MinuteForm(request.POST)
    if (
        not form.is_valid()
        or perform(form, lambda: look_at_input(act_of(request), found, input=key, **form.cleaned_data)) is None
    ):
        return _unfit(request, code, form, key=one.key)
    if request.POST.get("then") == "stay":
        return redirect(f"{page_of(found)}?input={one.key}")
    return redirect(after_items(found) if key in inputs_of(found.tier) else page_of(found))


@require_POST
def take_back(request: PilotRequest, code: str, item: int) -> HttpResponse:
    """Say that an item was not looked at after all; its minute is told back."""
    one = item_seen(request, review_seen(request, code), item).row
    minute = one.minute
    take_back_look(act_of(request), as_filled(request, one))
    return _taken_back(request, minute, f"{page_of(one.review)}?item={one.pk}")


@require_POST
def take_back_of_input(request: PilotRequest, code: str, key: str) -> HttpResponse:
    """The same for an input."""
    found = review_seen(request, code)
    look = InputLook.objects.filter(review=found, input=asked_input(key).key).first()
    if look is None:
        raise Http404
    take_back_input(act_of(request), found, look=as_filled(request, look))
    return _taken_back(request, look.minute, f"{page_of(found)}?input={key}")


def _taken_back(request: PilotRequest, minute: str, back: str) -> HttpResponse:
    words = _("Taken back: not looked at.")
    messages.success(request, f"{words} {_('Its minute was: %s') % minute}" if minute else words)
    return redirect(back)


def _unfit(request: PilotRequest, code: str, form: MinuteForm, *, item: str = "", key: str = "") -> HttpResponse:
    """The page a minute was written on, which was not taken. Where the meeting is over by now, nobody may write there:
    what was written is told back.
    """
    meeting = meeting_at(request, code)
    if not meeting.review.ended:
        return _held(request, meeting, item=item, key=key, form=form)
    wrong = [str(error) for errors in form.errors.values() for error in errors]
    messages.error(request, " ".join([*wrong, _("You wrote: %s") % form["minute"].value()]))
    return redirect(page_of(meeting.review))
