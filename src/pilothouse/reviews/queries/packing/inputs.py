"""The required inputs as they stood at a cut-off: what live inputs are counted from, replayed; words are the paper's.

Counts and no sentences, so that other words make no other pack. What is counted is what `queries.inputs.facts` counts
of live rows; when a value last came is told by the intake that brought it, for judging leaves no trace in history.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from pilothouse.measures.models import Indicator, Intake, Target
from pilothouse.measures.periods import periods_late
from pilothouse.measures.reach import LOW_CHANCE, within_reach
from pilothouse.organisation.models import Assignment, Person, Unit
from pilothouse.processes.models import Process
from pilothouse.records.models import Record
from pilothouse.reviews.inputs import INPUTS
from pilothouse.reviews.models import InputOwner, Review, Statement
from pilothouse.reviews.queries.inputs.facts import COUNTED_AS, Tally
from pilothouse.reviews.queries.inputs.owners import ROLES, who_answers
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, any_record
from pilothouse.risks.models import Risk
from pilothouse.strategy.models import ContextIssue, Objective

COUNTED = ("count", "late", "ownerless", "new", "changed")


Late = Callable[[Record, date], bool]


def past_due(one: Record, today: date) -> bool:
    """Has its day passed while it lives? So the fourth format counted what is late, done or not."""
    return one.ended_at is None and one.due is not None and one.due < today


def left(known: Known) -> frozenset[int]:
    """Keys of who had left, and answers for nothing."""
    return frozenset(one.pk for one in known.past.every(Person) if one.left_on is not None)


def inputs_told(known: Known, review: Review, late: Late = Record.late, gone: frozenset[int] = frozenset()) -> Told:
    """What all inputs are told from, who answers for each, and who spoke of it last; `late` says what is overdue, what
    belongs to who is `gone` has no owner. Formats before the sixth counted that of who had left as owned.
    """
    tallies: dict[tuple[str, str, bool], Tally] = {}
    for of, one in _counted(known):
        key = of, one.state, one.ended_at is not None
        found = _with(tallies.get(key, Tally(*key, 0, 0, 0, 0, 0, None)), known, one, review, late)
        owned = one.owner_id is not None and one.owner_id not in gone
        tallies[key] = replace(found, ownerless=found.ownerless + (one.ended_at is None and not owned))
    owners, said = _owners(known), _said(known)
    return {
        "since": review.since.isoformat(),
        "tallies": [_tally(tallies[key]) for key in sorted(tallies)],
        "series": _series(known),
        "each": [{"input": one.key, "owner": owners[one.key], "said": said.get(one.key)} for one in INPUTS],
    }


def _tally(one: Tally) -> Told:
    counted = {name: getattr(one, name) for name in COUNTED}
    latest = one.latest.isoformat() if one.latest else None
    return {"of": one.of, "state": one.state, "ended": one.ended, **counted, "latest": latest}


def _with(tally: Tally, known: Known, one: Record, review: Review, late: Late) -> Tally:
    """The tally with one record more, but for whether anybody owns it."""
    return replace(
        tally,
        count=tally.count + 1,
        late=tally.late + late(one, known.today),
        new=tally.new + (known.day(one.created_at) >= review.since),
        changed=tally.changed + (known.day(one.changed_at) >= review.since),
        latest=max(filter(None, (tally.latest, one.changed_at))),
    )


def _counted(known: Known) -> "Iterator[tuple[str, Record]]":
    """Every record that counts for an input, under each name by which it does."""
    aimed = {one.objective_id for one in known.past.every(Target) if one.ended_at is None}
    low = set(_out_of_reach(known))
    watched = {one.process_id for one in known.past.every(Indicator) if one.ended_at is None}
    for key in known.records:
        one = any_record(known, key)
        if one is None:
            continue
        yield from ((of, one) for of in one.counts_as() if of in COUNTED_AS)
        yield from ((of, one) for of in _also(one, aimed, low, watched))


def _also(one: Record, aimed: set[int | None], low: set[int | None], watched: set[int | None]) -> Iterator[str]:
    """Names for what more holds of a live record."""
    lives = one.ended_at is None
    holds = {
        "targeted": isinstance(one, Objective) and lives and one.pk in aimed,
        "low": isinstance(one, Objective) and lives and one.pk in low,
        "watched": isinstance(one, Process) and lives and one.pk in watched,
        "rated": isinstance(one, Risk) and lives and (one.score, one.yearly) != (None, None),
        "climate": isinstance(one, ContextIssue) and lives and one.climate,
    }
    return (name for name, is_so in holds.items() if is_so)


def _out_of_reach(known: Known) -> Iterator[int | None]:
    """Objectives with a target here that will hardly be met next time; of a range nobody says so. The chances are the
    pack's own: futures drawn anew, so that one near the border may stand on the other side of it than on screen.
    """
    for index, told in known.outlooks.items():
        (least, most), (_least, reach) = told["next"], within_reach(told["next"], told["at"])
        if least == most and reach < LOW_CHANCE and not told["far"]:
            yield known.targets[known.series[index].pk].objective_id


def _series(known: Known) -> Told:
    """How complete the series are."""
    intakes, late, empty, latest = known.past.by_key(Intake), 0, 0, None
    for series in known.series:
        arrived = known.arrived[series.pk]
        if not arrived:
            empty += 1
            continue
        late += periods_late(max(arrived), series.indicator.frequency, known.today, 1) > 0
        moments = (intakes[keys[-1]].at for keys in arrived.values())
        latest = max(filter(None, (latest, *moments)))
    running = len(known.series)
    return {
        "running": running,
        "fresh": running - late - empty,
        "late": late,
        "empty": empty,
        "latest": latest.isoformat() if latest else None,
    }


def _owners(known: Known) -> dict[str, str]:
    """Who answers for each input, by the same rule as live."""
    stays = {one.pk for one in known.past.every(Person) if one.left_on is None}
    held = [one for one in known.past.every(Assignment) if one.role in ROLES and one.person_id in stays]
    units = known.past.by_key(Unit)
    held.sort(key=lambda one: (units[one.unit_id].path, one.pk))
    named = {one.input: one.owner_id for one in known.past.every(InputOwner) if one.owner_id in stays}
    return {key: known.name(person) for key, person in who_answers(held, named).items()}


def _said(known: Known) -> dict[str, Told]:
    """The latest statement to each input, of the unit or below."""
    said: Iterable[Statement] = (one for one in known.past.every(Statement) if known.below(one.unit_id))
    return {
        one.input: {"text": one.text, "on": one.on.isoformat(), "by": known.name(one.by_id)} for one in said
    }  # fmt: skip
