"""Figures of a pack in sentences: what changed, what was corrected since, and where each number comes from."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.models import Route
from pilothouse.measures.wording import by_chance, by_chance_since, moved, period_in_words
from pilothouse.paper.drawing import Figure, drawing_of
from pilothouse.paper.opening import Told, amount, day_in_words, moment_in_words, name_of, weak_in_words


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
    rare = by_chance_since(change["p"], figure["p"], figure["frequency"])
    return _("%(said)s; by chance %(rare)s") % {"said": said, "rare": rare}


def figures_in_words(told: Told) -> list[dict[str, Any]]:
    """Every figure; what several of one indicator share is told with the first of them."""
    found = [_figure(told, one) for one in told.body["figures"]]
    for before, one in pairwise(found):
        one["same"] = one["code"] == before["code"]
    return found


def _figure(told: Told, one: Figure) -> dict[str, Any]:
    """A figure with its chart, definition and source."""
    target = one["target"]
    return {
        "code": one["indicator"],
        "name": name_of(one),
        "definition": one["definition"],
        "same": False,
        "owner": one["owner"] or _("nobody"),
        "now": amount(one, one["now"]),
        "target": _("target %(value)s by %(day)s") % {
            "value": amount(one, target["value"]), "day": day_in_words(target["by"])} if target else "",
        "said": change_in_words(told, one) if one["series"] in told.body["changed"]["series"] else "",
        "trust": one["trust"]["label"],
        "weak": weak_in_words(one["trust"]),
        "source": source_in_words(told, one["source"]),
        "empty": not one["points"],
        **(drawing_of(one, told.today) if one["points"] else {"picture": None, "alt": ""}),
    }  # fmt: skip


def source_in_words(told: Told, source: dict[str, Any] | None) -> str:
    """Which way the latest value came, from what, when, and the first digits of the file's digest."""
    if source is None:
        return _("no value yet")
    said = [str(Route(source["route"]).label), source["name"], moment_in_words(told, source["at"])]
    return " · ".join(part for part in (*said, source["file"][:12]) if part)
