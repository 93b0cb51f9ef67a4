"""Tells the register: risks and opportunities come onto it, are rated, warn, and are answered."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from pilothouse.cli.demo.calendar import workday_after
from pilothouse.cli.demo.perils import (
    ACCEPT,
    ACT,
    APPETITE_LINE,
    APPETITE_SET,
    APPETITE_WHY,
    CLIMATE_CHANGE,
    HAPPENED,
    HOPES,
    NOT_KNOWN,
    RISKS,
    UNIT_OF_LOSS,
    HopeRow,
    PerilRow,
    Ranges,
    Rating,
    Reply,
)
from pilothouse.cli.demo.stage import Stage
from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import Foresaid, complete_action, name_risk, plan_action
from pilothouse.records.models import Record
from pilothouse.risks.appetite import usual
from pilothouse.risks.models import Opportunity, Risk, Trip
from pilothouse.risks.operations import (
    accept_risk,
    assess_by_estimate,
    assess_by_matrix,
    close_risk,
    decline_warning,
    drop_opportunity,
    open_opportunity,
    open_risk,
    realise_opportunity,
    set_appetite,
    set_tripwire,
    watch_tripwires,
)
from pilothouse.strategy.models import ContextIssue
from pilothouse.trail.act import Act

LOOK = timedelta(days=180)
ROWS = {row.key: row for row in RISKS}


def enter_risks(stage: Stage) -> None:
    """Enter everything the tables say about risks and opportunities into the calendar."""
    stage.calendar.add(APPETITE_SET, 15, partial(_set_appetite, stage))
    for row in RISKS:
        stage.calendar.add(row.on, 13, partial(_open, stage, row))
        for rating in row.ratings:
            stage.calendar.add(rating.on, 13.5, partial(_rate, stage, row.owner, row.key, rating))
        for ranges in row.estimates:
            stage.calendar.add(ranges.on, 14, partial(_estimate, stage, row.owner, row.key, ranges))
        if row.accepted:
            stage.calendar.add(row.accepted[0], 14.5, partial(_accept, stage, row, *row.accepted[1:]))
        if row.closed:
            stage.calendar.add(row.closed[0], 15, partial(_close, stage, row, row.closed[1]))
    for hope in HOPES:
        _enter_hope(stage, hope)
    for issue, risk, day, who in HAPPENED:
        stage.calendar.add(day, 17.5, partial(_happened, stage, issue, risk, who))


def _set_appetite(stage: Stage, at: datetime) -> None:
    scale = usual()
    set_appetite(
        stage.act("director", at), stage.company.organisation, likelihood=scale.likelihood,
        consequence=scale.consequence, beyond=sorted(scale.beyond), unit_of_loss=UNIT_OF_LOSS, line=APPETITE_LINE,
        reason=APPETITE_WHY,
    )  # fmt: skip


def risk_named(stage: Stage, key: str) -> Risk:
    """A risk as it stands now."""
    found: Risk = Risk.objects.with_people().get(pk=stage.risks[key])
    return found


def foresaid(stage: Stage, risk: str) -> Foresaid:
    """What a table says about an issue: its risk by key, "" for none, or NOT_KNOWN."""
    return Foresaid(risk_named(stage, risk) if risk not in ("", NOT_KNOWN) else None, known=risk != NOT_KNOWN)


def _at_stake(stage: Stage, processes: tuple[str, ...], objectives: tuple[str, ...]) -> list[Record]:
    company = stage.company
    return [*(company.processes[key] for key in processes), *(company.objectives[key] for key in objectives)]


def _open(stage: Stage, row: PerilRow, at: datetime) -> None:
    act = stage.act(_who_opens(stage, row), at)
    risk = open_risk(
        act, unit=stage.unit(row.unit), title=row.title, owner=stage.person(row.owner), due=row.look, cause=row.cause,
        consequence=row.consequence, at_stake=_at_stake(stage, row.processes, row.objectives),
        origin=stage.issue(row.born) if row.born else None, shared_cause=_shared(row),
    )  # fmt: skip
    stage.risks[row.key] = risk.pk
    for sign in row.signs:
        set_tripwire(act, risk, series=stage.series(sign.series), level=sign.level, side=sign.side)
    _will_answer(stage, Trip.objects.filter(record=risk), at)


def _shared(row: PerilRow) -> Record | None:
    if not row.shares:
        return None
    named = {"climate": True} if row.shares == CLIMATE_CHANGE else {"title": row.shares}
    found: ContextIssue = ContextIssue.objects.select_related("unit").get(**named)
    return found


def _who_opens(stage: Stage, row: PerilRow) -> str:
    """Its owner, who holds a role there; in the station of somebody else the quality manager does."""
    return row.owner if stage.unit(row.unit).path.startswith(stage.person(row.owner).unit.path) else "quality"


def _rate(stage: Stage, who: str, key: str, rating: Rating, at: datetime) -> None:
    _assess(stage.act(who, at), risk_named(stage, key), rating)


def _assess(act: Act, record: Risk | Opportunity, rating: Rating) -> None:
    assess_by_matrix(
        act, record, likelihood=rating.likelihood, impact=rating.impact, basis=rating.basis,
        look_again=rating.on + LOOK,
    )  # fmt: skip


def _estimate(stage: Stage, who: str, key: str, ranges: Ranges, at: datetime) -> None:
    _range(stage.act(who, at), risk_named(stage, key), ranges)


def _range(act: Act, record: Risk | Opportunity, ranges: Ranges) -> None:
    (often_low, often_high), (loss_low, loss_high) = ranges.often, ranges.loss
    assess_by_estimate(
        act, record, often_low=often_low, often_high=often_high, loss_low=loss_low, loss_high=loss_high,
        basis=ranges.basis,
    )  # fmt: skip


def _accept(stage: Stage, row: PerilRow, who: str, until: date, why: str, at: datetime) -> None:
    accept_risk(stage.act(who, at), risk_named(stage, row.key), until=until, reason=why)


def _close(stage: Stage, row: PerilRow, why: str, at: datetime) -> None:
    close_risk(stage.act(row.owner, at), risk_named(stage, row.key), reason=why)


def look_for_signs(stage: Stage, at: datetime) -> None:
    """What the worker does after measurements came in."""
    _will_answer(stage, watch_tripwires(Act(by=stage.company.system, at=at, door="demo")), at)


def _will_answer(stage: Stage, trips: Iterable[Trip], at: datetime) -> None:
    """Owners answer their warnings some days later, or stay silent."""
    key_of = {pk: key for key, pk in stage.risks.items()}
    for trip in trips:
        key = key_of[trip.record_id]
        replies = (reply for reply in ROWS[key].replies if reply.since <= at.date() <= reply.until)
        if reply := next(replies, None):
            stage.calendar.add(workday_after(at.date(), reply.after_days), 9.5, partial(_reply, stage, key, reply))


def _reply(stage: Stage, key: str, reply: Reply, at: datetime) -> None:
    risk = risk_named(stage, key)
    if risk.state != "tripped":
        return
    who, day = ROWS[key].owner, at.date() + timedelta(days=reply.days)
    act = stage.act(who, at)
    if reply.deed == ACT:
        planned = plan_action(
            act, origin=risk, title=reply.text, owner=stage.person(who), due=day, purpose=Purpose.TREATMENT
        )
        stage.actions[key, reply.text] = planned.pk
        if reply.done:
            done = at.date() + timedelta(days=reply.done)
            stage.calendar.add(done, 16, partial(_do, stage, key, reply.text, who, "In place."))
    elif reply.deed == ACCEPT:
        accept_risk(act, risk, until=day, reason=reply.text)
    else:
        decline_warning(act, risk, reason=reply.text)


def _happened(stage: Stage, issue: str, risk: str, who: str, at: datetime) -> None:
    answer = foresaid(stage, risk)
    name_risk(stage.act(who, at), stage.issue(issue), risk=answer.risk, known=answer.known)


# Opportunities


def _enter_hope(stage: Stage, row: HopeRow) -> None:
    stage.calendar.add(row.on, 13, partial(_open_hope, stage, row))
    for rating in row.ratings:
        stage.calendar.add(rating.on, 13.5, partial(_rate_hope, stage, row, rating))
    for ranges in row.estimates:
        stage.calendar.add(ranges.on, 14, partial(_estimate_hope, stage, row, ranges))
    if row.plan:
        day, title, who, due, done = row.plan
        stage.calendar.add(day, 14, partial(_plan_hope, stage, row, title, who, due))
        if done:
            stage.calendar.add(done, 16, partial(_do, stage, row.key, title, who, "Held at all three stations."))
    if row.ended:
        stage.calendar.add(row.ended[0], 15, partial(_end_hope, stage, row, *row.ended[1:]))


def _hope(stage: Stage, row: HopeRow) -> Opportunity:
    found: Opportunity = Opportunity.objects.with_people().get(pk=stage.hopes[row.key])
    return found


def _open_hope(stage: Stage, row: HopeRow, at: datetime) -> None:
    found = open_opportunity(
        stage.act(row.owner, at), unit=stage.unit(row.unit), title=row.title, owner=stage.person(row.owner),
        due=row.look, cause=row.cause, consequence=row.consequence, at_stake=_at_stake(stage, (), row.objectives),
    )  # fmt: skip
    stage.hopes[row.key] = found.pk


def _rate_hope(stage: Stage, row: HopeRow, rating: Rating, at: datetime) -> None:
    _assess(stage.act(row.owner, at), _hope(stage, row), rating)


def _estimate_hope(stage: Stage, row: HopeRow, ranges: Ranges, at: datetime) -> None:
    _range(stage.act(row.owner, at), _hope(stage, row), ranges)


def _plan_hope(stage: Stage, row: HopeRow, title: str, who: str, due: date, at: datetime) -> None:
    origin, owner = _hope(stage, row), stage.person(who)
    action = plan_action(
        stage.act(row.owner, at), origin=origin, title=title, owner=owner, due=due, purpose=Purpose.TREATMENT
    )
    stage.actions[row.key, title] = action.pk


def _do(stage: Stage, key: str, title: str, who: str, outcome: str, at: datetime) -> None:
    complete_action(stage.act(who, at), stage.action(key, title), outcome=outcome)


def _end_hope(stage: Stage, row: HopeRow, how: str, why: str, at: datetime) -> None:
    end = realise_opportunity if how == "realise" else drop_opportunity
    end(stage.act(row.owner, at), _hope(stage, row), reason=why)
