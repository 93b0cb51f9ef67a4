"""Forecasts and effects in words, in the units people see."""

import re
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.figures import difference_unit, magnitude
from pilothouse.measures.models import Indicator
from pilothouse.records.models import kind_named
from pilothouse.records.states import State, Tone
from pilothouse.reviews.models import Decision, Mark, Reading
from pilothouse.reviews.queries import Beside, Done, Meeting, UnreadInput
from pilothouse.reviews.rules import expected_effect
from pilothouse.reviews.wording import deed_said
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.kit.components.marks import num, signed

_NUMBER = re.compile(r"\b[A-Z]{1,4}-\d{4,9}\b")


def amount(value: float | None, indicator: Indicator) -> str:
    """A difference with its sign and unit: "+3.0 points"."""
    return f"{signed(value, indicator.decimals)} {difference_unit(indicator)}" if value is not None else "–"


def address_of(one: UnreadInput) -> str:
    """The page of an input of management review."""
    return reverse("reviews:input", args=[one.input.key])


def mark_of(state: State) -> str:
    """The shape beside a verdict; "" for none."""
    quiet = {"no_change": "same", "cannot_be_told": "unknown", "too_early": "early"}
    return quiet.get(state.name, "") if state.tone is Tone.QUIET else str(state.tone)


def forecast_of(decision: Any) -> str:
    """ "+3.0 points by Jul 2026, 70 % sure"; nothing without a forecast."""
    if not isinstance(decision, Decision) or decision.series is None or decision.expected_size is None:
        return ""
    by = decision.expected_by
    expected = expected_effect(decision.expected_direction, decision.expected_size)
    said = _("%(effect)s by %(day)s, %(sure)d %% sure") % {
        "effect": amount(expected, decision.series.indicator),
        "day": date_format(by, "M Y") if by else "",
        "sure": decision.confidence,
    }
    return ", ".join(filter(None, (said, matters_of(decision))))


def effect_of(decision: Any) -> str:
    """ "+5.1 points (2.2 to 8.0)"; nothing before the verdict."""
    if not isinstance(decision, Decision) or decision.series is None or decision.effect is None:
        return ""
    indicator = decision.series.indicator
    return f"{amount(decision.effect, indicator)}{interval(decision.low, decision.high, indicator)}"


def interval(low: float | None, high: float | None, indicator: Indicator) -> str:
    """ " (2.2 to 8.0)"; nothing where there is none."""
    if low is None or high is None:
        return ""
    ends = {"low": num(low, indicator.decimals), "high": num(high, indicator.decimals)}
    return f" ({_('%(low)s to %(high)s') % ends})"


def expected_of(decision: Any) -> str:
    """ "+3.0 points": the effect forecast; nothing without a forecast."""
    if not isinstance(decision, Decision) or decision.series is None or decision.expected_size is None:
        return ""
    return amount(expected_effect(decision.expected_direction, decision.expected_size), decision.series.indicator)


def matters_of(decision: Any) -> str:
    """ "less than 1.0 points would not matter", "a harm of 1.0 points would matter"; nothing where nobody said so."""
    if not isinstance(decision, Decision) or decision.series is None or decision.margin is None:
        return ""
    least = magnitude(decision.margin, decision.series.indicator)
    if decision.expected_size == 0:
        return _("a harm of %s would matter") % least
    return _("less than %s would not matter") % least


def too_small(decision: Decision, fact: Beside | None) -> str:
    """Why what surely changed is "no change": it is less than what matters; "" elsewhere."""
    told = (decision.effect, decision.low, decision.high) if decision.judged_at else fact and fact.told
    state = decision.state if decision.judged_at else fact and fact.outcome
    if state != "no_change" or decision.margin is None or not told or told[1] is None or told[2] is None:
        return ""
    return _("It changed, but surely by less than matters: %s.") % matters_of(decision) if told[1] * told[2] > 0 else ""


def measured_of(decision: Decision, fact: Beside | None) -> tuple[str, str]:
    """The effect and its range: as judged, else as the series shows it today; two empty texts where neither is."""
    if decision.series is None:
        return "", ""
    if decision.judged_at is not None:
        effect, low, high = decision.effect, decision.low, decision.high
    elif fact is not None and fact.told is not None:
        effect, low, high = fact.told
    else:
        return "", ""
    if effect is None:
        return "", ""
    indicator = decision.series.indicator
    return amount(effect, indicator), interval(low, high, indicator).strip(" ()")


def said_when_due(decision: Decision, fact: Beside | None) -> str:
    """What the numbers said when they were first read, on the day of the verdict or after it; "" where it is what was
    judged, or what they still say today.

    Whoever does not see the series is told no more than the verdict does (`fact` is None then).
    """
    kept = getattr(decision, "due_reading", None)
    if kept is None or decision.series is None or (decision.judged_at is None and fact is None):
        return ""
    indicator = decision.series.indicator
    told = (amount(kept.effect, indicator), interval(kept.low, kept.high, indicator)) if kept.verdict else ("", "")
    now = decision.state if fact is None or decision.judged_at is not None else fact.outcome or "cannot_be_told"
    if (kept.verdict, told[0], told[1].strip(" ()")) == (now, *measured_of(decision, fact)):
        return ""
    words = {"when": _first_read(decision, localtime(kept.at).date()), "count": kept.points}
    if kept.effect is None:
        return (
            ngettext(
                "%(when)s, the numbers could not tell, with %(count)d value since it took effect.",
                "%(when)s, the numbers could not tell, with %(count)d values since it took effect.",
                kept.points,
            )
            % words
        )
    said = _("%(when)s, the numbers said: %(verdict)s, %(effect)s. What came or was corrected since says otherwise.")
    return said % {**words, "verdict": decision.life.state(kept.verdict).label, "effect": "".join(told)}


def _first_read(decision: Decision, read: date) -> str:
    """Where nobody looked on the day itself, which day it was and how long after."""
    day, late = date_format(read, "j M Y"), (read - _asked_on(decision, read)).days
    if not late:
        return _("On %s, when the verdict became due") % day
    words = ngettext(
        "On %(day)s, when they were first read, %(late)d day after the verdict became due",
        "On %(day)s, when they were first read, %(late)d days after the verdict became due",
        late,
    )
    return words % {"day": day, "late": late}


def _asked_on(decision: Decision, read: date) -> date:
    """The day on which the verdict was asked for when it was read: one that was put off since was read before."""
    day = decision.asks_on
    return day if day is not None and day <= read else decision.expected_by or read


def asks_of(mark: Mark) -> str:
    """What whoever read an item before asks of the meeting, after their name."""
    said = {Reading.QUESTION: _("has a question"), Reading.DECIDE: _("wants it decided")}
    return said.get(Reading(mark.reading), _("has seen it"))


def with_links(text: str) -> SafeString:
    """A reason in which each number of a record leads to it; whoever may not see it finds nothing there."""
    return SafeString(_NUMBER.sub(r'<a href="/\g<0>/">\g<0></a>', escaped(text)))


def read_back(meeting: Meeting) -> str:
    """Who owes what by when as plain text, person by person, to be read aloud and taken along."""
    head = " ".join(filter(None, (meeting.review.code, meeting.review.title)))
    lines = [f"{head}, {date_format(meeting.review.due, 'j M Y')}" if meeting.review.due else head]
    for owner, promises in groupby(meeting.promises, key=lambda promise: str(promise.owner or _("nobody yet"))):
        lines += ["", owner]
        for promise in promises:
            day = date_format(promise.due, "j M Y") if promise.due else _("no date")
            lines.append(_("- %(what)s, by %(day)s (%(code)s)") % {
                "what": promise.record.title, "day": day, "code": promise.record.code})  # fmt: skip
    if meeting.settled:
        lines += ["", _("Done in the meeting")]
        lines += [f"- {one.record.code} {one.record.title}: {done_words(one)}" for one in meeting.settled]
    return "\n".join(lines)


def done_words(one: Done) -> str:
    """What was done at an item, as a line of the minutes: "Grace Hall answered it: deferred, until 1 Apr 2014: why"."""
    deed = one.deed
    return deed_said(str(deed.by), deed, kind_named(one.record.kind))
