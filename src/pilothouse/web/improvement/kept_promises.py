"""Promises kept by their first date as a sentence and a process behaviour chart, for every page that tells of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse import charts
from pilothouse.bridge.reliability import Monthly, Part, Promises
from pilothouse.organisation.rules import FEWEST_PEOPLE
from pilothouse.web.kit.components.marks import num
from pilothouse.web.measures.words import chart_words


def untold() -> str:
    """Why nothing is told of promises."""
    return _("Not shown: it would tell of fewer than %d people.") % FEWEST_PEOPLE


def sentence_of(line: Monthly) -> str:
    """How many were kept, and whether months differ by more than chance."""
    whole = line.whole
    if whole.share is None:
        return _("Too few promises have come to their day to tell.")
    told = _("%(kept)d of %(made)d promises were kept by the date first promised: %(share)s %%.") % {
        "kept": whole.kept,
        "made": whole.made,
        "share": num(whole.share, 0),
    }
    return f"{told} {_judged(line)}"


def _judged(line: Monthly) -> str:
    outside = [part.last for part, side in zip(line.parts, line.side, strict=True) if side]
    return months_in_words(outside, known=any(value is not None for value in line.centre))


def months_in_words(outside: Sequence[date], *, known: bool) -> str:
    """Whether months differ by more than chance, and which lie outside of it; `known`: there are limits."""
    if not known:
        return _("Too few months to say what routine variation is.")
    if not outside:
        return _("The months differ no more than chance lets them.")
    return ngettext(
        "%(n)d month lies outside of what chance explains: %(months)s.",
        "%(n)d months lie outside of what chance explains: %(months)s.",
        len(outside),
    ) % {"n": len(outside), "months": ", ".join(date_format(month, "M Y") for month in outside)}


def picture_of(line: Monthly, size: charts.Size = charts.WIDE) -> dict[str, Any]:
    """`svg` ("" where nothing can be told) with the columns and rows of its table; `size` is that of a wide screen."""
    labels, told = [_months(part) for part in line.parts], [part.promises for part in line.parts]
    rows = [
        [label, str(one.made), _share(one), str(one.moved) if one.tells else "–"]
        for label, one in zip(labels, told, strict=True)
        if one.made
    ]
    context = {"table_columns": [_("Month"), _("Promises"), _("Kept, %"), _("Dates moved")], "table_rows": rows[::-1]}
    if all(share is None for share in line.shares):
        return {**context, "svg": ""}
    last = len(line.parts) - 1
    known = any(value is not None for value in line.centre)
    chart = charts.BehaviourChart(
        key="promises",
        title=_("Promises kept by their first date"),
        values=line.shares,
        unit="%",
        dates=tuple(part.last for part in line.parts),
        labels=tuple(labels),
        spans=(charts.LimitSpan(0, last, line.centre, line.lower, line.upper),) if known else (),
        signals=tuple(
            charts.SignalMark(place, "better" if side > 0 else "worse", labels[place])
            for place, side in enumerate(line.side)
            if side
        ),
        digits=0,
        words=chart_words(),
    )
    return {**context, "svg": charts.both_sizes(chart, size)}


def _months(part: Part) -> str:
    """“Mar 2026”; “Jan 2026 – Mar 2026” where they are told together."""
    return " – ".join(dict.fromkeys(date_format(day, "M Y") for day in (part.first, part.last)))


def _share(one: Promises) -> str:
    return _("too few to tell") if one.share is None else num(one.share, 0)
