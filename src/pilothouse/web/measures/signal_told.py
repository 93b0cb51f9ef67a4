"""One sentence about a signal: what it found at its time, whatever the series did since."""

from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.measures.queries import Judged
from pilothouse.measures.wording import moved, span_in_words, what_was_seen
from pilothouse.spc.changes import SPREAD
from pilothouse.web.measures.judgement import latest_change, mean_of
from pilothouse.web.measures.words import amount


def signal_told(judged: Judged, signal: Signal, today: date) -> str:
    """“Lower from week 6 to week 8: 71.2 % on average, where 80.1 % was usual. Another level. …”"""
    indicator = judged.series.indicator
    when = span_in_words(signal.onset, signal.found, indicator.frequency, today)
    way = moved(signal.side, signal.kind_of_change)
    head = f"{way[:1].upper()}{way[1:]} {when}"
    now, usual = _mean(judged, signal), _usual(judged, signal)
    latest = latest_change(judged)
    same = latest is not None and judged.line.periods[latest.change.found] == signal.found
    seen = what_was_seen(signal, indicator, latest.p if latest and same else None)
    if now is None or usual is None or signal.kind_of_change == SPREAD:
        return f"{head}. {seen}"
    words = {"head": head, "now": amount(indicator, now), "usual": amount(indicator, usual), "seen": seen}
    if signal.onset == signal.found:
        return _("%(head)s: %(now)s, where %(usual)s was usual. %(seen)s") % words
    return _("%(head)s: %(now)s on average, where %(usual)s was usual. %(seen)s") % words


def _mean(judged: Judged, signal: Signal) -> float | None:
    """The mean of the points of the signal, ratios weighed by their denominators; None where none is left."""
    among = [place for place, period in enumerate(judged.line.periods) if signal.onset <= period <= signal.found]
    return mean_of(judged, among[0], among[-1]) if among else None


def _usual(judged: Judged, signal: Signal) -> float | None:
    """What was usual before it: kept with the signal, and for signals of run rules the centre at its onset."""
    if signal.usual is not None:
        return signal.usual
    at = [centre for period, centre in zip(judged.line.periods, judged.centre, strict=True) if period == signal.onset]
    return float(at[0]) if at and np.isfinite(at[0]) else None
