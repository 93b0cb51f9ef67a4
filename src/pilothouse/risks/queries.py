"""Questions about risks and opportunities."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery

from pilothouse.measures.models import Series
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.organisation.models import Person, Unit, units_in_sight
from pilothouse.organisation.rights import sees
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.gathering import LINE, in_order, record_built
from pilothouse.records.models import Record
from pilothouse.records.queries import BASE_ID
from pilothouse.risks.appetite import scale_of
from pilothouse.risks.estimates import curve_kept
from pilothouse.risks.models import Appetite, Assessment, Opportunity, Portfolio, Risk, Stake, Trip, Tripwire
from pilothouse.risks.rules import Borne, Cell, Scale, borne_steps, crosses, harmless, worst
from pilothouse.risks.states import OPPORTUNITY, RISK
from pilothouse.trail.gathered import built, document, first_of, gathered
from pilothouse.trail.models import Entry

MOST = 300
_HIGHEST = F("score").desc(nulls_last=True)


def live_risks(person: Person) -> QuerySet[Risk]:
    """Risks on the register that the person may see, the highest rated first."""
    found: QuerySet[Risk] = Risk.objects.seen_by(person).live().with_people()
    return found.order_by(_HIGHEST, BASE_ID.asc())


def how_many_rated(person: Person) -> dict[tuple[int | None, int | None], int]:
    """How many risks on the register the person sees in each cell (likelihood, consequence); under None those that are
    not rated. One query, whatever the size of the register.
    """
    seen = Risk.objects.seen_by(person).live().order_by().values_list("likelihood", "impact")
    return {(likelihood, impact): count for likelihood, impact, count in seen.annotate(Count("pk"))}


def tripped(person: Person, at: datetime) -> QuerySet[Risk]:
    """Risks the person may see whose warning waits for an answer at this moment, the longest waiting first; each with
    `waits_since`, when the first of its open warnings came.
    """
    waiting = Q(trips__answered_at=None) | Q(trips__answered_at__gt=at)
    found: QuerySet[Risk] = Risk.objects.seen_by(person).live().with_people()
    since = Min("trips__at", filter=waiting & Q(trips__at__lte=at))
    return found.annotate(waits_since=since).filter(waits_since__isnull=False).order_by("waits_since", BASE_ID.asc())


def warnings_seen(person: Person, risk: int) -> "QuerySet[Trip]":
    """What has warned of the risk with this key and waits for an answer, on series this person sees."""
    seen = Series.objects.seen_by(person).order_by().values("pk")
    found: QuerySet[Trip] = Trip.objects.filter(record=risk, answered_at=None, wire__series__in=seen)
    return found.select_related("wire__series__indicator", "wire__series__unit").order_by("id")


def live_opportunities(person: Person) -> QuerySet[Opportunity]:
    """Opportunities that live and that the person may see, the highest rated first."""
    found: QuerySet[Opportunity] = Opportunity.objects.seen_by(person).live().with_people()
    return found.order_by(_HIGHEST, BASE_ID.asc())


def borne(on: date) -> Q:
    """The condition that somebody accepts a risk on this day: one whose acceptance ran out nobody bears."""
    return Q(state="accepted", due__gte=on)


def in_cells(cells: "frozenset[Cell]") -> Q:
    """The condition that a record is rated in one of these cells of the matrix."""
    found = Q(pk__in=[])
    for likelihood, impact in sorted(cells):
        found |= Q(likelihood=likelihood, impact=impact)
    return found


def beyond(scale: Scale, among: "QuerySet[Risk] | None" = None) -> Q:
    """The condition that a risk lies beyond the appetite: its rating stands in a cell that is not borne, or its latest
    estimate alone crosses the appetite line. One query where there is a line; `among` says of which risks to ask it.
    """
    return in_cells(scale.beyond) | Q(pk__in=too_costly(scale, among))


def too_costly(scale: Scale, among: "QuerySet[Risk] | None" = None) -> list[int]:
    """Keys of risks that alone cross the appetite line by their latest estimate."""
    if not scale.line:
        return []
    dear = (Risk.objects.all() if among is None else among).filter(yearly__gt=harmless(scale)).order_by()
    found = dear.annotate(curve=latest_curve()).values_list("pk", "yearly", "curve")
    return [key for key, yearly, curve in found if _too_costly(scale, yearly, curve)]


def latest_curve() -> Subquery:
    """The curve of the latest estimate of a risk, beside it; for `lies_beyond`."""
    estimates = Assessment.objects.filter(record=OuterRef("pk"), seed__isnull=False).order_by("-id")
    return Subquery(estimates.values("curve")[:1])


def lies_beyond(scale: Scale, risk: Risk, curve: Any) -> bool:
    """Whether what `beyond` asks for holds of a risk at hand with its `latest_curve`."""
    return (risk.likelihood, risk.impact) in scale.beyond or _too_costly(scale, risk.yearly, curve)


def _too_costly(scale: Scale, yearly: float | None, curve: Any) -> bool:
    return bool(scale.line and curve) and (yearly or 0.0) > harmless(scale) and crosses(scale, curve_kept(curve))


@dataclass(frozen=True)
class Case:
    """What a page tells about a risk or an opportunity: what is at stake, its assessments (oldest first), and of a risk
    the live signs that the reader may see, every warning, newest first, and the live risks that are seen to share its
    cause; `scale` is how it is rated now; `unseen` are the keys of live signs in units that the reader does not see.
    """

    record: Any
    at_stake: list[Record]
    assessments: list[Assessment]
    wires: list[Tripwire]
    trips: list[Trip]
    scale: Scale
    unseen: frozenset[int] = frozenset()
    sharing: Sequence[Record] = ()

    @property
    def waiting(self) -> list[Trip]:
        """Warnings that nobody has answered yet."""
        return [trip for trip in self.trips if trip.answered_at is None]

    @property
    def rating(self) -> Assessment | None:
        """The latest rating by a matrix."""
        return next((one for one in reversed(self.assessments) if one.seed is None), None)

    @property
    def estimate(self) -> Assessment | None:
        """The latest estimate."""
        return next((one for one in reversed(self.assessments) if one.seed is not None), None)


_STAKE = {"id": "at_stake_id"} | {name: f"at_stake__{name}" for name in ("kind", "number", "title", "everyone")}
_TRIP = {name: name for name in ("id", "wire_id", "period", "value", "at", "answer", "reason", "answered_at")} | {
    "signal": "signal__number",
    "who": "answered_by__name",
}
_APPETITE = ("id", "likelihood", "consequence", "beyond", "unit_of_loss", "line")
_ASSESSMENT = {field.attname: field.attname for field in Assessment._meta.concrete_fields} | {
    "who": "by__name",
    **{f"scale_{name}": f"scale__{name}" for name in _APPETITE},
}


def _asked(model: Any, person: Person, number: int) -> "QuerySet[Any]":
    here = OuterRef("pk")
    lists = {
        "_stakes": gathered(Stake.objects.filter(record=here), _STAKE),
        "_assessments": gathered(Assessment.objects.filter(record=here), _ASSESSMENT),
        "_appetite": first_of(Appetite.objects.order_by("-id"), _APPETITE),
    }
    related = ["unit", "owner", "origin"]
    if model is Risk:
        lists["_trips"] = gathered(Trip.objects.filter(record=here), _TRIP)
        others = Risk.objects.seen_by(person).live().filter(shared_cause=OuterRef("shared_cause")).exclude(pk=here)
        lists["_sharing"] = gathered(others, LINE)
        related += ["accepted_by", "shared_cause__unit"]
    found = model.objects.seen_by(person).select_related(*related).filter(number=number).defer("words")
    return found.annotate(**lists)[:1]  # type: ignore[no-any-return]


_RISK = KeptSight[Risk](lambda person, number: _asked(Risk, person, number))
_OPPORTUNITY = KeptSight[Opportunity](lambda person, number: _asked(Opportunity, person, number))


def risk_case(person: Person, number: int) -> Case | None:
    """The risk of this number with all that its page tells; None where the person sees none. Two queries."""
    row = _RISK.first(person, number)
    if row is None:
        return None
    wires = list(Tripwire.objects.filter(record=row.pk, ended_at=None).select_related(*TOLD_BESIDE))
    seen = [wire for wire in wires if sees(person, wire.series)]
    unseen = frozenset(wire.pk for wire in wires if wire not in seen)
    trips = [_trip(row, values) for values in reversed(in_order(row._trips))]
    sharing = [record_built(Risk, RISK, values) for values in in_order(row._sharing)]
    return Case(row, _stakes(row), _assessments(row), seen, trips, _scale(row), unseen, sharing)


def opportunity_case(person: Person, number: int) -> Case | None:
    """The opportunity of this number with all that its page tells; None where the person sees none. One query."""
    row = _OPPORTUNITY.first(person, number)
    return None if row is None else Case(row, _stakes(row), _assessments(row), [], [], _scale(row))


def _stakes(row: Any) -> list[Record]:
    return [built(Record, values) for values in in_order(row._stakes)]


def _assessments(row: Any) -> list[Assessment]:
    return [_assessment(row, values) for values in in_order(row._assessments)]


def _assessment(row: Any, values: dict[str, Any]) -> Assessment:
    scale = {name: values[f"scale_{name}"] for name in _APPETITE}
    by = Person(pk=values["by_id"], name=values["who"])
    return built(Assessment, values, record=row, by=by, scale=built(Appetite, scale) if scale["id"] else None)


def _scale(row: Any) -> Scale:
    return scale_of(built(Appetite, row._appetite) if row._appetite else None)


def _trip(row: Risk, values: dict[str, Any]) -> Any:
    trip: Any = built(Trip, values, record=row)
    trip.signal_number, trip.who = values["signal"], values["who"]
    return trip


def endangering(at_stake: Any, person: Person) -> "QuerySet[Record]":
    """Live risks and opportunities for which this process or objective is at stake; `at_stake` is its key or a
    reference to it, for `gathered` with `STAKED`.
    """
    found: QuerySet[Record] = (
        Record.objects.seen_by(person).live().filter(stakes__at_stake=at_stake, kind__in=(RISK.name, OPPORTUNITY.name))
    )
    return found


STAKED = {**LINE, "kind": "kind"}


def staked(rows: Any) -> list[Record]:
    """What was gathered by `endangering`, risks before opportunities, by number."""
    found = [record_built(Record, values["kind"], values) for values in in_order(rows)]
    return sorted(found, key=lambda record: (record.kind != RISK.name, record.number))


def on_and_off(keys: Sequence[int]) -> dict[int, list[tuple[datetime, bool]]]:
    """When these risks left the register (False) and came back onto it (True), in order, by the history; one query."""
    told = Entry.objects.filter(kind=Risk.trail_kind(), key__in=keys, name__in=("risk.closed", "risk.reopened"))
    found: dict[int, list[tuple[datetime, bool]]] = defaultdict(list)
    for key, at, name in told.order_by("seq").values_list("key", "at", "name"):
        found[key].append((at, name == "risk.reopened"))
    return found


@dataclass(frozen=True)
class Sum:
    """What the live estimated risks of a unit and below may cost in a year together."""

    unit: Unit
    curve: dict[str, Any]
    risks: int
    at: datetime


def sums_seen(person: Person) -> list[Sum]:
    """The sums of every unit the person sees that has any, root first; one query."""
    units = {unit.pk: unit for unit in units_in_sight(person)}
    found = Portfolio.objects.filter(unit__in=list(units)).values_list("unit", "curve", "risks", "at")
    return sorted((Sum(units[key], *rest) for key, *rest in found), key=lambda one: one.unit.path)


@dataclass(frozen=True)
class NotBorne:
    """What a bad year may cost the whole organisation, where it lies beyond its appetite line: the step of the line
    that is crossed furthest, and what losses are counted in.
    """

    step: Borne
    unit: str


def not_borne(scale: Scale, sums: Sequence[Sum]) -> NotBorne | None:
    """Where all live estimated risks together cross the appetite line, for who sees the sum of the whole."""
    whole = next((one for one in sums if one.unit.parent_id is None), None)
    return None if whole is None else _beyond_line(scale, whole.curve)


def whole_gathered() -> Subquery:
    """The whole's sum of losses with the appetite, as one object beside a row of another query, for `not_borne_of`."""
    whole = Portfolio.objects.filter(unit__parent=None)
    return first_of(whole.annotate(_appetite=first_of(Appetite.objects.order_by("-id"), _APPETITE)), _SUM)


_SUM = ("curve", "_appetite")


def not_borne_of(whole: Mapping[str, Any] | None) -> NotBorne | None:
    """The same from what `whole_gathered` brought."""
    if whole is None:
        return None
    curve, appetite = (document(whole[name]) for name in _SUM)
    return _beyond_line(scale_of(built(Appetite, appetite) if appetite else None), curve)


def _beyond_line(scale: Scale, curve: dict[str, Any]) -> NotBorne | None:
    step = worst(borne_steps(scale, curve_kept(curve)))
    return None if step is None else NotBorne(step, scale.unit)
