"""Statistics of change for many series at once: NumPy and SciPy only, usable alone.

Series are the rows of float64 arrays of shape (n_series, n_points), time runs along the columns, NaN is a
missing point. `watch` (column by column: `Watcher`) tells real change from noise, `list_changed` which of
many series to show; `shift` compares before with after, `verdict_on_forecast` holds the effect against the
expected one, `forecast` draws what may come and `chance` says how likely a target is in it; `limits`,
`run_chart` and `rules` are the textbook parts, and `false_alarms` says how often the rules cry wolf;
`systemic` finds a change that some units share, `funnel` units that differ at one time, `capability` what
a stable process can keep to. `exact` holds the run lengths of charts with known parameters. Targets are
never limits: only `chance` knows targets.
"""

from pilothouse.spc.capability import Indices, Reason, capability
from pilothouse.spc.early import EDITION, Chance, Forecast, Watch, Watcher, chance, forecast, list_changed, watch
from pilothouse.spc.early.systemic import Systemic, systemic, systemic_of_scores
from pilothouse.spc.false_alarms import Rate, false_alarms
from pilothouse.spc.forecast_verdict import ForecastVerdict, verdict_on_forecast
from pilothouse.spc.funnel import Funnel, funnel
from pilothouse.spc.limits import Limits, limits
from pilothouse.spc.lines import Chart
from pilothouse.spc.rule_sets import RuleSet
from pilothouse.spc.rules import Hits, rules
from pilothouse.spc.run_chart import RunChart, run_chart
from pilothouse.spc.series import HAS_DENOMINATOR, Kind
from pilothouse.spc.shift import Shift, Verdict, shift
from pilothouse.spc.status import Status

__all__ = [
    "EDITION",
    "HAS_DENOMINATOR",
    "Chance",
    "Chart",
    "Forecast",
    "ForecastVerdict",
    "Funnel",
    "Hits",
    "Indices",
    "Kind",
    "Limits",
    "Rate",
    "Reason",
    "RuleSet",
    "RunChart",
    "Shift",
    "Status",
    "Systemic",
    "Verdict",
    "Watch",
    "Watcher",
    "capability",
    "chance",
    "false_alarms",
    "forecast",
    "funnel",
    "limits",
    "list_changed",
    "rules",
    "run_chart",
    "shift",
    "systemic",
    "systemic_of_scores",
    "verdict_on_forecast",
    "watch",
]
