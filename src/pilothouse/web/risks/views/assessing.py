"""Rating by the matrix, and estimating by two ranges."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.risks.appetite import in_force
from pilothouse.risks.models import Assessment, Opportunity, Risk
from pilothouse.risks.operations import assess_by_estimate, assess_by_matrix
from pilothouse.web.improvement.reading import carried_out, must, sent, today_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.rating_forms import EstimateForm, EstimateGainForm, RateForm
from pilothouse.web.risks.reading import either_seen, verb_page
from pilothouse.web.risks.views.appetite import grid_of, heads_of
from pilothouse.web.risks.words import in_full, told
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of

both = require_http_methods(["GET", "HEAD", "POST"])
RANGES = ("often_low", "often_high", "loss_low", "loss_high")


@both
def rate(request: PilotRequest, code: str) -> HttpResponse:
    """Rate by the matrix in force; earlier ratings stay."""
    found = either_seen(request, code)
    must(request, "rating.made", record=found)
    borne = found.state
    scale = in_force()
    form = RateForm(sent(request), record=found, scale=scale, today=today_of(request))
    as_filled(request, found, form)
    done = carried_out(
        request, form, lambda: assess_by_matrix(act_of(request), found, **form.values()), page_of(found)
    )  # fmt: skip
    _tell_where_it_fell(request, found, borne)
    lead = _("How it stands today, with what is done about it already. Earlier ratings stay, each with its day.")
    if (latest := _latest_estimate(found)) is not None:
        lead += " " + _("Estimated so far: %s.") % told(latest)
    if isinstance(found, Opportunity):
        return done or verb_page(request, found, form, title=_("Rate the opportunity"), label=_("Rate"), lead=lead)
    shown = {"template": "risks/rate.html", "grid": grid_of(scale, scale.beyond), "columns": heads_of(scale)}
    return done or verb_page(request, found, form, title=_("Rate the risk"), label=_("Rate"), lead=lead, **shown)


@both
def estimate(request: PilotRequest, code: str) -> HttpResponse:
    """Estimate how often and how much; the years are drawn at once."""
    found = either_seen(request, code)
    must(request, "estimate.made", record=found)
    borne = found.state
    latest, scale = _latest_estimate(found), in_force()
    first = {name: in_full(getattr(latest, name)) for name in RANGES} if latest else {}
    gains = isinstance(found, Opportunity)
    given: dict[str, Any] = {"record": found, "scale": scale, "first": first, "today": today_of(request)}
    form = (EstimateGainForm if gains else EstimateForm)(sent(request), **given)
    as_filled(request, found, form)
    done = carried_out(
        request, form, lambda: assess_by_estimate(act_of(request), found, **form.values()), page_of(found)
    )  # fmt: skip
    if done:
        messages.success(request, _("100\u202f000 years were drawn; the curve stands on this page."))
        _tell_where_it_fell(request, found, borne)
    lead = _(
        "Two ranges, each so wide that the truth lies inside nine times out of ten. Too narrow is the usual mistake: "
        "would you rather bet on your range, or on drawing one of nine white balls out of ten?"
    )
    if found.likelihood:
        lead += " " + _("By the matrix it is rated “%s” so far.") % scale.likelihood[found.likelihood - 1]
    title = _("Estimate the opportunity") if gains else _("Estimate the risk")
    return done or verb_page(request, found, form, title=title, label=_("Draw the years"), lead=lead)


def _latest_estimate(found: Risk | Opportunity) -> Assessment | None:
    latest: Assessment | None = Assessment.objects.filter(record=found, seed__isnull=False).order_by("-id").first()
    return latest


def _tell_where_it_fell(request: PilotRequest, found: Risk | Opportunity, before: str) -> None:
    """Say so where a risk that was accepted is open again."""
    if (before, found.state) == ("accepted", "open"):
        text = _("It lies beyond the appetite now, so that it is accepted no longer: treat it, or ask top management.")
        messages.warning(request, text)
