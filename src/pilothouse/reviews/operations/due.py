"""The day of a verdict: what the numbers say is kept then, or on the first round after it, whenever somebody judges."""

from pilothouse.organisation.rights import by_system
from pilothouse.records.checks import the_day
from pilothouse.reviews.models import Decision, DueReading
from pilothouse.reviews.queries import beside, verdict_reached
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


def read_due_verdicts(act: Act) -> list[DueReading]:
    """Keep what the numbers say of every decision whose day has come and of which that is not kept yet; one query where
    there is none. The act is the system person's.
    """
    waiting = Decision.objects.filter(verdict_reached(the_day(act)), due_reading=None, series__isnull=False)
    ordered = waiting.select_related("unit", "series__indicator").order_by("expected_by", "id")
    return [keep_due_reading(act, decision) for decision in ordered]


@operation("decision.read", may=by_system)
def keep_due_reading(act: Act, decision: Decision) -> DueReading:
    """Keep what the numbers say when the verdict becomes due, or is first seen to be: once, and beside what is said
    when judged.

    Done in the name of the system person. Values that come or are corrected later change the verdict, but not this.
    """
    fact = beside(decision)
    if fact is None or not decision.awaits_verdict(the_day(act)):
        raise Refused("only a forecast whose verdict is due is read")
    effect, low, high = fact.told or (None, None, None)
    reading = DueReading(
        decision=decision, at=act.at, verdict=fact.outcome or "", points=fact.measured.after_points,
        effect=effect, low=low, high=high,
    )  # fmt: skip
    reading.save()
    return reading
