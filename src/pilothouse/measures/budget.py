"""The organisation's false-alarm budget: the one in force, and what it means for the organisation's own series."""

from collections.abc import Mapping

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.measures.models import AlarmBudget, Series
from pilothouse.measures.periods import DAYS
from pilothouse.measures.watching import USUAL_FAP60
from pilothouse.spc.rarity import expected_alarms, two_digits

# From so many false flags in a month on they are told by the month, else by the year.
_OFTEN = 0.75


def fap60_in_force() -> float:
    """The probability that a stable series raises any alarm within 60 values; one query."""
    latest: float | None = latest_fap60().first()
    return USUAL_FAP60 if latest is None else latest


def latest_fap60() -> "QuerySet[AlarmBudget, float]":
    """The budget that counts, as a query of one value at most."""
    found: QuerySet[AlarmBudget, float] = AlarmBudget.objects.order_by("-pk").values_list("fap60", flat=True)[:1]
    return found


def series_by_frequency(running: "QuerySet[Series]") -> dict[str, int]:
    """How many series get a value how often; one query."""
    rows = running.order_by().values_list("indicator__frequency").annotate(count=Count("pk"))
    return dict(rows)


def false_flags_a_month(fap60: float, series: Mapping[str, int]) -> float:
    """Expected false alarms in a month over so many stable series of each frequency."""
    return sum(expected_alarms(fap60, count * DAYS["month"] / DAYS[name]) for name, count in series.items())


def consequence(fap60: float, series: Mapping[str, int]) -> str:
    """“About 6 false flags a month over all 59 series.”"""
    count = sum(series.values())
    if not count:
        return _("No series gets values yet, so there is nothing to be mistaken about.")
    over = ngettext("over %d series", "over all %d series", count) % count
    return _("About %(often)s %(over)s.") % {"often": _often(false_flags_a_month(fap60, series)), "over": over}


def _often(monthly: float) -> str:
    if monthly >= _OFTEN:
        flags = two_digits(max(monthly, 1.0))
        return ngettext("%d false flag a month", "%d false flags a month", flags) % flags
    yearly = monthly * 12
    if yearly >= _OFTEN:
        flags = two_digits(max(yearly, 1.0))
        return ngettext("%d false flag a year", "%d false flags a year", flags) % flags
    return _("one false flag in %d years") % two_digits(max(1 / yearly, 2.0))
