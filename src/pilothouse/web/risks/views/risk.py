"""The page of a risk: cause, event, consequence; how it is rated, what warns early, what is done about it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilothouse.improvement.queries import doings_of
from pilothouse.records.rules import parsed
from pilothouse.risks.models import Assessment, Risk, Tripwire
from pilothouse.risks.queries import Case, risk_case
from pilothouse.risks.rules import crosses
from pilothouse.risks.wording import rating
from pilothouse.web.improvement.reading import Verb, may, today_of
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.drawings import curve_of, gain_figure, loss_figure, rating_line
from pilothouse.web.risks.reading import crumbs_to
from pilothouse.web.risks.words import odds_words, stands, told, trip_words, wire_words
from pilothouse.web.shell.middleware import PilotRequest

EARLIER = 3


@require_safe
def page(request: PilotRequest, code: str) -> HttpResponse:
    """A risk."""
    number = parsed(code)
    case = risk_case(request.person, number[1]) if number else None
    if case is None:
        raise Http404
    found: Risk = case.record
    today = today_of(request)
    watches = not found.ended and may(request, "tripwire.set", risk=found)
    context = {
        "case": case,
        "verbs": verbs_of(request, found, today),
        "ran_out": found.ran_out(today),
        "wires": [_wire(case, wire, today) for wire in case.wires],
        "waiting": _warnings(request, case, waiting=True),
        "warnings": _warnings(request, case, waiting=False),
        "may_accept": may(request, "risk.accepted", risk=found),
        "may_decline": may(request, "risk.warning_declined", risk=found),
        "watches": watches,
        "doings": doings_of(found, request.person),
        "may_plan": not found.ended and may(request, "action.planned", origin=found),
        "crumbs": crumbs_to(),
        **assessed(case),
    }
    return record_page(request, found, "risks/risk.html", context)


def assessed(case: Case) -> dict[str, Any]:
    """What a page tells of the assessments: the rating in force, the curve, and every one with its day."""
    scale, record = case.scale, case.record
    latest = case.estimate
    return {
        "rating": rating(scale, record.likelihood, record.impact) if record.likelihood else "",
        "beyond": (record.likelihood, record.impact) in scale.beyond,
        "at_odds": odds_words(scale, record.likelihood, latest),
        "outdated": case.rating is not None and record.likelihood is None,
        "assessments": [(one, told(one)) for one in reversed(case.assessments)],
        "rating_line": rating_line(case.assessments),
        **(_estimated(case, latest) if latest is not None and latest.curve else {}),
    }


def _estimated(case: Case, latest: Assessment) -> dict[str, Any]:
    """The latest estimate with its curve and the ones before it; that of a risk beside the appetite."""
    scale, record, curve = case.scale, case.record, curve_of(latest)
    before = [one for one in case.assessments if one.curve and one.pk != latest.pk]
    same = [curve_of(one) for one in before if one.unit_of_loss == latest.unit_of_loss][-EARLIER:]
    told_of = {"estimate": told(latest), "estimate_outdated": record.yearly is None}
    if not isinstance(record, Risk):
        return told_of | {"curve": gain_figure(curve, latest.unit_of_loss, same)}
    too_costly = record.yearly is not None and crosses(scale, curve)
    return told_of | {"curve": loss_figure(curve, latest.unit_of_loss, scale, same), "too_costly": too_costly}


def _wire(case: Case, wire: Tripwire, today: date) -> dict[str, Any]:
    words, drawing, label = wire_words(wire), small_chart(wire.series), trusted(wire.series, today)
    standing = stands(wire, warned=any(trip.wire_id == wire.pk for trip in case.trips))
    return {"wire": wire, "words": words, "stands": standing, "spark": drawing, "trust": label}


def _warnings(request: PilotRequest, case: Case, *, waiting: bool) -> list[tuple[Any, SafeString | str]]:
    """Warnings in words with the label of their series, as far as that may be seen; others say only their day."""
    wires, today = {wire.pk: wire for wire in case.wires}, today_of(request)

    def words(trip: Any) -> SafeString | str:
        if trip.wire_id in wires:
            wire = wires[trip.wire_id]
            return format_html("{} {}", trip_words(trip, wire, today), trusted(wire.series, today))
        return _("a sign in another unit") if trip.wire_id in case.unseen else _("a sign no longer watched")

    return [(trip, words(trip)) for trip in case.trips if (trip.answered_at is None) is waiting]


def verbs_of(request: PilotRequest, risk: Risk, today: date) -> list[Verb]:
    """What this person may do with it; the one that is asked for is the main one."""
    page, warned, ran_out = page_of(risk), risk.state == "tripped", risk.ran_out(today)
    if risk.ended:
        again = may(request, "risk.reopened", risk=risk)
        return [Verb(_("Open again"), f"{page}reopen/", "rotate-ccw")] if again else []
    offered = (
        ("action.planned", Verb(_("Treat"), f"{page}plan/", "list-plus", "main" if warned else "plain")),
        (
            "risk.accepted",
            Verb(
                _("Accept anew") if risk.state == "accepted" else _("Accept"),
                f"{page}accept/",
                "shield-check",
                "main" if ran_out else "plain",
            ),
        ),
        ("rating.made", Verb(_("Rate"), f"{page}rate/", "scale")),
        ("estimate.made", Verb(_("Estimate"), f"{page}estimate/", "chart-spline")),
        ("risk.changed", Verb(_("Change"), f"{page}change/", "pencil", "quiet")),
        ("risk.closed", Verb(_("Close"), f"{page}close/", "circle-check", "quiet")),
    )
    found = [verb for operation, verb in offered if may(request, operation, subject=risk)]
    if risk.life.allows("reopen", risk.state) and may(request, "risk.reopened", risk=risk):
        found.append(Verb(_("Open again"), f"{page}reopen/", "rotate-ccw", "plain" if ran_out else "quiet"))
    return found
