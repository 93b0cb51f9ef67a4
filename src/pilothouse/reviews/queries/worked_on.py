"""Does somebody work on an objective? The straight way up from live work, whoever may see that work.

Here and not on the bridge, for meetings and inputs ask it too; the further ways up are `bridge.graph.purpose`.
"""

from django.db.models import Q
from django.db.models.expressions import RawSQL

# Everything from where it starts (`start`, the key of a record) up to objectives. Each step uses a key or an index. A
# signal came out of an indicator, but its series says more. The plus signs tell SQLite to walk in the order that is
# written here: what has been found is a handful, whatever it takes it for.
UP = """
WITH RECURSIVE up(start, id, step) AS (
    {starts}
    UNION
    SELECT up.start, r.origin_id, up.step + 1 FROM up JOIN records_record r ON r.id = +up.id
    WHERE r.origin_id IS NOT NULL AND NOT r.everyone AND r.kind <> 'signal' AND up.step < 60
), at_series(start, step, id) AS (
    {series}SELECT up.start, up.step, t.series_id FROM up JOIN improvement_action t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.series_id FROM up JOIN improvement_issue t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.series_id FROM up JOIN improvement_verification t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.series_id FROM up JOIN measures_signal t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.series_id FROM up JOIN reviews_decision t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.series_id FROM up JOIN reviews_resourcerequest t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, s.series_id
    FROM up JOIN records_link t ON t.record_id = +up.id JOIN measures_signal s ON s.record_id = +t.other_id
    UNION ALL SELECT up.start, up.step, s.series_id
    FROM up JOIN records_link t ON t.other_id = +up.id JOIN measures_signal s ON s.record_id = +t.record_id
), named(start, step, id) AS (
    SELECT start, step, id FROM up
    UNION ALL SELECT up.start, up.step, t.process_id FROM up JOIN improvement_issue t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.process_id FROM up JOIN reviews_resourcerequest t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.objective_id FROM up JOIN reviews_resourcerequest t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.at_stake_id FROM up JOIN risks_stake t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.objective_id FROM up JOIN strategy_resting t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.other_id FROM up JOIN records_link t ON t.record_id = +up.id
    UNION ALL SELECT up.start, up.step, t.record_id FROM up JOIN records_link t ON t.other_id = +up.id
)
"""
LIVE_STARTS = """
SELECT id, id, 0 FROM records_record
WHERE ended_at IS NULL AND (kind = 'action' OR (kind = 'decision' AND state = 'running'))
"""
# The objectives of the straight ones alone (`STRAIGHT`).
_BY_ITSELF = """
SELECT n.id FROM named n JOIN strategy_objective o ON o.record_id = +n.id
UNION SELECT t.objective_id FROM at_series a JOIN measures_target t ON t.series_id = +a.id AND t.ended_at IS NULL
WHERE t.objective_id IS NOT NULL
"""
_WORKED_ON = UP.format(starts=LIVE_STARTS, series="") + _BY_ITSELF


def worked_on(objective: str = "pk") -> Q:
    """Whether somebody works on the objective to which this path leads: live work has a straight line of sight to it
    (`STRAIGHT`), whoever may see that work.
    """
    return Q((f"{objective}__in", RawSQL(_WORKED_ON, [])))  # noqa: S611 - the statement holds no words of anybody
