"""Early warning: what the numbers of an organisation say, and what they may become.

`watch` (or, column by column, `Watcher`) finds change in single series with a stated probability of a false alarm,
`list_changed` says which of many to show, `systemic` finds what several units share; `forecast` draws joint sample
paths of what is to come, `chance` reads off them how likely a target is.
"""

from pilothouse.spc.early.chance import Chance, Likelihood, chance
from pilothouse.spc.early.forecast import Forecast, ForecastStatus, forecast
from pilothouse.spc.early.listing import Listed, list_changed
from pilothouse.spc.early.scores import scores
from pilothouse.spc.early.watch import EDITION, Watch, Watcher, watch

__all__ = [
    "EDITION",
    "Chance",
    "Forecast",
    "ForecastStatus",
    "Likelihood",
    "Listed",
    "Watch",
    "Watcher",
    "chance",
    "forecast",
    "list_changed",
    "scores",
    "watch",
]
