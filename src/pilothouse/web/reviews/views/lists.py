"""Lists: what is coming, what was held, what was decided and whether it worked."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import Case, F, When
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.measures.models import Direction
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.states import Text
from pilothouse.reviews.models import Decision, Forum, Review
from pilothouse.reviews.queries import (
    JUDGED,
    JUDGED_UNCARRIED,
    Worked,
    how_decisions_worked,
    resting_on_weak,
    strip,
    verdicts_due,
)
from pilothouse.reviews.states import DECISION, REVIEW
from pilothouse.reviews.wording import calibration_said
from pilothouse.web.kit.components.marks import short_date
from pilothouse.web.measures.trust_beside import READ, trust_beside, trust_columns, with_sight
from pilothouse.web.records.columns import (
    ListColumn,
    due_column,
    owner_column,
    plain_column,
    state_column,
    title_column,
    unit_column,
)
from pilothouse.web.records.filters import (
    Asked,
    Choices,
    Filter,
    due_filter,
    owner_filter,
    state_filter,
    text_filter,
    unit_filter,
)
from pilothouse.web.records.lists import Empty, ListSpec, record_list, shows
from pilothouse.web.reviews.calibrated import set_apart
from pilothouse.web.reviews.verdicts import verdict_column, verdict_filter
from pilothouse.web.reviews.views.reading import today_of
from pilothouse.web.reviews.views.tabs import tabs_at
from pilothouse.web.reviews.words import effect_of, forecast_of, mark_of
from pilothouse.web.shell.middleware import PilotRequest

COMING = 10


@require_safe
def home(request: PilotRequest) -> HttpResponse:
    """What is coming, which verdicts are due, did our decisions work, what was really looked at."""
    today, person = today_of(request), request.person
    worked = how_decisions_worked(person, today)
    mine = Review.objects.seen_by(person).with_people()
    context = {
        "tabs": tabs_at("home"),
        "planned": list(mine.filter(state="planned").order_by("due", "id")[:COMING]),
        "held": list(mine.filter(state="held").order_by("-due", "-id")[:COMING]),
        "verdicts": list(verdicts_due(person, today)[:COMING]),
        "worked": worked,
        "verdict_lines": _lines(worked),
        "said": calibration_said(worked.calibration),
        "apart": set_apart(worked),
        "strip": strip(person, count=6),
        "may_plan": bool(units_where(person, Right.PREPARE)),
        "may_decide": bool(units_where(person, Right.DECIDE)),
    }
    return render(request, "reviews/home.html", context)


@dataclass(frozen=True)
class Verdicts:
    """How many decisions came to one verdict."""

    state: str
    label: Text
    mark: str
    count: int


def _lines(worked: Worked) -> list[Verdicts]:
    states = [(DECISION.life.state(name), count) for name, count in worked.counts.items()]
    return [Verdicts(state.name, state.label, mark_of(state), count) for state, count in states]


def _date_column() -> ListColumn:
    def shown(review: Review, today: date) -> SafeString:
        return format_html("<time>{}</time>", f"{review.due:%-d %b %Y}") if review.due else SafeString("–")

    return ListColumn("due", _("Date"), shown, lambda review: review.due, ("due", "id"), filled="due")


def _forum_filter(path: str) -> Filter:
    """Of one forum, or of none; `path` leads there from the listed records."""

    def words(asked: Asked) -> Choices:
        forums = [(str(key), name) for key, name in Forum.objects.seen_by(asked.person).values_list("pk", "name")]
        return [("", _("every forum")), *forums, ("none", _("no forum"))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(**({f"{path}__isnull": True} if value == "none" else {path: int(value)}))

    return Filter("forum", _("Forum"), apply, words, _("of"))


REVIEWS = ListSpec(
    title=_("Reviews"),
    noun=_("reviews"),
    sub=_("Meetings, or parts of one, in which leadership looks at what the river brings, and decides."),
    records=lambda person: Review.objects.seen_by(person),
    columns=(
        title_column(), state_column(), _date_column(),
        plain_column(
            "forum", _("Forum"), lambda review: review.forum.name if review.forum else None,
            sort=("forum__name", "record_id"), filled="forum",
        ),
        unit_column(), owner_column(_("Chair")),
    ),
    export="reviews",
    filters=(
        state_filter(REVIEW, live=False), _forum_filter("forum"), unit_filter(), owner_filter(_("chaired by")),
        text_filter(),
    ),
    related=("owner", "forum"),
    default_sort="-due",
    empty=Empty(
        _("No review yet"),
        _("A review is where leadership looks at what really changed and decides. Its agenda fills itself."),
        _("Plan a review"), "/reviews/plan/", "gavel", Right.PREPARE,
    ),
)  # fmt: skip


@require_safe
@shows(REVIEWS)
def reviews(request: PilotRequest) -> HttpResponseBase:
    """All reviews."""
    extra = {"tabs": tabs_at("all"), "may_plan": bool(units_where(request.person, Right.PREPARE))}
    return record_list(request, REVIEWS, "reviews/list_of_reviews.html", extra)


def _forecast_filter() -> Filter:
    words: Choices = [("", _("with or without forecast")), ("yes", _("with forecast")), ("no", _("without forecast"))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(series__isnull=value == "no")

    return Filter("forecast", _("Forecast"), apply, words, alike=True)


def _carried_filter() -> Filter:
    words: Choices = [
        ("", _("carried out or not")),
        ("yes", _("judged, carried out by then")),
        ("no", _("judged, not carried out by then")),
    ]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(JUDGED if value == "yes" else JUDGED_UNCARRIED)

    return Filter("carried", _("Carried out"), apply, words, alike=True)


def _carried_column() -> ListColumn:
    """By when it is carried out, and on which day it was."""
    due = due_column(_("Carried out by"))

    def shown(decision: Decision, today: date) -> SafeString:
        cell = due.cell(decision, today)
        if decision.carried_on is None:
            return cell  # type: ignore[no-any-return]
        words = _("carried out %s") % short_date(decision.carried_on, today)
        return format_html('{} <span class="quiet nowrap">{}</span>', cell, words)

    return replace(due, cell=shown)


def _owner_column() -> ListColumn:
    """Who answers for it, and in which unit."""
    owner = owner_column()

    def shown(decision: Decision, today: date) -> SafeString:
        return format_html('{} <span class="quiet">{}</span>', owner.cell(decision, today), decision.unit.code)

    return replace(owner, cell=shown)


def _trust_filter() -> Filter:
    words: Choices = [("", _("any data")), ("weak", _("data of trust C or D"))]

    def apply(records: RecordQuerySet, value: str, asked: Asked) -> RecordQuerySet:
        return records.filter(pk__in={one.decision for one in resting_on_weak(asked.person, asked.today)})

    return Filter("trust", _("Data trust"), apply, words, _("resting on"))


def _expected() -> Case:
    """The forecast with its sign, as it is shown."""
    return Case(When(expected_direction=Direction.DOWN, then=-F("expected_size")), default=F("expected_size"))


DECISIONS = ListSpec(
    title=_("Decisions"),
    noun=_("decisions"),
    sub=_("Each is carried out by a day; on the day of its verdict the forecast is compared with the numbers."),
    records=lambda person: with_sight(Decision.objects.seen_by(person), person),
    columns=(
        title_column(),
        state_column(),
        trust_beside(
            plain_column(
                "forecast", _("Forecast"), forecast_of, sort=(_expected(), "record_id"), filled="expected_size"
            ),
            lambda decision: decision.effect is None,
        ),
        trust_beside(
            plain_column("effect", _("Fact"), effect_of, sort=("effect", "record_id"), filled="effect"),
            lambda decision: decision.effect is not None,
        ),
        _carried_column(),
        verdict_column(),
        _owner_column(),
    ),
    also=(
        plain_column("decided", _("Decided"), lambda decision: decision.decided_on),
        plain_column("carried", _("Carried out"), lambda decision: decision.carried_on),
        plain_column("margin", _("Smallest effect that matters"), lambda decision: decision.margin),
        plain_column("foretold", _("Forecast for"), lambda decision: decision.expected_by),
        plain_column("put_off", _("Times put off"), lambda decision: decision.put_off),
        unit_column(),
    ),
    export="decisions",
    filters=(
        state_filter(DECISION, live=False), _forecast_filter(), _carried_filter(), _forum_filter("review__forum"),
        unit_filter(), owner_filter(),
        due_filter(_("carried out by")), verdict_filter(), _trust_filter(), text_filter(),
    ),
    related=("owner", *READ),
    empty=Empty(
        _("No decision yet"),
        _("A decision says what was chosen, why, who answers for it and what effect is expected, before it is known."),
        _("Decide"), "/reviews/decide/", "gavel", Right.DECIDE,
    ),
)  # fmt: skip


@lru_cache(8)
def decisions_on(today: date) -> ListSpec:
    """The list on a day; its file says how far the numbers can be trusted then."""
    return replace(DECISIONS, also=(*DECISIONS.also, *trust_columns(today)))


@require_safe
@shows(DECISIONS)
def decisions(request: PilotRequest) -> HttpResponseBase:
    """All decisions with forecast beside fact."""
    extra = {"tabs": tabs_at("decisions"), "may_decide": bool(units_where(request.person, Right.DECIDE))}
    return record_list(request, decisions_on(today_of(request)), "reviews/list_of_decisions.html", extra)
