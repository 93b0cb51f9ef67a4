"""Resource requests: asked for, answered, and looked back at."""

import math
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.records.checks import filled, the_day
from pilothouse.records.models import Record
from pilothouse.records.register import keep, move, owned_by_someone, refuse_ended, register
from pilothouse.reviews.models import ResourceRequest, Review
from pilothouse.reviews.operations.deciding import PlannedAction, refuse_foreign
from pilothouse.reviews.operations.reading import begun
from pilothouse.reviews.queries import effect_since
from pilothouse.strategy.models import Objective
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

ANSWERS = ("grant", "refuse", "defer")
# Whoever names no day looks back after a quarter: long enough that something could show.
LOOK_BACK = timedelta(days=91)
MOST_PEOPLE = 100_000


@operation("request.made", may=holds(Right.IMPROVE))
def ask_for_resource(
    act: Act,
    *,
    unit: Unit,
    owner: Person,
    title: str,
    why: str,
    due: date,
    amount: int | None = None,
    people: float | None = None,
    objective: Objective | None = None,
    process: Process | None = None,
    series: Series | None = None,
    about: Record | None = None,
) -> ResourceRequest:
    """Ask for money (`amount`, whole units of the organisation's currency) or people, or both, needed by a day.

    It names what for: an objective, a process, or what it is `about`; `series` is where it should show. It waits for
    an answer in *my work* of who may decide in its unit, and on the agenda of the next review.
    """
    _refuse_odd_size(amount, people)
    if due < the_day(act):
        raise Refused(_("This day has passed already."), "due")
    refuse_foreign(act, [objective, process, series, about])
    return register(
        act,
        ResourceRequest(
            unit=unit, owner=owned_by_someone(owner), title=filled(title, "title"), why=filled(why, "why"), due=due,
            amount=amount, people=people, objective=objective, process=process, series=series,
            origin=about or objective,
        ),
    )  # fmt: skip


@operation("request.changed", may=owner)
def change_request(
    act: Act,
    request: ResourceRequest,
    *,
    title: str,
    why: str,
    amount: int | None = None,
    people: float | None = None,
    objective: Objective | None = None,
    process: Process | None = None,
    series: Series | None = None,
) -> ResourceRequest:
    """Ask for more, for less or in other words, as long as nobody has answered. Its day moves as every date does."""
    if request.state != "asked":
        raise Refused(_("It has its answer. Ask anew, so that both stay on record."))
    _refuse_odd_size(amount, people)
    refuse_foreign(act, [objective, process, series])
    request.title, request.why = filled(title, "title"), filled(why, "why")
    request.amount, request.people = amount, people
    request.objective, request.process, request.series = objective, process, series
    return keep(act, request)


@operation("request.answered", may=holds(Right.DECIDE))
def answer_request(
    act: Act,
    request: ResourceRequest,
    *,
    answer: str,
    reason: str,
    until: date | None = None,
    review: Review | None = None,
    action: PlannedAction | None = None,
) -> ResourceRequest:
    """Answer a request: "grant", "refuse" or "defer", with the reason.

    Deferred it comes back `until` a day; granted or refused its owner says on that day what came of it (a quarter
    later where none is named). `action` is what is done with what is granted.
    """
    today = the_day(act)
    if answer not in ANSWERS:
        raise Refused(_("Say whether it is granted, refused or deferred."), "answer")
    if answer == "defer" and until is None:
        raise Refused(_("Say until when: on that day it stands on the table again."), "until")
    if until is not None and until <= today:
        raise Refused(_("This day has to lie ahead."), "until")
    if action is not None and answer != "grant":
        raise Refused(_("Only what is granted brings an action."), "todo")
    if review is not None:
        refuse_foreign(act, [review])
        refuse_ended(review)
        begun(act, review)
    request.reason, request.review = filled(reason, "reason"), review
    request.answered_on, request.answered_by_id = today, act.by.pk
    # Not the date of the request moved: it has its answer, and another day is set for something else.
    request.due = request.first_due = until or today + LOOK_BACK
    answered = move(act, request, answer)
    if action is not None:
        plan_action(act, origin=answered, title=action.title, owner=action.owner, due=action.due,
                    purpose=Purpose.INITIATIVE, series=request.series)  # fmt: skip
    return answered


@operation("request.withdrawn", may=owner)
def withdraw_request(act: Act, request: ResourceRequest) -> ResourceRequest:
    """Ask for it no longer, with the reason in the act."""
    if not act.why.strip():
        raise Refused(_("Say why it is not needed any more."), "why")
    return move(act, request, "withdraw")


@operation("request.outcome_told", may=any_of(owner, holds(Right.DECIDE)))
def tell_outcome(act: Act, request: ResourceRequest, *, outcome: str) -> ResourceRequest:
    """Say in a line what came of a request that was granted or refused. What its series shows since is kept with it."""
    request.outcome = filled(outcome, "outcome")
    shift = effect_since(request)
    if shift is not None:
        request.effect, request.low, request.high = (_known(one) for one in (shift.effect, shift.low, shift.high))
    return move(act, request, "tell_refused" if request.state == "refused" else "tell_granted")


def _refuse_odd_size(amount: int | None, people: float | None) -> None:
    if amount is None and people is None:
        raise Refused(_("Say how much money, or how many people."), "amount")
    if amount is not None and not 0 < amount < 10**15:
        raise Refused(_("Give the money in whole units, more than nothing."), "amount")
    if people is not None and not (math.isfinite(people) and 0 < people < MOST_PEOPLE):
        raise Refused(_("Give the people as a number above zero; half a post is 0.5."), "people")


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
