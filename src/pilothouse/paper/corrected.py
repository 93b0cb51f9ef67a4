"""What became of figures after leaders had seen them, in words: values, definitions, and by what they are judged."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.measures.models import Direction, Frequency, ValueKind
from pilothouse.measures.numerals import number
from pilothouse.measures.wording import period_in_words
from pilothouse.paper.drawing import Figure
from pilothouse.paper.opening import NONE, Told, amount, day_in_words, moment_in_words, weak_in_words

# Facts of a figure that may change after leaders saw it, and the words of those that are codes.
_FACTS = {
    "title": gettext_lazy("its title"),
    "definition": gettext_lazy("its definition"),
    "unit_of_measure": gettext_lazy("its unit of measure"),
    "direction": gettext_lazy("which way is better"),
    "frequency": gettext_lazy("how often it is measured"),
    "kind": gettext_lazy("what its values are"),
    "season": gettext_lazy("its season"),
    "target": gettext_lazy("its target"),
    "owner": gettext_lazy("who answers for it"),
    "process": gettext_lazy("its process"),
    "trust": gettext_lazy("how far it can be trusted"),
    "baseline": gettext_lazy("its limits"),
}
# What every figure is judged by.
_OF_ALL = {
    "budget": gettext_lazy("how many false alarms are borne"),
    "engine": gettext_lazy("the edition of the engine that judges"),
}
Change = dict[str, str]
_CHOICES: dict[str, Any] = {"direction": Direction, "frequency": Frequency, "kind": ValueKind}


def corrected(told: Told) -> list[Change]:
    """The figures that were changed after leaders had seen them: name, what, was, now. What changed in the same way
    about several of them, as when an indicator gets another owner, is one row.
    """
    rows: dict[tuple[str, str, str], list[str]] = {}
    for name, *change in _changes(told):
        what, was, now = change
        rows.setdefault((what, was, now), []).append(name)
    return [
        {"name": "; ".join(names), "what": what, "was": was, "now": now} for (what, was, now), names in rows.items()
    ]


def _changes(told: Told) -> Iterator[tuple[str, str, str, str]]:
    for one in told.body["figures_changed"]:
        figure = told.figure(one["series"])
        what, was, now = one["what"], one["was"], one["now"]
        if what in _OF_ALL:
            yield _("every figure"), str(_OF_ALL[what]), _rule(what, was), _rule(what, now) + _why(told, now)
        elif figure is None:
            yield one["name"], _("no longer measured"), "", ""
        elif what in _FACTS:
            is_now = _fact(figure, what, now) + _why(told, now)
            yield one["name"], str(_FACTS[what]), _fact(figure, what, was), is_now
        else:
            period = period_in_words(date.fromisoformat(what), figure["frequency"], told.today)
            yield one["name"], period, amount(figure, was), amount(figure, now)


def _rule(what: str, value: Any) -> str:
    """What every figure is judged by, in words."""
    if not value:
        return NONE
    return str(value) if what == "engine" else _("%s %% within 60 values") % number(100 * value["fap60"], 1)


def _why(told: Told, value: Any) -> str:
    """Since when it holds, and why, where somebody said it."""
    if not isinstance(value, dict) or not value.get("at"):
        return ""
    return _(", since %(day)s: %(why)s") % {"day": moment_in_words(told, value["at"]), "why": value["reason"]}


def _fact(figure: Figure, fact: str, value: Any) -> str:
    if value in (None, ""):
        return NONE
    if fact in _CHOICES:
        return str(_CHOICES[fact](value).label)
    said = _SAID.get(fact)
    return said(figure, value) if said else str(value)


def _target(figure: Figure, value: str) -> str:
    wanted, _by, day = value.partition(" by ")
    return _("%(value)s by %(day)s") % {"value": amount(figure, float(wanted)), "day": day_in_words(day)}


def _season(_figure: Figure, value: int) -> str:
    return _("%s periods") % value


def _trust(_figure: Figure, value: dict[str, Any]) -> str:
    return ": ".join(part for part in (value["label"], weak_in_words(value)) if part)


def _baseline(_figure: Figure, value: dict[str, Any]) -> str:
    days = {"first": day_in_words(value["first"]), "last": day_in_words(value["last"])}
    said = _("fixed by %(first)s to %(last)s") % days
    left_out = len(value["left_out"])
    return said + (", " + _("%d left out") % left_out if left_out else "")


_SAID: dict[str, Callable[[Figure, Any], str]] = {
    "target": _target, "season": _season, "trust": _trust, "baseline": _baseline,
}  # fmt: skip
