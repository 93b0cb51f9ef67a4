"""Page one: what a leader has to know in three minutes, each part as lines that can be cut; the rest follows below.

The typesetter takes as many lines of each part as the page holds, and says on which page all of them stand.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.paper.aims import figure_shown, in_danger
from pilothouse.paper.aligned import share_said
from pilothouse.paper.asking import asks
from pilothouse.paper.drawing import Figure
from pilothouse.paper.opening import Told
from pilothouse.reviews.states import DECISION

Line = dict[str, Any]
# What a line says in so many letters at most, so that none fills the page; it stands whole below.
_LONGEST = 200
# What went wrong teaches most, then what worked; what nobody can tell comes last.
_TAUGHT = ("worse", "no_change", "less", "as_forecast", "done", "cannot_be_told", "superseded")


def page_one(told: Told, page: dict[str, Any]) -> dict[str, Any]:
    """The parts of page one, out of what the pages below tell."""
    return {
        "signed": [one["by"] for one in page["signatures"] if not one["fault"]],
        "seen": [_seen(one) for one in page["corrected"]],
        "one_cause": [_shared(one) for one in page["shared"] or ()],
        "needs": [_cut(one) for one in asks(told, page)],
        "decided": [_cut(_plain(one, one["owner"])) for one in page["decisions"] if one["here"]],
        "danger": [_cut(one) for one in in_danger(told)],
        "aims": _aims(told),
        "told_of": sum(figure["target"]["next"] is not None for figure in _shown(told)),
        "judged": [_cut(one) for one in _judged(page["decisions"])],
        "silent": [_short(one) for one in _silent(page)],
    }


def _seen(change: dict[str, str]) -> Line:
    """What became of figures in one line: “its limits: fixed by … → fixed by …”, and of which."""
    first, _sep, rest = change["name"].partition("; ")
    more = rest.count("; ") + 1 if rest else 0
    also = ngettext("and %d more", "and %d more", more) % more if more else ""
    said = f"{change['what']}: {change['was']} → {change['now']}" if change["was"] or change["now"] else change["what"]
    return _cut({"tone": "changed", "code": "", "title": f"{first} {also}".strip(), "said": said, "rests": None})


def _shared(one: Line) -> Line:
    return {"tone": one["tone"], "code": "", "title": one["name"], "said": one["waiting"], "rests": None}


def _plain(one: Line, said: str) -> Line:
    return {"tone": "", "code": one["code"], "title": one["title"], "said": said, "rests": None}


def _judged(decisions: Sequence[Line]) -> list[Line]:
    """Decisions that have their verdict, what went wrong first."""
    life = DECISION.life
    found = [one for one in decisions if one["effect"] or one["said"]]
    taught = sorted(found, key=lambda one: _TAUGHT.index(one["verdict"]) if one["verdict"] in _TAUGHT else 0)
    return [
        _plain(one, one["judged"]) | {"tone": _shape(life.state(one["verdict"]).tone), "rests": one["rests"]}
        for one in taught
    ]


def _shape(tone: str) -> str:
    return tone if tone in ("better", "worse") else ""


def _aims(told: Told) -> str:
    """How many objectives there are, and of how many nobody can tell anything."""
    every = told.body["objectives"]
    if not every:
        return _("No objective is set.")
    said = share_said(told)[:-1] or ngettext("%d objective", "%d objectives", len(every)) % len(every)
    blind = sum(one["weakest"] is None for one in every)
    untold = sum(figure["target"]["next"] is None for figure in _shown(told))
    parts = [
        said,
        ngettext("%d has no target here", "%d have no target here", blind) % blind if blind else "",
        ngettext("of %d nobody can tell a chance", "of %d nobody can tell a chance", untold) % untold if untold else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _shown(told: Told) -> list[Figure]:
    """Of each objective with a target here the figure by which it is told."""
    figures = (figure_shown(told, one) for one in told.body["objectives"])
    return [figure for figure in figures if figure is not None]


def _silent(page: dict[str, Any]) -> Iterator[str]:
    climbed = page["climbed"] or ()
    if climbed:
        named = ", ".join(f"{one['code']} ({one['days']})" for one in climbed[:3])
        words = {"named": named, "count": len(climbed)}
        said = ngettext("%(count)d has climbed: %(named)s", "%(count)d have climbed by the contract: %(named)s",
                        len(climbed)) % words  # fmt: skip
        yield said + (" …" if len(climbed) > 3 else "")
    yield from page["silent"]


def _cut(line: Line) -> Line:
    return line | {"title": _short(line["title"]), "said": _short(line["said"])}


def _short(text: str) -> str:
    """As many of its words as a line of page one takes."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"
