"""Deciding: a choice with its reason, its owner and, before the outcome is known, the effect expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.measures.models import Direction, Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day, visible
from pilothouse.records.models import Record
from pilothouse.records.register import keep, move, owned_by_someone, refuse_ended, register
from pilothouse.reviews.models import Decision, Forum, Review
from pilothouse.reviews.operations.evidence import frozen, keep_evidence
from pilothouse.reviews.operations.reading import begun
from pilothouse.reviews.rules import Fault, fault_of_forecast, sealed
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The effect expected of a decision: on `series`, `size` (shown units, not negative) up or down.

    `by` is the day of the verdict, not before the decision is to be carried out. `confidence` in % that it comes
    true; `effect_from` is when the decision begins to bite (default: when it is to be carried out, or today where
    that is the day of the verdict). `size` 0 promises no harm: it comes true where a harm of `margin` is excluded.
    Of any other size `margin` is the smallest effect that matters: a change that is surely smaller is none.
    """

    series: Series
    direction: Direction
    size: float
    by: date
    confidence: int
    effect_from: date | None = None
    margin: float | None = None


@dataclass(frozen=True)
class PlannedAction:
    """A task that a decision brings with it."""

    title: str
    owner: Person
    due: date


@operation("decision.made", may=holds(Right.DECIDE))
def decide(
    act: Act,
    *,
    unit: Unit,
    owner: Person,
    due: date,
    title: str,
    choice: str,
    reason: str,
    options: str = "",
    dissent: str = "",
    about: Record | None = None,
    review: Review | None = None,
    forecast: Forecast | None = None,
    actions: Sequence[PlannedAction] = (),
    evidence: Sequence[Record | Series] = (),
) -> Decision:
    """Decide. From this moment choice and forecast are locked; another choice is a new decision.

    `due` is by when it is carried out, a promise that may move with a reason; `forecast.by` is when it is judged.
    `evidence` is what else it rests on: like what it is about and what is forecast on, it is kept as it stands now.
    """
    texts = {"title": title, "choice": choice, "reason": reason, "options": options, "dissent": dissent}
    decision = Decision(unit=unit, owner=owned_by_someone(owner), due=due, review=review, origin=about or review)
    _write(decision, {name: text.strip() for name, text in texts.items()})
    decision.decided_on = the_day(act)
    refuse_foreign(act, [about, review, forecast.series if forecast else None, *evidence])
    _refuse_unfit(decision)
    if forecast is not None:
        _state_forecast(decision, forecast)
    kept = frozen(act, [about, *([forecast.series] if forecast else []), *evidence])
    decision.evidence_digest = sealed([one.body for one in kept])
    register(act, decision)
    keep_evidence(decision, kept)
    if review is not None:
        begun(act, review)
    for planned in actions:
        plan_action(act, origin=decision, title=planned.title, owner=planned.owner, due=planned.due,
                    purpose=Purpose.DECISION, series=decision.series)  # fmt: skip
    return decision


def _write(decision: Decision, texts: dict[str, str]) -> None:
    missing = {
        "title": _("Give the decision a name."),
        "choice": _("Say what was chosen."),
        "reason": _("Say why."),
    }
    for name, text in texts.items():
        if not text and name in missing:
            raise Refused(missing[name], name)
        setattr(decision, name, text)


def refuse_foreign(act: Act, subjects: Sequence[Record | Series | Forum | None]) -> None:
    """Nothing is tied to a decision or a review that the person cannot see."""
    for subject in subjects:
        visible(act, subject, "")


def _refuse_unfit(decision: Decision) -> None:
    if decision.review is not None:
        refuse_ended(decision.review)
    if decision.due is None:
        raise Refused(_("Say by when it is carried out."), "due")
    if decision.due < decision.decided_on:
        raise Refused(_("This day has passed already."), "due")


def _state_forecast(decision: Decision, forecast: Forecast) -> None:
    today, due = decision.decided_on, decision.due or decision.decided_on
    effect_from = forecast.effect_from or (due if due < forecast.by else today)
    fault = fault_of_forecast(
        size=forecast.size, confidence=forecast.confidence, decided_on=today, effect_from=effect_from, due=due,
        by=forecast.by, margin=forecast.margin,
    )  # fmt: skip
    if fault is not None:
        raise Refused(_sentence(fault), _FIELDS.get(fault, fault.value))
    if forecast.series.ended_on is not None:
        raise Refused(_("No more values come for this series."), "series")
    decision.series, decision.expected_size = forecast.series, forecast.size
    decision.expected_direction = Direction(forecast.direction)
    decision.expected_by, decision.effect_from = forecast.by, effect_from
    decision.confidence, decision.margin = forecast.confidence, forecast.margin


_FIELDS = {Fault.BEFORE_DUE: "by", Fault.MARGIN_ABOVE: "margin"}


def _sentence(fault: Fault) -> str:
    return {
        Fault.SIZE: _("Give the size as a number that is not negative; the direction says which way."),
        Fault.MARGIN: _("The smallest effect that matters is more than nothing."),
        Fault.MARGIN_ABOVE: _("What you expect is less than what would matter: expect more, or call less enough."),
        Fault.CONFIDENCE: _("Confidence lies between 1 and 99 %."),
        Fault.EFFECT_FROM: _("A decision takes effect from the day it is made, not before."),
        Fault.BEFORE_DUE: _("The verdict comes when it is carried out, not before."),
        Fault.BY: _("The effect shows after the decision takes effect."),
    }[fault]


@operation("decision.superseded", may=holds(Right.DECIDE))
def supersede_decision(
    act: Act,
    decision: Decision,
    *,
    owner: Person,
    due: date,
    title: str,
    choice: str,
    reason: str,
    options: str = "",
    dissent: str = "",
    unit: Unit | None = None,
    about: Record | None = None,
    review: Review | None = None,
    forecast: Forecast | None = None,
    actions: Sequence[PlannedAction] = (),
    evidence: Sequence[Record | Series] = (),
) -> Decision:
    """Decide anew what was decided before. The earlier one ends, keeps a verdict it has, and both stay readable.

    Once the day of its verdict has come that is given first, also where it was too early then: what goes badly is not
    taken out of the count.
    """
    if decision.owes_verdict(the_day(act)):
        raise Refused(_verdict_first(decision, the_day(act)))
    if Decision.objects.filter(supersedes=decision).exists():
        raise Refused(_("%(code)s is superseded already.") % {"code": decision.code})
    new = decide(
        act, unit=unit or decision.unit, owner=owner, due=due, title=title, choice=choice, reason=reason,
        options=options, dissent=dissent, about=about or decision, review=review, forecast=forecast, actions=actions,
        evidence=evidence,
    )  # fmt: skip
    new.supersedes = decision
    keep(act, new)
    if decision.life.allows("supersede", decision.state):
        move(act, decision, "supersede")
    return new


def _verdict_first(decision: Decision, today: date) -> str:
    if not decision.too_early(today):
        return _("The verdict on %(code)s is due: give it first, then decide anew.") % {"code": decision.code}
    return _(
        "The day of %(code)s has come, and it was too early for its verdict: give that first, on %(day)s or as soon as "
        "enough values are in, then decide anew."
    ) % {"code": decision.code, "day": (decision.asks_on or today).isoformat()}
