"""One sentence about a series: what its line really says, and what that means for its target."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.measures.episodes import RECENT
from pilothouse.measures.models import Reading
from pilothouse.measures.queries import Judged
from pilothouse.measures.watching import judged_from
from pilothouse.measures.wording import by_chance_since, moved, percent_in_words, period_in_words, span_in_words
from pilothouse.spc.changes import SPREAD, Change
from pilothouse.spc.early.news import NEWS
from pilothouse.web.kit.components.marks import num
from pilothouse.web.measures.words import CAPABILITIES, amount

# From so much of the old level on, a change is told as a size; below it "slightly" says enough.
_PER_CENT = "%"


@dataclass(frozen=True)
class Latest:
    """The latest change of a line under its present limits, and the index of the last point that shows it.

    `going`: the latest point still shows it, and `p` is then the chance of its evidence, with all that came since.
    `recent`: it shows, or was seen among the latest eight points and is not the usual by now.
    """

    change: Change
    last: int
    going: bool
    recent: bool
    p: float | None = None

    @property
    def side(self) -> int:
        return self.change.side


def latest_change(judged: Judged) -> Latest | None:
    """The latest change since the limits in force began; None where there was none."""
    if not judged.stretches:
        return None
    found = [change for change in judged.changes if change.found >= judged.stretches[-1].first]
    if not found:
        return None
    last = found[-1]
    shows = np.flatnonzero(judged.side[last.onset :] == last.side)
    end = last.onset + int(shows[-1]) if len(shows) else last.found
    recent = len(judged.line) - RECENT <= end < last.found + NEWS
    going = end == len(judged.line) - 1
    return Latest(last, end, going, recent, _known(judged.p[-1]) if going else None)


def judgement(judged: Judged, reading: Reading | None, today: date) -> str:
    """The whole sentence, or two."""
    told = [_level(judged, today)]
    if judged.target is not None and len(judged.line):
        told.append(_target(judged, reading))
    return " ".join(part for part in told if part)


def _level(judged: Judged, today: date) -> str:
    count = len(judged.line)
    if not count:
        return _("No values yet.")
    if judged.status == "too_short":
        missing = max(judged_from(judged.series.indicator.season) - count, 1)
        values = ngettext("%d value so far", "%d values so far", count) % count
        rest = ngettext("%d more and it can be judged", "%d more and it can be judged", missing) % missing
        return f"{values}; {rest}."
    if judged.status == "constant":
        return _("Every value is the same, so there is nothing to tell change from.")
    latest = latest_change(judged)
    if latest is None or not (latest.going or latest.recent):
        return _steady(judged, latest.change if latest else None, today)
    told = _changed(judged, latest, today) if latest.going else _was_changed(judged, latest, today)
    rare = by_chance_since(latest.change.p, latest.p, judged.series.indicator.frequency)
    return " ".join((told, _("By chance %s.") % rare))


def _steady(judged: Judged, change: Change | None, today: date) -> str:
    indicator = judged.series.indicator
    words = {
        "low": num(_known(judged.lower[-1]), indicator.decimals),
        "high": amount(indicator, _known(judged.upper[-1])),
        "mean": amount(indicator, _known(judged.centre[-1])),
    }
    when = period_in_words(judged.line.periods[change.onset], indicator.frequency, today) if change else ""
    if np.isnan(judged.lower[-1]):
        return _("It changed in %s and learns anew what is usual.") % when if change else _("Steady.")
    text = _("Steady: it moves between %(low)s and %(high)s by itself, around %(mean)s.") % words
    return (
        text
        if change is None
        else f"{text} {_('Its last change began in %s; what is usual was learnt anew since.') % when}"
    )


def _changed(judged: Judged, latest: Latest, today: date) -> str:
    indicator, line, change = judged.series.indicator, judged.line, latest.change
    last = len(line) - 1
    when = period_in_words(line.periods[change.onset], indicator.frequency, today)
    if change.onset == last:
        return _single(judged, last, change.side, when)
    if change.kind == SPREAD:
        return _("It %(varies)s since %(period)s.") % {"varies": moved(change.side, SPREAD), "period": when}
    words = {"period": when, **_sizes(judged, latest)}
    if change.side < 0:
        text = _("Lower since %(period)s by about %(size)s: from %(before)s to %(now)s.")
    else:
        text = _("Higher since %(period)s by about %(size)s: from %(before)s to %(now)s.")
    return text % words


def _was_changed(judged: Judged, latest: Latest, today: date) -> str:
    """What the latest point shows no more is told as past, with the periods between which it was seen."""
    frequency, periods, change = judged.series.indicator.frequency, judged.line.periods, latest.change
    when = span_in_words(periods[change.onset], periods[latest.last], frequency, today)
    if change.kind == SPREAD:
        return _("Its spread changed %s.") % when
    words = {"when": when, **_sizes(judged, latest)}
    if change.side < 0:
        told = _("Was lower %(when)s, by about %(size)s to %(now)s") % words
    else:
        told = _("Was higher %(when)s, by about %(size)s to %(now)s") % words
    inside = judged.lower[-1] <= judged.line.values[-1] <= judged.upper[-1]  # not so where there are none
    return _("%s; inside its limits again.") % told if inside else f"{told}."


def _sizes(judged: Judged, latest: Latest) -> dict[str, str]:
    """From which mean to which, and how far, while the change lasted."""
    indicator, onset = judged.series.indicator, latest.change.onset
    now, before = mean_of(judged, onset, latest.last), _usual_over(judged, onset, latest.last)
    return {
        "size": _size(judged, now, before),
        "before": num(before, indicator.decimals),
        "now": amount(indicator, now),
    }


def _single(judged: Judged, at: int, side: int, when: str) -> str:
    indicator = judged.series.indicator
    words = {
        "period": when,
        "value": amount(indicator, float(judged.line.values[at])),
        "low": num(_known(judged.lower[at]), indicator.decimals),
        "high": amount(indicator, _known(judged.upper[at])),
    }
    if side < 0:
        return _("%(value)s in %(period)s is lower than it ever is by itself (%(low)s to %(high)s).") % words
    return _("%(value)s in %(period)s is higher than it ever is by itself (%(low)s to %(high)s).") % words


def mean_of(judged: Judged, first: int, last: int) -> float:
    """The mean of the line between two indexes, both included, in shown units; ratios weigh by their denominators."""
    line, span = judged.line, slice(first, last + 1)
    if judged.series.indicator.has_denominator:
        whole = float(np.nansum(line.denominators[span]))
        return float(np.nansum(line.numerators[span])) / whole * judged.series.indicator.scale
    return float(np.nanmean(line.values[span]))


def _usual_over(judged: Judged, first: int, last: int) -> float | None:
    """What was usual between two indexes, weighed as `mean_of` weighs: with a season it is another one each time."""
    span = slice(first, last + 1)
    weights = judged.line.denominators[span] if judged.series.indicator.has_denominator else np.ones(last + 1 - first)
    known = np.isfinite(judged.centre[span]) & np.isfinite(judged.line.values[span])
    return float(np.average(judged.centre[span][known], weights=weights[known])) if known.any() else None


def _size(judged: Judged, now: float, before: float | None) -> str:
    indicator = judged.series.indicator
    if before is None:
        return "–"
    size = abs(now - before)
    if indicator.unit_of_measure.strip().startswith(_PER_CENT):
        return _("%s points") % num(size, indicator.decimals)
    return amount(indicator, size)


def _target(judged: Judged, reading: Reading | None) -> str:
    if judged.target is None:
        return ""
    picture = reading.picture if reading else {}
    capability = picture.get("capability", "cannot_be_told")
    text = str(CAPABILITIES[capability]) % amount(judged.series.indicator, judged.target.value)
    if capability == "not_capable" or "outlook" not in picture:
        return text
    chance = percent_in_words(picture["outlook"]["next"])
    day = date_format(judged.target.by, "j F Y")
    if capability == "not_yet":
        at = percent_in_words(picture["outlook"]["at"])
        return text + " " + _("As it is, its chance on %(day)s: %(chance)s.") % {"day": day, "chance": at}
    if reading is not None and reading.too_far:
        words = {"chance": chance, "day": day}
        return text + " " + _("Its chance next time: %(chance)s; %(day)s is too far to tell.") % words
    if capability == "cannot_be_told":
        return text + " " + _("Nobody knows whether its change stays; its chance next time: %s.") % chance
    return text + " " + _("As it is, its chance next time: %s.") % chance


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
