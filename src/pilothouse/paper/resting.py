"""On what a number rests: beside it its letter of trust and the number of its source, and below what they mean."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.models import Route
from pilothouse.paper.drawing import Figure
from pilothouse.paper.opening import Told

# Beside a number that was read off a series which the pack does not hold: it ended, or belongs to another unit.
ELSEWHERE = "*"


def rests(told: Told, series: int | None) -> dict[str, str]:
    """What stands beside a number of this series: `trust` and `note`, "" for both where it is of none."""
    figure = told.figure(series)
    if figure is None:
        return {"trust": "", "note": ELSEWHERE if series else ""}
    source = _source(figure)
    note = str(_numbered(told).index(source) + 1) if source else ""
    return {"trust": figure["trust"]["label"], "note": note}


def legend(told: Told, page: Any) -> str:
    """What the notes on this page mean; "" where there are none."""
    used = set(_notes(page))
    several = [f"{at} {said}" for at, said in enumerate(_numbered(told), 1) if str(at) in used]
    if ELSEWHERE in used:
        several.append(_("%s of a series that is not among the figures of this pack") % ELSEWHERE)
    if not several:
        return ""
    words = "; ".join(several)
    return _("Beside numbers stand how far they can be trusted, from A to D, and their source: %s.") % words


def _numbered(told: Told) -> list[str]:
    """Every source of a figure, in the order of the figures."""
    return list(dict.fromkeys(source for one in told.body["figures"] if (source := _source(one))))


def _source(figure: Figure) -> str:
    """“from files that somebody makes, weeks.csv”; each time a file came in is told with its figure."""
    source = figure["source"]
    if source is None:
        return ""
    return ", ".join(part for part in (str(Route(source["route"]).label), source["name"]) if part)


def _notes(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        yield from (told["note"],) if isinstance(told.get("trust"), str) and "note" in told else ()
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from _notes(one)
