"""How issues come in, and what is done with them first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from pilothouse.improvement.models import Issue, Nature, Severity
from pilothouse.improvement.operations.joining import answer_with
from pilothouse.improvement.rules.closing import comes_back
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.operations import answer_signal, tie_signals
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.records.checks import (
    ahead,
    answerable,
    filled,
    may_in,
    one_of,
    unit_named,
    visible,
)
from pilothouse.records.models import Record, concrete
from pilothouse.records.operations import add_note, attach_file, link_records
from pilothouse.records.register import keep, move, refuse_ended, register
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Owner = Person


@operation("issue.reported", may=holds(Right.REPORT))
def report_problem(
    act: Act,
    *,
    unit: Unit,
    title: str,
    severity: str,
    details: str = "",
    nature: str = Nature.NONCONFORMITY,
    photo: "UploadedFile[Any] | None" = None,
    recurrence_of: Issue | None = None,
) -> Issue:
    """Report a problem or idea, with a photo where there is one; it waits for triage, with no owner yet.

    `recurrence_of` is the time before, where whoever reports it knows that it has come back.
    """
    visible(act, recurrence_of, "recurrence_of")
    issue = Issue(
        recurrence_of=recurrence_of,
        unit=unit,
        title=filled(title, "title"),
        details=details.strip(),
        severity=one_of(severity, Severity.values, "severity"),
        nature=one_of(nature, Nature.values, "nature"),
    )
    register(act, issue)
    if photo is not None:
        attach_file(act, issue, file=photo)
    return issue


@operation("issue.opened", may=any_of(owner, holds(Right.IMPROVE)))
def open_issue(
    act: Act,
    *,
    origin: Record,
    title: str,
    owner: Owner,
    due: date,
    severity: str,
    details: str = "",
    nature: str = Nature.NONCONFORMITY,
    unit: Unit | None = None,
    series: Series | None = None,
    also: Sequence[Signal] = (),
    tied: Sequence[Record] = (),
) -> Issue:
    """Open an issue with its owner at once, out of another record; opened out of a signal, it answers the signal.

    `also` are further signals of the same trouble: they join it in the same act, all or none. `tied` show it too and
    are answered elsewhere: they are linked with it, and where the origin stands among them, it is not answered anew;
    so are indicators of which several units changed together in the same event.
    """
    source = concrete(origin)
    place = _place_of(act, source, unit)
    if isinstance(source, Signal):
        series = series or source.series
        if source.pk not in {signal.pk for signal in tied}:
            answer_signal(act, source)
    visible(act, series, "series")
    issue = Issue(
        origin=source, unit=place, title=filled(title, "title"), details=details.strip(),
        owner=answerable(act, owner, place), due=ahead(act, due),
        severity=one_of(severity, Severity.values, "severity"), nature=one_of(nature, Nature.values, "nature"),
        series=series, process=_process_of(series, source), state="open",
    )  # fmt: skip
    register(act, issue)
    reason = _("shows the same trouble")
    answer_with(act, issue, [signal for signal in also if signal.pk != source.pk], reason)
    tie_signals(act, issue, tied, reason)
    return issue


def _process_of(series: Series | None, source: Any) -> Process | None:
    """Where its numbers come from; what an indicator shows in no one unit belongs to its process too."""
    indicator = series.indicator if series else source if isinstance(source, Indicator) else None
    return indicator.process if indicator else None


def _place_of(act: Act, source: Any, unit: Unit | None) -> Unit:
    """The unit asked for, where the actor may report there; else that of the origin."""
    if unit is not None and unit != source.unit:
        may_in(act, Right.REPORT, unit)
    return unit_named(unit, source)


@operation("issue.triaged", may=holds(Right.TRIAGE))
def triage_issue(
    act: Act,
    issue: Issue,
    *,
    owner: Owner,
    due: date,
    severity: str,
    nature: str,
    process: Process | None = None,
    recurrence_of: Issue | None = None,
) -> Issue:
    """Accept a report: grade it, give it its one owner and the first promise."""
    visible(act, process, "process")
    issue.owner, issue.due = answerable(act, owner, issue.unit), ahead(act, due)
    issue.first_due = issue.due
    issue.severity = one_of(severity, Severity.values, "severity")
    issue.nature = one_of(nature, Nature.values, "nature")
    issue.process = process
    issue.recurrence_of = _earlier(act, issue, recurrence_of)
    return move(act, issue, "triage")


@operation("issue.declined", may=holds(Right.TRIAGE))
def decline_issue(act: Act, issue: Issue, *, reason: str = "", same_as: Issue | None = None) -> Issue:
    """Say no to a report, with a reason that whoever reported it can read: that it is known as another is one."""
    if same_as is None:
        filled(reason, "reason")
    declined = move(act, issue, "decline")
    if same_as is not None:
        visible(act, same_as, "same_as")
        known = _("Known already as %s.") % same_as.code
        link_records(act, issue, other=same_as, reason=known)
        reason = f"{known} {reason}"
    add_note(act, issue, text=_("Declined: %s") % reason.strip())
    return declined


@operation("issue.changed", may=any_of(owner, holds(Right.TRIAGE)))
def change_issue(
    act: Act,
    issue: Issue,
    *,
    title: str,
    details: str,
    severity: str,
    nature: str,
    process: Process | None = None,
    series: Series | None = None,
) -> Issue:
    """Reword or regrade an issue, and say to which process and numbers it belongs."""
    refuse_ended(issue)
    visible(act, process, "process", issue.process)
    visible(act, series, "series", issue.series)
    issue.title, issue.details = filled(title, "title"), details.strip()
    issue.severity = one_of(severity, Severity.values, "severity")
    issue.nature = one_of(nature, Nature.values, "nature")
    issue.process, issue.series = process, series
    return keep(act, issue)


@operation("issue.contained", may=any_of(owner, holds(Right.IMPROVE)))
def contain_issue(act: Act, issue: Issue, *, containment: str) -> Issue:
    """Say what keeps the trouble from spreading until its cause is removed. The first time of it is kept."""
    refuse_ended(issue)
    issue.containment = filled(containment, "containment")
    issue.contained_at = issue.contained_at or act.at
    return keep(act, issue)


@operation("issue.recurrence_named", may=any_of(owner, holds(Right.IMPROVE)))
def name_recurrence(act: Act, issue: Issue, *, earlier: Issue | None) -> Issue:
    """Say that this happened before: the earlier fix did not hold. None takes it back."""
    refuse_ended(issue)
    issue.recurrence_of = _earlier(act, issue, earlier)
    return keep(act, issue)


def _earlier(act: Act, issue: Issue, earlier: Issue | None) -> Issue | None:
    if earlier is None:
        return None
    visible(act, earlier, "recurrence_of")
    if earlier.pk != issue.recurrence_of_id and (why := issue.parted(earlier)):
        raise Refused(why, "recurrence_of")
    chain: dict[int, int | None] = {}
    at: Issue | None = earlier
    while at is not None and at.pk not in chain:
        chain[at.pk] = at.recurrence_of_id
        at = at.recurrence_of
    if comes_back(issue.pk, earlier.pk, chain):
        raise Refused(_("An issue cannot be its own time before."), "recurrence_of")
    return earlier
