"""Figures of a pack in sentences: what changed, what was corrected since, and where each number comes from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.measures.models import Direction, Frequency, Route, ValueKind
from pilothouse.measures.trust import Weakness
from pilothouse.measures.wording import WEAKNESSES, by_chance, moved, period_in_words
from pilothouse.paper.drawing import Figure, drawing_of
from pilothouse.paper.opening import NONE, Told, amount, day_in_words, moment_in_words, name_of

# Facts of an indicator that may be redefined after leaders saw its figures, and the words of those that are codes.
_FACTS = {
    "title": gettext_lazy("its title"),
    "definition": gettext_lazy("its definition"),
    "unit_of_measure": gettext_lazy("its unit of measure"),
    "direction": gettext_lazy("which way is better"),
    "frequency": gettext_lazy("how often it is measured"),
    "kind": gettext_lazy("what its values are"),
    "season": gettext_lazy("its season"),
    "target": gettext_lazy("its target"),
}
_CHOICES: dict[str, Any] = {"direction": Direction, "frequency": Frequency, "kind": ValueKind}


def change_in_words(told: Told, figure: Figure) -> str:
    """“lower since week 48, from 93.1 % to 83.8 %; by chance about once in 40 years”."""
    change = figure["change"]
    if change is None:
        rare = by_chance(figure["p"], figure["frequency"])
        return _("its latest values stand out, nobody can tell yet since when; by chance %s") % rare
    onset = period_in_words(date.fromisoformat(change["onset"]), figure["frequency"], told.today)
    words = {"moved": moved(change["side"], change["kind"]), "onset": onset, "to": amount(figure, change["to"])}
    said = _("%(moved)s since %(onset)s, at %(to)s") % words
    if change["from"] is not None:
        said = _("%(said)s instead of %(from)s") % {"said": said, "from": amount(figure, change["from"])}
    return _("%(said)s; by chance %(rare)s") % {"said": said, "rare": by_chance(change["p"], figure["frequency"])}


def corrected(told: Told) -> Iterator[dict[str, str]]:
    """The figures that were changed after leaders had seen them: name, what, was, now."""
    for one in told.body["figures_changed"]:
        figure = told.figures.get(one["series"])
        what, was, now = one["what"], one["was"], one["now"]
        if figure is None:
            yield {"name": one["name"], "what": _("no longer measured"), "was": "", "now": ""}
        elif what in _FACTS:
            words = (_fact(figure, what, value) for value in (was, now))
            yield dict(zip(("name", "what", "was", "now"), (one["name"], str(_FACTS[what]), *words), strict=True))
        else:
            period = period_in_words(date.fromisoformat(what), figure["frequency"], told.today)
            yield {"name": one["name"], "what": period, "was": amount(figure, was), "now": amount(figure, now)}


def _fact(figure: Figure, fact: str, value: Any) -> str:
    if value in (None, ""):
        return NONE
    if fact in _CHOICES:
        return str(_CHOICES[fact](value).label)
    if fact == "target":
        wanted, _by, day = value.partition(" by ")
        return _("%(value)s by %(day)s") % {"value": amount(figure, float(wanted)), "day": day_in_words(day)}
    return _("%s periods") % value if fact == "season" else str(value)


def figure_in_words(told: Told, one: Figure) -> dict[str, Any]:
    """A figure with its chart, definition and source."""
    target = one["target"]
    weak = [str(WEAKNESSES[Weakness(name)]) for name in one["trust"]["weaknesses"]]
    return {
        "code": one["indicator"],
        "name": name_of(one),
        "definition": one["definition"],
        "owner": one["owner"] or _("nobody"),
        "now": amount(one, one["now"]),
        "target": _("target %(value)s by %(day)s") % {
            "value": amount(one, target["value"]), "day": day_in_words(target["by"])} if target else "",
        "said": change_in_words(told, one) if one["series"] in told.body["changed"]["series"] else "",
        "trust": one["trust"]["label"],
        "weak": ", ".join(weak),
        "source": source_in_words(told, one["source"]),
        "empty": not one["points"],
        **(drawing_of(one, told.today) if one["points"] else {"svg": "", "alt": ""}),
    }  # fmt: skip


def source_in_words(told: Told, source: dict[str, Any] | None) -> str:
    """Which way the latest value came, from what, when, and the first digits of the file's digest."""
    if source is None:
        return _("no value yet")
    said = [str(Route(source["route"]).label), source["name"], moment_in_words(told, source["at"])]
    return " · ".join(part for part in (*said, source["file"][:12]) if part)
