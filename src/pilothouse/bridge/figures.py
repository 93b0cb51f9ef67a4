"""Numbers as sentences of the bridge say them: with the indicator's decimals and its unit."""

import math
from decimal import Decimal

from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator
from pilothouse.measures.numerals import number, signed

# A difference of two percentages is told in points.
_POINTS = {"%", "per cent", "percent"}


def amount(value: float | None, indicator: Indicator) -> str:
    """A value with its unit: "71 %"; "–" for none."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{number(value, indicator.decimals)} {indicator.unit_of_measure}".strip()


def difference_unit(indicator: Indicator) -> str:
    """What a difference of two values is counted in: points for per cent, else the unit of measure."""
    return _("points") if indicator.unit_of_measure.strip() in _POINTS else indicator.unit_of_measure


def difference(value: float, indicator: Indicator) -> str:
    """A difference with its sign and unit: "+5.1 points"."""
    return f"{signed(value, max(indicator.decimals, 1))} {difference_unit(indicator)}".strip()


def magnitude(value: float, indicator: Indicator) -> str:
    """The same without its sign, of what somebody stated: "5.1 points"; with as many decimals as were given, or a
    small one would read as nothing.
    """
    return f"{number(value, max(indicator.decimals, 1, _given(value)))} {difference_unit(indicator)}".strip()


def _given(value: float) -> int:
    """How many decimals a number was given with, as far as six digits tell it."""
    if not math.isfinite(value):
        return 0
    exponent = Decimal(f"{value:.6g}").normalize().as_tuple().exponent
    return max(-int(exponent), 0)


def range_of(low: float | None, high: float | None, indicator: Indicator) -> str:
    """The 95 % range of an effect in brackets; "" where it is not known."""
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return ""
    decimals = max(indicator.decimals, 1)
    return _("(95 %%: %(low)s to %(high)s)") % {"low": number(low, decimals), "high": number(high, decimals)}
