"""Numbers, periods and judgements of series as people read them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse import charts
from pilothouse.measures.episodes import last_seen
from pilothouse.measures.models import Direction, Indicator, Reading, Signal
from pilothouse.measures.moves import is_better
from pilothouse.measures.periods import latest_late
from pilothouse.measures.pictures import kind_shown
from pilothouse.measures.rules import Floats
from pilothouse.measures.watching import judged_from
from pilothouse.measures.wording import moved, period_in_words, seen_in_words
from pilothouse.web.kit.components.marks import num

CAPABILITIES = {
    "capable": gettext_lazy("It meets the target of %s by itself."),
    "hit_and_miss": gettext_lazy("The target of %s is hit and miss."),
    "not_yet": gettext_lazy("The target of %s is not met yet, and may be by its date."),
    "not_capable": gettext_lazy("The target of %s is out of reach without a change."),
    "cannot_be_told": gettext_lazy("Whether it meets the target of %s cannot be told yet."),
}


def amount(indicator: Indicator, value: float | None) -> str:
    """A value in shown units, with its unit: “81.2 %”; a dash for none."""
    if value is None:
        return "–"
    return f"{num(value, indicator.decimals)}\u00a0{indicator.unit_of_measure}"


def doubt_in_words(count: int, false: float) -> str:
    """How many of so many series that stand out are likely to have changed in nothing."""
    if false < 0.01:
        return ngettext("it is hardly luck", "hardly one of these %d is luck", count) % (() if count == 1 else count)
    words = {"false": num(false, 1 if false >= 0.1 else 2), "count": count}
    return _("about %(false)s of these %(count)d may be luck") % words


def plain_line(line: Floats) -> tuple[float | None, ...]:
    """The numbers of a line as a chart takes them: None where there is none."""
    return tuple(None if value != value else float(value) for value in line.tolist())


def tone_of(indicator: Indicator, side: int, kind: str = "") -> charts.Tone:
    """Whether a change to this side is better or worse; less variation always is better."""
    return "better" if is_better(side, kind, 1 if indicator.direction == Direction.UP else -1) else "worse"


def chart_words() -> charts.Words:
    """The words of charts in the reader's language."""
    return charts.Words(
        mean=_("mean"),
        upper=_("upper"),
        lower=_("lower"),
        target=_("target"),
        baseline=_("baseline"),
        earlier=_("earlier"),
        better=_("better"),
        worse=_("worse"),
        changed=_("changed"),
        missing=_("no value"),
        signal=_("signal"),
        summary_empty=_("No values yet."),
        summary_quiet=_("No signal of change."),
        summary_earlier=_("An earlier baseline, from {first} to {last}, had a mean of {mean}."),
        summary_own=_("This chart is about the signal {word}, from {first} to {last}."),
        summary_no_limits=_("Too few points to say what routine variation is."),
    )


@dataclass(frozen=True)
class Saying:
    """What a list line says about a series: a mark of the kit ("" for none), the words, and where they lead."""

    mark: str
    text: str
    more: str = ""
    url: str = ""


def since(indicator: Indicator, signal: Signal, today: date, reading: Reading | None = None) -> str:
    """“lower since week 26”; “lower in week 26” or “lower from week 26 to week 27” where the latest value shows it no
    more, as far as a reading tells.
    """
    side = moved(signal.side, signal.kind_of_change)
    known = [date.fromisoformat(period) for period in reading.picture.get("periods", ())] if reading else []
    last = last_seen(signal.found, signal.side, known, reading.picture.get("sides", ()) if reading else ())
    seen = (signal.onset, last)
    return seen_in_words(side, seen, known[-1] if known else last, indicator.frequency, today)


def season_in_words(indicator: Indicator) -> str:
    """Whether a season is taken off before judging."""
    if indicator.season is None:
        return _("none")
    return ngettext("comes back after %d period", "comes back after %d periods", indicator.season) % indicator.season


def judged_with(indicator: Indicator, reading: Reading | None) -> str:
    """What judging allows for: a season, and neighbouring values that resemble each other."""
    told = []
    if indicator.season is not None:
        told.append(_("A season of %d periods, taken off before judging; the limits follow it.") % indicator.season)
    if like := likeness_of(reading):
        told.append(_("Neighbouring values resemble each other (autocorrelation %s): judging allows for it.") % like)
    return " ".join(told) or _("No season; neighbouring values do not resemble each other beyond chance.")


def likeness_of(reading: Reading | None) -> float:
    """The autocorrelation that was found; 0 for none."""
    return float(reading.picture.get("likeness", 0.0)) if reading is not None else 0.0


def is_late(indicator: Indicator, reading: Reading | None, today: date) -> bool:
    """Is a value overdue?"""
    if reading is None or reading.latest_period is None:
        return True
    return reading.latest_period <= latest_late(today, indicator.frequency)


def saying(indicator: Indicator, reading: Reading | None, signal: Signal | None, today: date) -> Saying:
    """What there is to say about a series in a line. `signal` is its open one, else its latest."""
    if reading is None or reading.status == "no_data":
        return Saying("", _("no values yet"))
    if signal is not None and (signal.ended_at is None or reading.change == signal.side):
        mark = "better" if signal.better else "worse"
        waits = str(signal.standing.label)
        return Saying(mark, since(indicator, signal, today, reading), waits, f"/{signal.code}/")
    if reading.change:
        kind = kind_shown(reading.picture)
        words = _("%s among its latest values") % moved(reading.change, kind)
        return Saying(tone_of(indicator, reading.change, kind), words)
    if reading.status == "too_short":
        missing = max(judged_from(indicator.season) - reading.points, 1)
        words = ngettext("judged after %d more value", "judged after %d more values", missing) % missing
        return Saying("early", words)
    if reading.status == "anew":
        return Saying("early", _("learns anew what is usual after its change"))
    if reading.status == "constant":
        return Saying("unknown", _("never varies: nothing to judge by"))
    return Saying("", _("steady"))


def silence(indicator: Indicator, reading: Reading | None, today: date) -> str:
    """How a late series is told: “silent since week 30”; nothing for one that is fresh or has no value at all."""
    if reading is None or reading.latest_period is None or not is_late(indicator, reading, today):
        return ""
    return _("silent since %s") % period_in_words(reading.latest_period, indicator.frequency, today)
