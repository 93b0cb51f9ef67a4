"""Packs of a review: freeze, read, take away, make again and compare, sign."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.organisation.roles import Right
from pilothouse.paper import pdf_of, workbook_of
from pilothouse.paper.aligned import share_of
from pilothouse.paper.corrected import corrected
from pilothouse.paper.opening import opened
from pilothouse.reviews.models import Decision, Outcome, Pack, PackCheck, Review
from pilothouse.reviews.operations import check_pack, freeze_pack, sign_pack
from pilothouse.reviews.place_wording import place_in_words
from pilothouse.reviews.queries import is_known, is_sound, later_pack, packs_of, signed
from pilothouse.reviews.queries.packing import edition_of
from pilothouse.reviews.wording import said_of
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.signing import SignForm
from pilothouse.web.reviews.views.reading import crumbs_to, review_seen
from pilothouse.web.shell.accounts import BY_LINK
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ONCE_IN_SECONDS = 60
_TONES: dict[str, str] = {Outcome.EQUAL: "done", Outcome.EDITION: "info", Outcome.UNKNOWN: "needs"}


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: PilotRequest, code: str) -> HttpResponse:
    """The packs of a review; posting freezes another one."""
    review = review_seen(request, code)
    may_freeze = review.state != "cancelled" and request.person.may(Right.PREPARE, review.unit.path)
    if request.method == "POST":
        if not may_freeze:
            raise Http404
        pack = freeze_pack(act_of(request), review)
        messages.success(request, _("%s is frozen. It stays as it is, whatever comes in later.") % pack)
        return redirect(f"{page_of(review)}packs/{pack.number}/")
    found = packs_of(review, request.person)
    heads = columns(_("Pack"), _("Known until"), _("Frozen by"), _("Signed by"), _("Digest"))
    context = {
        "review": review,
        "packs": found,
        "columns": heads,
        "may_read": request.person.may(Right.READ, review.unit.path),
        "may_freeze": may_freeze,
        "crumbs": crumbs_to(review),
    }
    return render(request, "reviews/packs.html", context)


@require_POST
def check(request: PilotRequest, code: str, number: int) -> HttpResponse:
    """Make a pack again and compare: long work, so that it is asked for by a button, once a minute at most, and what
    came of it is kept for whoever comes next.
    """
    review, found = _seen(request, code, number)
    if cache.add(f"pack-made-again-{found.pk}", 1, timeout=_ONCE_IN_SECONDS):
        check_pack(act_of(request), found)
    else:
        messages.info(request, _("It was made again within the last minute: this is what came of it."))
    return redirect(f"{page_of(review)}packs/{found.number}/#again")


@require_safe
def pack(request: PilotRequest, code: str, number: int) -> HttpResponse:
    """One pack: what it is, who signed it, what was corrected before it, and whether it can be made again."""
    review, found = _seen(request, code, number)
    sound = is_sound(found)
    told = opened(found) if sound and is_known(found) else None
    signatures, later = signed(found), later_pack(found, request.person)
    mine = any(one.by_id == request.person.pk for one in signatures.signatures)
    again: PackCheck | None = getattr(found, "check_kept", None)
    context = {
        "review": review,
        "pack": found,
        "told": told.body if told else None,
        "share": share_of(told) if told and told.body["gaps"] is not None else None,
        "corrected": corrected(told) if told else [],
        "changed": len(told.body["figures_changed"]) if told else 0,
        "edition": edition_of(told.body) if told else "",
        "again": again,
        "differences": _differences(again, told.body if told else {}),
        "again_said": said_of(again) if again else "",
        "again_tone": _TONES.get(again.outcome, "error") if again else "",
        "later": later,
        "sound": sound,
        "signed": signatures,
        "difference_columns": columns(_("Where"), _("In the pack"), _("Made again")),
        "corrected_columns": columns(_("Figure"), _("What"), _("Was"), _("Now")),
        "may_sign": told and not later and not mine and request.person.may(Right.DECIDE, review.unit.path),
        "crumbs": crumbs_to(review),
    }
    return render(request, "reviews/pack.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: PilotRequest, code: str, number: int) -> HttpResponse:
    """Sign a pack: four ratings and one's password once more."""
    review, found = _seen(request, code, number)
    if not request.person.may(Right.DECIDE, review.unit.path):
        raise Http404
    decided = Decision.objects.seen_by(request.person).filter(review=review).order_by("number")
    form = SignForm(request.POST or None, prove=lambda password: _is_own(request, password), decisions=decided)
    back = f"{page_of(review)}packs/{found.number}/"
    if form.is_valid() and perform(form, lambda: sign_pack(act_of(request), found, **form.values())) is not None:
        messages.success(request, _("You have signed %s.") % found)
        return redirect(back)
    context = {"review": review, "pack": found, "form": form, "crumbs": crumbs_to(review), "back": back}
    context["by_link"] = BY_LINK in request.session
    return render_form(request, "reviews/sign.html", context, form)


@require_safe
def pdf(request: PilotRequest, code: str, number: int) -> HttpResponseBase:
    """The pack on paper."""
    _review, found = _seen(request, code, number)
    later = later_pack(found, request.person)
    made = partial(pdf_of, found, signed(found).signatures, later=later)
    return _download(request, found, "pdf", "application/pdf", made)


@require_safe
def figures(request: PilotRequest, code: str, number: int) -> HttpResponseBase:
    """All figures of the pack as a workbook."""
    _review, found = _seen(request, code, number)
    return _download(request, found, "xlsx", _WORKBOOK, lambda: workbook_of(found))


@require_safe
def content(request: PilotRequest, code: str, number: int) -> HttpResponseBase:
    """The text whose digest the pack bears, byte for byte."""
    _review, found = _seen(request, code, number)
    return _download(request, found, "json", "application/json", lambda: found.body.encode())


def _differences(again: PackCheck | None, told: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Each place that differed when the pack was made again: in words, its path, what was, what is now."""
    found = again.differences if again else []
    return [(place_in_words(told, path), path, was, now) for path, was, now in found]


def columns(*labels: str) -> list[Column]:
    """Heads of a table that nobody sorts."""
    return [Column(str(place), label) for place, label in enumerate(labels)]


def _seen(request: PilotRequest, code: str, number: int) -> tuple[Review, Pack]:
    review = review_seen(request, code)
    found = Pack.objects.seen_by(request.person).filter(review=review, number=number)
    pack = found.select_related("by", "check_kept__by").first()
    if pack is None:
        raise Http404
    pack.review = review
    return review, pack


def _is_own(request: PilotRequest, password: str) -> bool:
    """Wrong ones are counted as at the door, and lock out alike."""
    account = authenticate(request, email=request.person.email, password=password)
    return account is not None and account.pk == request.user.pk


def _download(request: PilotRequest, pack: Pack, ending: str, kind: str, made: Callable[[], bytes]) -> HttpResponseBase:
    """A file of the pack; none where its text was altered, for a file would look as if it were what was frozen, and
    of a format that this version does not know nothing but its text.
    """
    refused = _refused(pack, ending)
    if refused:
        messages.error(request, refused)
        return redirect(f"{page_of(pack.review)}packs/{pack.number}/")
    name = f"{pack.review.code}-{pack.number}.{ending}"
    response = FileResponse(io.BytesIO(made()), as_attachment=True, filename=name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(pack: Pack, ending: str) -> str:
    if not is_sound(pack):
        return _("%s is no longer what was frozen, and does not leave as a file.") % pack
    if ending != "json" and not is_known(pack):
        return _("A newer version of the product froze %s: its paper and its figures are made there.") % pack
    return ""
