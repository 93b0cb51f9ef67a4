"""What the sixth format of packs holds beyond the fifth: the agenda as the meeting saw it, who owes what by when, how
decisions were carried out and what “before” rests on beside each comparison.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pilothouse.improvement.models import Action, Verification
from pilothouse.organisation.models import Person
from pilothouse.records.models import Link, Record
from pilothouse.reviews.models import (
    AgendaItem,
    Attendance,
    Decision,
    DueReading,
    Forum,
    Mark,
    Reading,
    ResourceRequest,
    Review,
)
from pilothouse.reviews.queries.packing.agenda import Agenda
from pilothouse.reviews.queries.packing.climbed import replies_told
from pilothouse.reviews.queries.packing.fifth import alike, verdicts_told
from pilothouse.reviews.queries.packing.figures import trusted
from pilothouse.reviews.queries.packing.inputs import inputs_told, left
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.levels import Levels
from pilothouse.reviews.queries.packing.records import Told, any_record, here, iso, raised_since, signal_told
from pilothouse.reviews.queries.packing.several import shared_on_screen
from pilothouse.reviews.queries.reading import share_read
from pilothouse.reviews.queries.requests import POINTS_SINCE
from pilothouse.reviews.rules import points_between
from pilothouse.reviews.tiers import inputs_of

# A part of a pack, told by its own rule.
Part = Callable[[Known, Review], Told]


def _agenda(known: Known, review: Review) -> Told:
    return Agenda(known, review).told()


def sixth(known: Known, review: Review, *, agenda: Part = _agenda, shared: Part = shared_on_screen) -> Told:
    """What a pack of the sixth format holds; `agenda` and `shared`: the agenda, and what several units showed together,
    as later ones tell them.
    """
    told, levels = alike(known, review), Levels(known)
    requests, proofs = (_by_code(known, kind) for kind in (ResourceRequest, Verification))
    forum = known.past.get(Forum, review.forum_id)
    return told | shared(known, review) | {
        "inputs": inputs_told(known, review, gone=left(known)),
        "looked": told["looked"] and told["looked"] | {"replies": replies_told(known)},
        "signals": [signal_told(known, one) for one in raised_since(known, review)],
        "verdicts": verdicts_told(known, lambda one: one.carried_in_time),
        "review": told["review"] | agenda(known, review) | {
            "forum": forum.name if forum else "",
            "promised": promised(known, review),
        },
        "read_before": told["read_before"] | _read(known, review, told["read_before"]["items"]),
        "figures": _figures(known, told["figures"]),
        "decisions": _decisions(known, levels, told["decisions"]),
        "requests": [
            one | {"level": levels.before(one["series"], requests[one["code"]].answered_on, POINTS_SINCE)}
            for one in told["requests"]
        ],
        "verifications": [
            one
            | {"smallest": number(proofs[one["code"]].smallest)}
            | {"level": levels.before(one["series"], proofs[one["code"]].changed_on, one["points"])}
            for one in told["verifications"]
        ],
    }  # fmt: skip


def _decisions(known: Known, levels: Levels, told: Iterable[Told]) -> list[Told]:
    readings = {one.decision_id: one for one in known.past.every(DueReading)}
    decided = _by_code(known, Decision)
    found = ((one, decided[one["code"]]) for one in told)
    return [
        one | _carried(known, decision, readings) | {"level": _level(known, levels, decision)}
        for one, decision in found
    ]


def _by_code(known: Known, kind: type[Any]) -> Mapping[str, Any]:
    return {one.code: one for one in here(known, kind)}


def _level(known: Known, levels: Levels, decision: Decision) -> Told | None:
    """What the comparison of forecast and fact rests on."""
    if decision.expected_by is None or decision.effect_from is None or decision.series_id is None:
        return None
    index = levels.index_of.get(decision.series_id)
    if index is None:
        return None
    frequency = known.series[index].indicator.frequency
    points = points_between(frequency, decision.effect_from, decision.expected_by)
    return levels.before(decision.series_id, decision.effect_from, points)


def _carried(known: Known, decision: Decision, readings: Mapping[int, DueReading]) -> Told:
    """What it is about and replaced, since when it is carried out and how, whether its verdict counts, and what the
    numbers said when that was due.
    """
    about = any_record(known, decision.origin_id) if decision.origin_id != decision.review_id else None
    replaced = any_record(known, decision.supersedes_id)
    return {
        "about": {"code": about.code, "title": about.title} if about else None,
        "supersedes": replaced.code if replaced else None,
        "effect_from": iso(decision.effect_from),
        "carried_on": iso(decision.carried_on),
        "carried_note": decision.carried_note,
        "in_time": decision.carried_in_time,
        "margin": number(decision.margin),
        "asked_again_on": iso(decision.asked_again_on),
        "put_off": decision.put_off or 0,
        "judged_on": iso(known.day(decision.judged_at)) if decision.judged_at else None,
        "rests_on": decision.evidence_digest,
        "when_due": _reading(known, readings.get(decision.pk)),
    }


def _reading(known: Known, one: DueReading | None) -> Told | None:
    return (
        None
        if one is None
        else {
            "on": iso(known.day(one.at)),
            "verdict": one.verdict,
            "points": one.points,
            "effect": [number(value) for value in (one.effect, one.low, one.high)],
        }
    )


def promised(known: Known, review: Review) -> list[str]:
    """Who owes what by when out of this meeting: its decisions, and the actions that came of these, of the meeting, or
    were agreed on its items; by owner and day.
    """
    decisions = [one for one in here(known, Decision) if one.review_id == review.pk]
    origins = {one.pk for one in decisions} | {review.pk}
    agreed = {one.other_id for one in known.past.every(Link) if one.record_id == review.pk}
    actions = [one for one in here(known, Action) if one.origin_id in origins or one.pk in agreed]
    return [one.code for one in _by_owner(known, [*decisions, *actions])]


def _by_owner(known: Known, records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda one: (known.name(one.owner_id), iso(one.due) or "9999", one.pk))


def _figures(known: Known, figures: Iterable[Told]) -> list[Told]:
    """The same, each trusted less where its owner has left."""
    index_of = {series.pk: index for index, series in enumerate(known.series)}
    return [one | _left(known, index_of[one["series"]]) for one in figures]


def _left(known: Known, index: int) -> Told:
    owner = known.past.get(Person, known.series[index].indicator.owner_id)
    if owner is None or owner.left_on is None:
        return {}
    days = known.book.rows.days[known.book.span(index)].tolist()
    return {"trust": trusted(known, index, [date.fromordinal(day) for day in days], owner_left=True)}


def _read(known: Known, review: Review, items: list[Told]) -> Told:
    """How many read anything of it, per cent of all that everybody invited should have read which they did, and what
    was said of topics as well: these are no part of the share.
    """
    invited = {one.person_id for one in known.past.every(Attendance) if one.review_id == review.pk}
    agenda = [one for one in known.past.every(AgendaItem) if one.review_id == review.pk]
    asked, inputs = {one.record_id for one in agenda}, inputs_of(review.tier)
    marks = [one for one in known.past.every(Mark) if one.review_id == review.pk]
    counted = sum(
        one.person_id in invited and not one.topic and (one.record_id in asked or one.input in inputs) for one in marks
    )
    return {
        "readers": len({one.person_id for one in marks} & invited),
        "share": share_read(counted, len(invited), sum(not one.topic for one in agenda) + len(inputs)),
        "items": [*items, *_topics([one for one in marks if one.topic])],
    }


def _topics(marks: Sequence[Mark]) -> Iterator[Told]:
    for topic in sorted({one.topic for one in marks}):
        several = [one for one in marks if one.topic == topic]
        count = Counter(one.reading for one in several)
        counts = {str(reading): count[reading] for reading in Reading.values}
        yield {"code": None, "title": topic, "input": "", **counts, "said": [one.text for one in several if one.text]}
