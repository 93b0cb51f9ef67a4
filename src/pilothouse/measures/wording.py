"""How measures say in words what they found."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator

_TITLE = 140


def period_in_words(period: date, frequency: str, today: date) -> str:
    """“week 26”, “March 2026”, “Q1 2026”, “2026” or “3 March 2026”; a week of another year names its year."""
    if frequency == "week":
        year, week, _day = period.isocalendar()
        if year == today.isocalendar()[0]:
            return _("week %(week)d") % {"week": week}
        return _("week %(week)d of %(year)d") % {"week": week, "year": year}
    if frequency == "month":
        return str(date_format(period, "F Y"))
    if frequency == "quarter":
        return f"Q{(period.month + 2) // 3} {period.year}"
    if frequency == "year":
        return str(period.year)
    return str(date_format(period, "j F Y"))


def signal_title(indicator: Indicator, place: str, side: int, onset: date, found: date, today: date) -> str:
    """“Departures on time, LGA: lower since week 26”; one single point reads “in week 26”."""
    words = {
        "what": indicator.title[:_TITLE],
        "where": place,
        "period": period_in_words(onset, indicator.frequency, today),
    }
    single = onset == found
    if side > 0:
        text = (
            _("%(what)s, %(where)s: higher in %(period)s")
            if single
            else _("%(what)s, %(where)s: higher since %(period)s")
        )
    else:
        text = (
            _("%(what)s, %(where)s: lower in %(period)s")
            if single
            else _("%(what)s, %(where)s: lower since %(period)s")
        )
    return (text % words)[:200]
