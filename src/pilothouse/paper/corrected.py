"""What became of figures after leaders had seen them, in words: values, definitions, and by what they are judged."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.figures import number
from pilothouse.measures.models import Direction, Frequency, ValueKind
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
_CHOICES: dict[str, Any] = {"direction": Direction, "frequency": Frequency, "kind": ValueKind}


def corrected(told: Told) -> Iterator[dict[str, str]]:
    """The figures that were changed after leaders had seen them: name, what, was, now."""
    for one in told.body["figures_changed"]:
        figure = told.figure(one["series"])
        what, was, now = one["what"], one["was"], one["now"]
        if what in _OF_ALL:
            words = (_rule(told, what, value) for value in (was, now))
            yield _row(_("every figure"), str(_OF_ALL[what]), *words)
        elif figure is None:
            yield _row(one["name"], _("no longer measured"), "", "")
        elif what in _FACTS:
            yield _row(one["name"], str(_FACTS[what]), *(_fact(told, figure, what, value) for value in (was, now)))
        else:
            period = period_in_words(date.fromisoformat(what), figure["frequency"], told.today)
            yield _row(one["name"], period, amount(figure, was), amount(figure, now))


def _row(name: str, what: str, was: str, now: str) -> dict[str, str]:
    return {"name": name, "what": what, "was": was, "now": now}


def _rule(told: Told, what: str, value: Any) -> str:
    """What every figure is judged by, in words."""
    if not value:
        return NONE
    if what == "engine":
        return str(value)
    said = _("%s %% within 60 values") % number(100 * value["fap60"], 1)
    return _because(told, said, value) if value["at"] else said


def _fact(told: Told, figure: Figure, fact: str, value: Any) -> str:
    if value in (None, ""):
        return NONE
    if fact in _CHOICES:
        return str(_CHOICES[fact](value).label)
    said = _SAID.get(fact)
    return said(told, figure, value) if said else str(value)


def _target(_told: Told, figure: Figure, value: str) -> str:
    wanted, _by, day = value.partition(" by ")
    return _("%(value)s by %(day)s") % {"value": amount(figure, float(wanted)), "day": day_in_words(day)}


def _season(_told: Told, _figure: Figure, value: int) -> str:
    return _("%s periods") % value


def _trust(_told: Told, _figure: Figure, value: dict[str, Any]) -> str:
    return ": ".join(part for part in (value["label"], weak_in_words(value)) if part)


def _baseline(told: Told, _figure: Figure, value: dict[str, Any]) -> str:
    days = {"first": day_in_words(value["first"]), "last": day_in_words(value["last"])}
    said = _("fixed by %(first)s to %(last)s") % days
    left_out = len(value["left_out"])
    return _because(told, said + (", " + _("%d left out") % left_out if left_out else ""), value)


def _because(told: Told, said: str, value: dict[str, Any]) -> str:
    """With the day since which it holds, and why."""
    words = {"said": said, "day": moment_in_words(told, value["at"]), "why": value["reason"]}
    return _("%(said)s, since %(day)s: %(why)s") % words


_SAID: dict[str, Callable[[Told, Figure, Any], str]] = {
    "target": _target, "season": _season, "trust": _trust, "baseline": _baseline,
}  # fmt: skip
