"""Called beside a built demo (PILOT_DATA names its folder): counts anew, from the measurements up, as JSON."""

import json
import sys
from collections import Counter
from statistics import mean

from pilothouse.measures.models import Measurement
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import beside
from pilothouse.trail.queries import checkpoint


def mean_after(decision: Decision) -> float:
    """The plain mean of the values from taking effect until the day of the forecast, in shown units."""
    rows = Measurement.objects.filter(
        series=decision.series_id, period__gte=decision.effect_from, period__lt=decision.expected_by
    )
    assert decision.series is not None
    return mean(row.value for row in rows) * decision.series.indicator.scale


def main() -> None:
    """Verdicts computed again from forecast and series, and where the trail stands."""
    verdicts: Counter[str] = Counter()
    apart = []
    for decision in Decision.objects.exclude(judged_at=None).select_related("series__indicator"):
        fact = beside(decision)
        assert fact is not None
        verdicts[fact.outcome or "cannot_be_told"] += 1
        apart.append(abs(fact.measured.after_mean - mean_after(decision)) / max(abs(fact.measured.after_mean), 1.0))
    found = {"verdicts": verdicts, "apart": max(apart), "root": checkpoint().root}
    json.dump(found, sys.stdout)
