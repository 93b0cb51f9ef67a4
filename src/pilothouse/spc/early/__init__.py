"""Early warning: what the numbers of an organisation say, and what they may become.

`forecast` draws joint sample paths of what is to come, `chance` reads off them how likely a target is.
"""

from pilothouse.spc.early.chance import Chance, Likelihood, chance
from pilothouse.spc.early.forecast import Forecast, ForecastStatus, forecast

__all__ = ["Chance", "Forecast", "ForecastStatus", "Likelihood", "chance", "forecast"]
