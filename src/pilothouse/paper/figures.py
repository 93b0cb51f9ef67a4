"""Figures of a pack in sentences: what changed, what was corrected since, and where each number comes from."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.episodes import last_seen
from pilothouse.measures.models import Route
from pilothouse.measures.wording import by_chance, by_chance_since, moved, seen_in_words
from pilothouse.paper.drawing import Figure, drawing_of
from pilothouse.paper.opening import Told, amount, day_in_words, moment_in_words, name_of, weak_in_words


def change_in_words(told: Told, figure: Figure) -> str:
    """“lower since week 48, at 83.8 % instead of 93.1 %; by chance about once in 40 years”; what the latest value shows
    no more is told as past: “lower from week 38 to week 47, was at 83.8 % instead of 93.1 %, is at 92.9 % now; …”.
    """
    change = figure["change"]
    if change is None:
        rare = by_chance(figure["p"], figure["frequency"])
        return _("its latest values stand out, nobody can tell yet since when; by chance %s") % rare
    going = goes_on(figure)
    words = {"seen": change_seen(told, figure), "to": amount(figure, change["to"])}
    said = (_("%(seen)s, at %(to)s") if going else _("%(seen)s, was at %(to)s")) % words
    if change["from"] is not None:
        said = _("%(said)s instead of %(from)s") % {"said": said, "from": amount(figure, change["from"])}
    if not going:
        said = _("%(said)s, is at %(now)s now") % {"said": said, "now": amount(figure, figure["now"])}
    # Evidence of the latest value is none of a change that it shows no more.
    rare = by_chance_since(change["p"], figure["p"] if going else None, figure["frequency"])
    return _("%(said)s; by chance %(rare)s") % {"said": said, "rare": rare}


def change_seen(told: Told, figure: Figure) -> str:
    """“lower since week 48”, or “lower from week 38 to week 47”: which way a figure changed and when, as on screen."""
    change, latest = figure["change"], date.fromisoformat(figure["periods"][-1])
    seen = (date.fromisoformat(change["onset"]), seen_until(figure))
    way = moved(change["side"], change["kind"])
    return seen_in_words(way, seen, latest, figure["frequency"], told.today)


def seen_until(figure: Figure) -> date:
    """The period of the last point that shows the change of a figure."""
    change, periods = figure["change"], [date.fromisoformat(period) for period in figure["periods"]]
    return last_seen(date.fromisoformat(change["found"]), change["side"], periods, figure["sides"])


def goes_on(figure: Figure) -> bool:
    """Does the latest value still show the change? So too where nobody can tell yet since when."""
    return figure["change"] is None or seen_until(figure).isoformat() >= figure["periods"][-1]


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
