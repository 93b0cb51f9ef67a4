"""What several units showed together, in words: weeks that their signals share, and sets judged as one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.measures.models import Direction
from pilothouse.measures.together import by_luck
from pilothouse.measures.wording import how_often, moved, period_in_words
from pilothouse.paper.opening import Told

Record = dict[str, Any]


def shared(told: Told) -> list[Record] | None:
    """Every event, newest first; before the eighth format every week and every set. None where packs of this format do
    not hold them.
    """
    if (events := told.body["events"]) is not None:
        return [_event(told, one) for one in events]
    if told.body["sets"] is None:
        return None
    return [
        *(_week(told, one) for one in told.body["weeks"]),
        *(_silent_set(told, one) for one in reversed(told.body["sets"])),
    ]


def _event(told: Told, one: Record) -> Record:
    """A week, or the strongest of sets, with the sets that are the same event, and what was raised for all of it."""
    week = [_common_week(told, one["week"], one["week"]["units"], one["week"]["signals"])] if one["week"] else []
    first, *others = [*week, *(_set(told, each) for each in one["sets"])]
    nothing = "" if one["raised"] or one["beyond"] else _("nothing is raised for it")
    return {
        **first,
        "said": "; ".join([first["said"], *(f"{each['name']}, {each['said']}" for each in others)]),
        "waiting": "; ".join(part for part in (first["waiting"], nothing) if part),
        "raised": _raised(one),
    }


def chance_among(told: Told) -> str:
    """Among which series chance was asked whether it brings such a week by itself; formats before the sixth did not
    ask.
    """
    if told.body["format"] < 6:
        return ""
    return _(
        "Only weeks are told that false alarms alone would bring less than once in two years among the series of this "
        "unit and below; the agenda asks the same."
    )


def _week(told: Told, one: Record) -> Record:
    signals = {signal["code"]: signal for signal in told.body["signals"]}
    mine = [signals[code] for code in one["signals"] if code in signals]
    units = _places(told, (signal["series"] for signal in mine))
    return _common_week(told, one, units, mine) | {"raised": _raised(one)}


def _common_week(told: Told, one: Record, units: Sequence[str], mine: Sequence[Record]) -> Record:
    words: Record = {
        "week": period_in_words(date.fromisoformat(one["week"]), "week", told.today),
        "count": len(one["signals"]),
        "units": ", ".join(units),
    }
    said = ngettext(
        "%(week)s: %(count)d signal at %(units)s", "%(week)s: %(count)d signals at %(units)s", words["count"]
    )
    waiting = sum(signal["state"] == "open" for signal in mine)
    return {
        "tone": "better" if one["better"] else "worse",
        "name": said % words,
        "said": "; ".join(f"{signal['code']} {signal['title']}" for signal in mine),
        "waiting": ngettext("%d unanswered", "%d unanswered", waiting) % waiting if waiting else _("all answered"),
    }


def _silent_set(told: Told, one: Record) -> Record:
    nothing = "" if one["raised"] else _("nothing is raised for it")
    return _set(told, one) | {"waiting": nothing, "raised": _raised(one)}


def _set(told: Told, one: Record) -> Record:
    yearly, rarer = by_luck(one["evidence"], one["frequency"], one["looks"])
    words = {
        "what": one["title"],
        "moved": moved(one["side"]),
        "when": period_in_words(date.fromisoformat(one["onset"]), one["frequency"], told.today),
        "units": ", ".join(_places(told, one["named"])),
    }
    said = _("judged as one set of %(count)d units; if they moved independently, so much would come by chance "
             "%(often)s") % {"count": len(one["judged"]), "often": how_often(yearly, rarer=rarer)}  # fmt: skip
    better = (one["side"] > 0) == (one["direction"] == Direction.UP)
    return {
        "tone": "better" if better else "worse",
        "name": _("%(what)s: %(moved)s since %(when)s at %(units)s") % words,
        "said": said,
        "waiting": "",
    }


def _places(told: Told, series: Iterable[int]) -> list[str]:
    """Where these series are, as far as the pack holds them; parts of a unit by their unit."""
    return sorted({figure["place"].partition(" · ")[0] for key in series if (figure := told.figure(key))})


def _raised(one: Record) -> str:
    """What was raised; of what belongs to other units that it is there."""
    raised = [f"{record['code']} {record['title']}" for record in one["raised"]]
    return ", ".join([*raised, _("something in other units")] if one.get("beyond") else raised)
