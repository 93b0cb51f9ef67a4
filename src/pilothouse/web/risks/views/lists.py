"""The register of risks, and that of opportunities."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.states import Text
from pilothouse.risks.appetite import in_force
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.risks.queries import beyond
from pilothouse.risks.rules import MOST_LEVELS
from pilothouse.risks.states import OPPORTUNITY, RISK
from pilothouse.risks.wording import figure
from pilothouse.web.records.columns import (
    NOTHING,
    ListColumn,
    due_column,
    owner_column,
    state_column,
    title_column,
    unit_column,
)
from pilothouse.web.records.filters import (
    Asked,
    Filter,
    age_filter,
    due_filter,
    owner_filter,
    state_filter,
    text_filter,
    unit_filter,
)
from pilothouse.web.records.lists import Empty, ListSpec, record_list, shows
from pilothouse.web.records.together import EVERY_RECORD
from pilothouse.web.risks.views.home import NO_RISK, tabs
from pilothouse.web.shell.middleware import PilotRequest


def _levels(record: Any, today: date) -> SafeString | str:
    """“4 × 3”: the levels; words stand on the page of the risk, and what a level is called may change."""
    if record.score is None:
        return NOTHING
    words = _("likelihood %(often)d of the matrix, consequence %(bad)d") % {
        "often": record.likelihood, "bad": record.impact,
    }  # fmt: skip
    return format_html('<span title="{}">{} × {}</span>', words, record.likelihood, record.impact)


def _rating(label: Text) -> ListColumn:
    return ListColumn("rating", label, _levels, lambda record: record.score, ("score", "record_id"), numeric=True,
                      filled="score")  # fmt: skip


def _yearly(label: Text) -> ListColumn:
    return ListColumn(
        "yearly", label, lambda record, today: NOTHING if record.yearly is None else figure(record.yearly),
        lambda record: record.yearly, ("yearly", "record_id"), numeric=True, filled="yearly",
    )  # fmt: skip


def _level(name: str, label: Text, before: Text) -> Filter:
    words = [("", _("any level")), *((str(level), str(level)) for level in range(1, MOST_LEVELS + 1))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(**{name: int(value)})

    return Filter(name, label, apply, words, before, alike=True)


def _by_appetite(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
    if value == "unrated":
        return records.filter(likelihood=None)
    dear = beyond(in_force())
    if value == "beyond":
        return records.filter(dear)
    return records.filter(Q(likelihood__isnull=False) | Q(yearly__isnull=False)).exclude(dear)


APPETITE = Filter(
    "appetite", _("Appetite"), _by_appetite,
    [("", _("within or beyond appetite")), ("beyond", _("beyond appetite")), ("within", _("within appetite")),
     ("unrated", _("not rated"))],
)  # fmt: skip
SIDES = (
    ListColumn("likelihood", _("Likelihood"), lambda record, today: record.likelihood, lambda r: r.likelihood),
    ListColumn("impact", _("Consequence"), lambda record, today: record.impact, lambda r: r.impact),
    ListColumn("cause", _("Because of"), lambda record, today: record.cause, lambda r: r.cause),
    ListColumn(
        "consequence", _("Consequence in words"), lambda record, today: record.consequence, lambda r: r.consequence
    ),
)
RISKS = ListSpec(
    title=_("Register of risks"),
    noun=_("risks"),
    records=lambda person: Risk.objects.seen_by(person),
    columns=(title_column(), state_column(), _rating(_("Rating")), _yearly(_("A year costs")), unit_column(),
             owner_column(), due_column(_("Look again"))),
    export="risks",
    filters=(
        state_filter(RISK),
        APPETITE,
        _level("likelihood", _("Likelihood"), _("of likelihood")),
        _level("impact", _("Consequence"), _("and consequence")),
        unit_filter(),
        owner_filter(_("answered by")),
        due_filter(_("looked at")),
        age_filter(),
        text_filter(),
    ),
    default_sort="-rating",
    empty=NO_RISK,
    also=SIDES,
    unread=("cause", "consequence", "acceptance", "accepted_by", "accepted_at"),
    bulk=EVERY_RECORD,
)  # fmt: skip
OPPORTUNITIES = ListSpec(
    title=_("Opportunities"),
    noun=_("opportunities"),
    records=lambda person: Opportunity.objects.seen_by(person),
    columns=(title_column(), state_column(), _rating(_("Rating")), _yearly(_("A year brings")), unit_column(),
             owner_column(), due_column(_("Look again"))),
    export="opportunities",
    filters=(state_filter(OPPORTUNITY), unit_filter(), owner_filter(_("answered by")), due_filter(_("looked at")),
             age_filter(), text_filter()),
    default_sort="-rating",
    empty=Empty(
        _("No opportunity is on the register yet"),
        _("An opportunity is a favourable circumstance that somebody could take. Written down with an owner and a day, "
          "it is taken or let go on purpose, not forgotten."),
        _("Register an opportunity"), "/risks/opportunities/new/", "lightbulb", Right.IMPROVE,
    ),
    also=SIDES,
    unread=("cause", "consequence"),
    bulk=EVERY_RECORD,
)  # fmt: skip


@require_safe
@shows(RISKS)
def risks(request: PilotRequest) -> HttpResponseBase:
    """Risks the person may see."""
    raises = holds_somewhere(request.person, Right.IMPROVE)
    context = {"may_raise": raises, "tabs": tabs("register"), "unit_of_loss": in_force().unit}
    return record_list(request, RISKS, "risks/register.html", context)


@require_safe
@shows(OPPORTUNITIES)
def opportunities(request: PilotRequest) -> HttpResponseBase:
    """Opportunities the person may see."""
    raises = holds_somewhere(request.person, Right.IMPROVE)
    context = {"may_raise": raises, "tabs": tabs("opportunities"), "unit_of_loss": in_force().unit}
    return record_list(request, OPPORTUNITIES, "risks/opportunities.html", context)
