"""How measures say in words what they found."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.models import Indicator, Signal
from pilothouse.measures.periods import DAYS
from pilothouse.measures.trust import Trust, Weakness
from pilothouse.spc.changes import DRIFT, LEVEL, SINGLE, SPREAD, Change
from pilothouse.spc.rarity import most_points, once_in, two_digits

# What the run rules of earlier versions saw; their signals keep it.
RULES = {
    1: gettext_lazy("One value lies outside the limits of routine variation."),
    2: gettext_lazy("Two of three values in a row lie far out on the same side."),
    3: gettext_lazy("Four of five values in a row lie clearly on the same side."),
    4: gettext_lazy("Eight values in a row lie on the same side of the mean."),
}
KINDS = {
    LEVEL: gettext_lazy("another level"),
    DRIFT: gettext_lazy("a drift"),
    SPREAD: gettext_lazy("another spread"),
    SINGLE: gettext_lazy("a single value"),
}
WEAKNESSES = {
    Weakness.NO_VALUES: gettext_lazy("no value yet"),
    Weakness.LATE: gettext_lazy("its next value is overdue"),
    Weakness.BY_HAND: gettext_lazy("entered by hand"),
    Weakness.FILE: gettext_lazy("from files that somebody makes"),
    Weakness.NO_OWNER: gettext_lazy("nobody answers for it"),
    Weakness.OWNER_LEFT: gettext_lazy("who answered for it has left"),
    Weakness.NO_PROCESS: gettext_lazy("it belongs to no process"),
    Weakness.SHORT_DEFINITION: gettext_lazy("hardly defined"),
    Weakness.CORRECTED: gettext_lazy("often corrected afterwards"),
    Weakness.GAPS: gettext_lazy("periods without a value"),
}

# What would mend each, as an answer to "what is the cheapest thing to do?".
UPGRADES = {
    Weakness.NO_VALUES: gettext_lazy("bring in the first values"),
    Weakness.LATE: gettext_lazy("bring in the overdue values"),
    Weakness.BY_HAND: gettext_lazy("take it from a source instead of by hand"),
    Weakness.FILE: gettext_lazy("let a source read the file"),
    Weakness.NO_OWNER: gettext_lazy("name an owner"),
    Weakness.OWNER_LEFT: gettext_lazy("name an owner who is still here"),
    Weakness.NO_PROCESS: gettext_lazy("name the process that it tells about"),
    Weakness.SHORT_DEFINITION: gettext_lazy("write down exactly what is counted"),
    Weakness.CORRECTED: gettext_lazy("bring values in once they are final"),
    Weakness.GAPS: gettext_lazy("fill in the missing periods"),
}

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


def span_in_words(first: date, last: date, frequency: str, today: date) -> str:
    """“in week 50”, or “from week 50 to week 51”."""
    words = [period_in_words(period, frequency, today) for period in (first, last)]
    if words[0] == words[1]:
        return _("in %s") % words[0]
    return _("from %(first)s to %(last)s") % {"first": words[0], "last": words[1]}


def seen_in_words(way: str, seen: tuple[date, date], latest: date, frequency: str, today: date) -> str:
    """“lower since week 26”; “lower in week 26” or “lower from week 26 to week 27” where the latest period shows it no
    more. `way`: which way it moved; `seen`: its onset and the period that shows it last.
    """
    onset, last = seen
    if onset == last or latest > last:
        return f"{way} {span_in_words(onset, last, frequency, today)}"
    return _("%(side)s since %(period)s") % {"side": way, "period": period_in_words(onset, frequency, today)}


def trust_in_words(found: Trust) -> str:
    """What keeps a number from an A, the heaviest first: “entered by hand, its next value is overdue”."""
    if not found.weaknesses:
        return _("read from a source, fresh, defined, owned, without gaps")
    return ", ".join(str(WEAKNESSES[weakness]) for weakness in found.weaknesses)


def upgrade_in_words(found: Trust) -> str:
    """What to do for a better label, and which one: “bring in the overdue values: then B”; "" where nothing is."""
    if not found.upgrade:
        return ""
    todo = _(" and ").join(str(UPGRADES[weakness]) for weakness in found.upgrade)
    if Weakness.NO_VALUES in found.upgrade:
        return todo  # nobody knows yet what they will rest on
    return _("%(todo)s: then %(label)s") % {"todo": todo, "label": found.after(found.upgrade)}


def signal_title(indicator: Indicator, place: str, change: Change, when: tuple[date, date], today: date) -> str:
    """“Departures on time, LGA: lower since week 26”; one single point reads “in week 26”.

    `when` holds onset and the period in which it was found.
    """
    words = {
        "what": indicator.title[:_TITLE],
        "where": place,
        "moved": moved(change.side, change.kind),
        "period": period_in_words(when[0], indicator.frequency, today),
    }
    if when[0] == when[1]:
        return (_("%(what)s, %(where)s: %(moved)s in %(period)s") % words)[:200]
    return (_("%(what)s, %(where)s: %(moved)s since %(period)s") % words)[:200]


def moved(side: int, kind: str = LEVEL) -> str:
    """Which way a line moved."""
    if kind == SPREAD:
        return _("varies more") if side > 0 else _("varies less")
    if kind == DRIFT:
        return _("rising") if side > 0 else _("falling")
    return _("higher") if side > 0 else _("lower")


def what_was_seen(signal: Signal, indicator: Indicator, latest: float | None = None) -> str:
    """The kind of change and its evidence: “Another level. It would happen by chance about once in 40 years.” `latest`
    is the chance of so much evidence with what came since, where the change goes on.
    """
    if signal.rule is not None:
        return str(RULES.get(signal.rule, ""))
    kind = str(KINDS.get(signal.kind_of_change, ""))
    return f"{kind[:1].upper()}{kind[1:]}. {evidence_in_words(signal.p, indicator.frequency, latest)}".strip()


def evidence_in_words(p: float | None, frequency: str, latest: float | None = None) -> str:
    """“It would happen by chance about once in 40 years.”; "" where the chance is not known."""
    rare = by_chance_since(p, latest, frequency)
    return _("It would happen by chance %s.") % rare if rare else ""


def by_chance(p: float | None, frequency: str) -> str:
    """How often a stable series shows so much evidence: “about once in 40 years”; "" where `p` is no probability.

    Two digits at most, and never rarer than is known: then “less than once in 380 years”.
    """
    if p is None or not 0.0 <= p <= 1.0:
        return ""
    points = once_in(p)
    often = _once_in(points * DAYS[frequency])
    return _("less than %s") % often if points >= most_points() else _("about %s") % often


def by_chance_since(found: float | None, latest: float | None, frequency: str) -> str:
    """The same of a change that goes on, as it was when it was found and as it is with what came since; once where both
    are told alike, or one is not known.
    """
    first, last = by_chance(found, frequency), by_chance(latest, frequency)
    if not first or not last or first == last:
        return first or last
    return _("%(first)s when it was found, %(last)s with what came since") % {"first": first, "last": last}


# Nobody has watched an organisation for longer under one and the same way of working.
MOST_YEARS = 100.0


def how_often(yearly: float, *, rarer: bool = False) -> str:
    """“about once in 40 years”, “about 3 times a year”, and never rarer than “less than once in 100 years”; `rarer`:
    less often than that.
    """
    if yearly >= 1.5:
        return _("about %d times a year") % two_digits(yearly)
    years = 1.0 / yearly if yearly > 0.0 else MOST_YEARS
    if years >= MOST_YEARS:
        return _("less than %s") % _once_in(MOST_YEARS * DAYS["year"])
    if rarer:
        return _("less than %s") % _once_in(years * DAYS["year"])
    return _("about %s") % (_("once in %d years") % two_digits(years) if years >= 1.5 else _("once a year"))


def _once_in(days: float) -> str:
    years = days / DAYS["year"]
    if years >= 2:
        return _("once in %d years") % two_digits(years)
    months = days / DAYS["month"]
    if months >= 2:
        return _("once in %d months") % two_digits(months)
    weeks = round(days / 7)
    if weeks >= 2:
        return _("once in %d weeks") % weeks
    count = max(round(days), 1)
    return ngettext("once in %d day", "once in %d days", count) % count


def undecided(since: date | None, frequency: str, today: date) -> str:
    """Why two chances are told and not one: a change began lately, and nobody knows yet whether it stays."""
    if since is None:
        return _("too early to say whether its last change stays")
    return _("too early to say whether the change of %s stays") % period_in_words(since, frequency, today)


def percent_in_words(chances: Sequence[float]) -> str:
    """A chance to the nearest 5 %, as it deserves: “35 %”, “under 5 %”, or a range “20 to 60 %”; never 0 or 100 %, for
    nothing is certain.
    """
    low, high = (min(max(round(20 * value) * 5, 0), 100) for value in (min(chances), max(chances)))
    if low == 0 and high == 100:
        return _("cannot be told")
    if low == 0 < high:
        return _("at most %d\u00a0%%") % high
    if low < 100 == high:
        return _("at least %d\u00a0%%") % low
    if low != high:
        return _("%(low)d to %(high)d\u00a0%%") % {"low": low, "high": high}
    if low in {0, 100}:
        return _("under 5\u00a0%") if low == 0 else _("over 95\u00a0%")
    return f"{low}\u00a0%"
