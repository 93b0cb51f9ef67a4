"""Where risks begin: the heat map, what asks for an answer, what lies beyond the appetite; and the curve of all."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.risks.appetite import in_force
from pilothouse.risks.estimates import curve_kept, tied_kept
from pilothouse.risks.models import Risk
from pilothouse.risks.queries import (
    MOST,
    Sum,
    beyond,
    how_many_rated,
    live_opportunities,
    live_risks,
    not_borne,
    sums_seen,
)
from pilothouse.risks.rules import Scale
from pilothouse.risks.wording import beyond_words, loss, together_words
from pilothouse.web.improvement.reading import today_of
from pilothouse.web.kit.parts import Tab
from pilothouse.web.records.export import as_file
from pilothouse.web.records.lists import Empty
from pilothouse.web.risks.drawings import STEPS, heat_map, loss_figure
from pilothouse.web.risks.reading import crumbs_to
from pilothouse.web.risks.words import at_once_sentence, by_cause_sentence, curve_sentence
from pilothouse.web.shell.middleware import PilotRequest

SHOWN = 8
NO_RISK = Empty(
    gettext_lazy("No risk is on the register yet"),
    gettext_lazy(
        "A risk is what could go wrong before it does: cause, event, consequence, one owner. Rated and watched, it "
        "warns its owner early; and when something serious happens, one sees whether it was foreseen."
    ),
    gettext_lazy("Register a risk"),
    "/risks/new/",
    "shield-alert",
    Right.IMPROVE,
)


def tabs(current: str) -> list[Tab]:
    """The views of risks."""
    return [
        Tab(_("Overview"), "/risks/", current == "home"),
        Tab(_("Register"), "/risks/register/", current == "register"),
        Tab(_("Opportunities"), "/risks/opportunities/", current == "opportunities"),
        Tab(_("What a year may cost"), "/risks/curve/", current == "curve"),
        Tab(_("Hit rate"), "/risks/hit-rate/", current == "hit_rate"),
    ]


@require_safe
def home(request: PilotRequest) -> HttpResponse:
    """The heat map, warnings without an answer, risks beyond the appetite, and opportunities."""
    person, scale, today = request.person, in_force(), today_of(request)
    risks = live_risks(person).defer("words")
    dear = list(risks.filter(beyond(scale, risks))[: SHOWN + 1])
    sums, counts = sums_seen(person), how_many_rated(person)
    whole = not_borne(scale, sums)
    context = {
        "tabs": tabs("home"),
        "risks": sum(counts.values()),
        "map": heat_map(scale, risks.filter(likelihood__isnull=False)[:MOST], counts),
        "tripped": list(risks.filter(state="tripped")[:MOST]),
        "beyond": [(risk, beyond_words(scale, risk)) for risk in dear[:SHOWN]],
        "more_beyond": len(dear) > SHOWN,
        "late": [(risk, risk.ran_out(today)) for risk in risks.filter(due__lt=today).exclude(state="tripped")[:SHOWN]],
        "opportunities": list(live_opportunities(person).defer("words")[:SHOWN]),
        "cost": curve_sentence(curve_kept(sums[0].curve), scale.unit) if sums else "",
        "estimated": sums[0].risks if sums else 0,
        "not_borne": together_words(whole) if whole else "",
        "may_raise": holds_somewhere(person, Right.IMPROVE),
        "empty": NO_RISK.shown_to(person),
        "today": today,
    }
    return render(request, "risks/home.html", context)


@require_safe
def curve(request: PilotRequest) -> HttpResponseBase:
    """What all estimated risks of a unit may cost in a year together; `?unit=LGA` chooses which."""
    sums = sums_seen(request.person)
    asked = request.GET.get("unit", "")
    shown = next((one for one in sums if one.unit.code == asked), sums[0] if sums else None)
    scale = in_force()
    context: dict[str, Any] = {"tabs": tabs("curve"), "sums": sums, "shown": shown, "crumbs": crumbs_to()}
    if shown is not None:
        kept = curve_kept(shown.curve)
        if file := as_file(request, "a-year", _exported(scale.unit), zip(kept.chances, kept.losses, strict=True)):
            return file
        context |= _told(request, shown, scale)
    return render(request, "risks/curve.html", context)


def _exported(unit: str) -> Sequence[tuple[str, Callable[[tuple[float, float]], float]]]:
    return (
        (_("Chance that a year costs more, %"), lambda point: 100.0 * point[0]),
        (_("than (%s)") % unit, lambda point: point[1]),
    )


def _told(request: PilotRequest, shown: Sum, scale: Scale) -> dict[str, Any]:
    found = curve_kept(shown.curve)
    estimated = Risk.objects.seen_by(request.person).live().filter(unit__path__startswith=shown.unit.path)
    largest = estimated.filter(yearly__isnull=False).select_related("owner").defer("words").order_by("-yearly")
    whole = not shown.unit.parent_id
    tied, shown_scale = tied_kept(shown.curve), scale if whole else Scale((), (), frozenset(), scale.unit)
    return {
        "curve": loss_figure(found, scale.unit, shown_scale, [tied] if tied else []),
        "by_cause": by_cause_sentence(shown.curve, scale.unit),
        "at_once": at_once_sentence(shown.curve, scale.unit) if shown.risks > 1 else "",
        "steps_columns": STEPS,
        "whole": whole,
        "line": scale.line,
        "largest": [(risk, loss(risk.yearly or 0.0, scale.unit)) for risk in largest[:SHOWN]],
    }
