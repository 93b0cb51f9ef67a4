"""Every route of the product with an address on the stage: what the matrix of rights is asked with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from pilothouse.improvement.models import Apart, Perhaps
from pilothouse.improvement.operations import join_signals, report_problem, tell_apart
from pilothouse.measures.models import Intake, Signal
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.mirror.reckoning import look_in_mirror
from pilothouse.organisation.models import Assignment
from pilothouse.outbox.models import Letter
from pilothouse.processes.models import Handover
from pilothouse.records.models import Attachment, Record
from pilothouse.records.operations import attach_file, link_records, save_view
from pilothouse.reviews.models import InputFeed, InputWait, Presence, Review
from pilothouse.reviews.operations import close_review, freeze_pack, note_attendance, plan_review, tie_indicator
from pilothouse.risks.models import Opportunity, Risk, Tripwire
from pilothouse.risks.operations import (
    assess_by_estimate,
    assess_by_matrix,
    open_opportunity,
    open_risk,
    set_tripwire,
    trip_risk,
)
from tests.cast import NOW, act
from tests.remembered import remembered
from tests.stage import WEEKS, Stage, rows, week


@dataclass(frozen=True)
class Route:
    """One pattern of the resolver."""

    name: str
    pattern: str


def routes() -> Iterator[Route]:
    """All of them, sign-in pages too."""
    yield from _walk(get_resolver(), "", "")


def _walk(resolver: object, pattern: str, space: str) -> Iterator[Route]:
    for part in resolver.url_patterns:  # type: ignore[attr-defined]
        here = pattern + str(part.pattern)
        if hasattr(part, "url_patterns"):
            yield from _walk(part, here, f"{space}{part.namespace}:" if part.namespace else space)
        else:
            yield Route(f"{space}{part.name}", here)


def two_piers(stage: Stage) -> tuple[Signal, Signal]:
    """Signals of two parts of Airport East: one has joined the issue, one waits."""
    cast, first, later = stage.cast, range(24), range(24, WEEKS)
    by = act(cast.leader)
    piers = [open_series(by, stage.indicator, unit=cast.east, label=label) for label in ("Pier A", "Pier B")]
    for weeks in (first, later):
        values = [row for pier in piers for row in rows(pier, shift=-0.12, weeks=weeks)]
        record_measurements(by, unit=cast.east, rows=values, route="paste")
    joined, waiting = (Signal.objects.filter(series=pier).earliest("id") for pier in piers)
    join_signals(act(cast.owner), stage.issue, signals=[joined])
    return joined, waiting


def register(stage: Stage) -> tuple[Risk, Tripwire, Opportunity]:
    """A risk of Airport East that is rated and has just tripped, the sign it watches, and an opportunity."""
    cast, by, due = stage.cast, act(stage.cast.owner), date(2026, 6, 1)
    where = {"unit": cast.east, "owner": cast.owner, "due": due, "at_stake": [stage.process, stage.objective]}
    risk = open_risk(by, title="Buffers do not hold the summer", origin=stage.issue, **where)
    assess_by_matrix(by, risk, likelihood=2, impact=3)
    assess_by_estimate(by, risk, often_low=0.2, often_high=2.0, loss_low=10.0, loss_high=200.0)
    wire = set_tripwire(by, risk, series=stage.series)
    trip_risk(act(cast.system), risk, wire=wire, period=week(WEEKS - 1))
    return risk, wire, open_opportunity(by, title="Electric tugs", **where)


def _letter(stage: Stage) -> Letter:
    """One that failed."""
    when = {"day": NOW.date(), "at": NOW}
    letter, _made = Letter.objects.get_or_create(
        person=stage.cast.member, **when, defaults={"subject": "1 thing needs you", "text": "…", "state": "failed"}
    )
    return letter


def _waiting(stage: Stage) -> str:
    """An input of management review to which an indicator is tied, and another may be; nobody brings it, and that has
    climbed.
    """
    if not InputFeed.objects.exists():
        by, cast = act(stage.cast.quality), stage.cast
        tie_indicator(by, "providers", indicator=stage.indicator)
        define_indicator(
            by, unit=cast.office, owner=cast.quality, title="Late slots", definition="Counted at the gate.",
            unit_of_measure="slots", value_kind="count", direction="down", frequency="month",
        )  # fmt: skip
    since = NOW.date() - timedelta(days=30)
    InputWait.objects.get_or_create(
        input="providers", defaults={"owner": stage.cast.quality, "empty": True, "comes_by": since}
    )
    return "providers"


def _beside(stage: Stage) -> Record:
    """A record that is linked with the issue."""
    link_records(act(stage.cast.owner), stage.issue, other=stage.assumption)
    return stage.assumption


def _told_apart(stage: Stage) -> Apart:
    """The issue told from another, and perhaps the same as a third."""
    by, where = act(stage.cast.member), {"unit": stage.cast.east, "severity": "slight"}
    other, third = (report_problem(by, title=title, **where) for title in ("Stairs jam", "Stairs stuck"))
    Perhaps.objects.create(issue=stage.issue, other=third, likeness=0.39)
    (apart,) = tell_apart(act(stage.cast.quality), other, others=[stage.issue])
    return apart


def _mirrored() -> str:
    """A question of the mirror, worked out as of half a year later."""
    look_in_mirror(NOW + timedelta(days=180))
    return "signals-answered"


def _closed(stage: Stage) -> Review:
    """A meeting that is over, and of which no pack tells."""
    by, everybody = act(stage.cast.quality), {stage.cast.quality.pk: (Presence.PRESENT, None)}
    review = plan_review(
        by, unit=stage.cast.east, owner=stage.cast.quality, title="Huddle East", on=NOW.date(), since=week(30),
        attendees=[],
    )  # fmt: skip
    note_attendance(by, review, presences=everybody)
    return close_review(by, review, summary="Nothing new.")


class Addresses:
    """Fills patterns with what stands at Airport East; an unknown blank is a KeyError, so that nothing is left out."""

    def __init__(self, stage: Stage) -> None:
        issue, by = stage.issue, act(stage.cast.owner)
        attach_file(by, issue, file=SimpleUploadedFile("note.txt", b"seen at the gate"))
        self.joined, waiting = two_piers(stage)
        self.closed = _closed(stage)
        risk, wire, chance = register(stage)
        held = Assignment.objects.get(person=stage.cast.member)
        self.codes = {
            "pol": stage.policy, "thm": stage.theme, "obj": stage.objective, "prc": stage.process,
            "ind": stage.indicator, "sig": stage.signal, "iss": issue, "act": stage.action, "ver": stage.verification,
            "rev": stage.review, "d": stage.decision, "req": stage.request, "rsk": risk, "opp": chance,
            "asm": stage.assumption, "ctx": stage.context, "pty": stage.party, "code": issue,
        }  # fmt: skip
        self.blanks = {
            "series/<int:key>": stage.series.pk,
            "intakes/<int:number>": Intake.objects.earliest("id").pk,
            "sources/<int:key>": stage.source.pk,
            "units/<int:key>": stage.cast.east.pk,
            "people/<int:key>": stage.cast.member.pk,
            "roles/<int:held>": held.pk,
            "watch/<int:key>": wire.pk,
            "why/<int:key>": issue.causes.get(parent=None).pk,
            "apart/<int:key>": _told_apart(stage).pk,
            "hand-overs/<int:key>": Handover.objects.get().pk,
            "mail/<int:letter>": _letter(stage).pk,
            "items/<int:item>": stage.review.items.earliest("id").pk,
            "packs/<int:number>": freeze_pack(act(stage.cast.quality), stage.review).number,
            "forums/<int:key>": stage.review.forum_id,
            "inputs/<str:key>": _waiting(stage),
            "files/<int:key>": Attachment.objects.get(record=issue).pk,
            "unlink/<code:other>": _beside(stage).code,
            "views/<int:key>": save_view(by, place="records", name="Mine", query="owner=me").pk,
            "radar/<str:what>": "leading",
            "import/<str:key>": "no-such-draft",
            "enter/<str:key>": "no-such-key",
            "mirror/<slug:name>": _mirrored(),
            "help/<slug:name>": "words",
        }
        picked = f"?signal={waiting.code}"
        self.queries = {"improvement:join": picked, "improvement:open_together": picked}

    def of(self, route: Route) -> str:
        """The address of a route on the stage."""
        path = route.pattern.replace("<sig:code>/release", f"{self.joined.code}/release")
        path = path.replace("<rev:code>/reopen", f"{self.closed.code}/reopen")
        for prefix, record in self.codes.items():
            path = path.replace(f"<{prefix}:code>", record.code)
        for blank, value in self.blanks.items():
            path = path.replace(blank, f"{blank.rpartition('/')[0]}/{value}")
        if "<" in path or "(" in path or "^" in path:
            raise KeyError(f"{route.name}: fill the blank in {path}")
        return f"/{path}{self.queries.get(route.name, '')}"


def set_out(stage: Stage) -> Addresses:
    """Everything that has an address, put on the stage."""
    return remembered("addresses", Addresses, stage)
