"""What the fifth format of packs holds beyond the fourth: all that belongs on a chart, opportunities and what estimates
say, signs that risks are watched by, what several units showed together, whose silence had climbed to whom, and how
decisions came out.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from pilothouse.reviews.models import Decision, Review
from pilothouse.reviews.queries.packing.climbed import climbed_told, looks_told, unanswered
from pilothouse.reviews.queries.packing.drawn import Drawings
from pilothouse.reviews.queries.packing.estimated import Estimates, opportunities_told, wires_told
from pilothouse.reviews.queries.packing.fourth import fourth
from pilothouse.reviews.queries.packing.inputs import inputs_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, any_record, base_told, here
from pilothouse.reviews.queries.packing.several import shared_told
from pilothouse.risks.models import Risk
from pilothouse.strategy.models import Assumption


def fifth(known: Known, review: Review) -> Told:
    """What a pack of the fifth format holds."""
    return alike(known, review) | shared_told(known, review) | {
        "inputs": inputs_told(known, review),
        "verdicts": verdicts_told(known, _by_its_day),
    }  # fmt: skip


def alike(known: Known, review: Review) -> Told:
    """What the sixth format holds as the fifth does."""
    told, estimates, drawings = fourth(known, review), Estimates(known), Drawings(known)
    index_of = {series.pk: index for index, series in enumerate(known.series)}
    keys, wires = {one.code: one.pk for one in known.past.every(Risk)}, wires_told(known)
    return told | {
        "figures": [one | {"drawn": drawings.of(index_of[one["series"]])} for one in told["figures"]],
        "risks": [
            one | {"estimate": estimates.of(keys[one["code"]]), "wires": wires.get(keys[one["code"]], [])}
            for one in told["risks"]
        ],
        "opportunities": list(opportunities_told(known, review, estimates)),
        "together": estimates.together(),
        "fallen": [base_told(known, one) for one in known.past.every(Assumption) if _fallen(known, one)],
        "climbed": climbed_told(known),
        "silent": told["silent"] | unanswered(known),
        "looked": looks_told(known),
    }  # fmt: skip


def _fallen(known: Known, one: Assumption) -> bool:
    return one.state == "fallen" and any_record(known, one.pk) is not None


InTime = Callable[[Decision], bool]


def _by_its_day(one: Decision) -> bool:
    """So this format counted what was carried out in time, whenever that was said."""
    return one.carried_on is not None and one.expected_by is not None and one.carried_on <= one.expected_by


def verdicts_told(known: Known, in_time: InTime) -> list[Told]:
    """How many decisions stand how, and were carried out in time, which is asked for each."""
    found: Counter[tuple[Any, ...]] = Counter()
    for one in here(known, Decision):
        due = one.awaits_verdict(known.today)
        calm = one.expected_size == 0 and one.state == "no_change"
        found[one.state, one.confidence, calm, in_time(one), due] += 1
    names = ("state", "confidence", "calm", "carried", "due")
    ordered = sorted(found, key=lambda key: (key[0], key[1] or 0, *key[2:]))
    return [dict(zip(names, key, strict=True)) | {"count": found[key]} for key in ordered]
