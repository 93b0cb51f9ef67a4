"""The direction page: policy, themes, and the tree of objectives with what has become of each."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.bridge.alignment import Aim, aims, dangers_in, share_of
from pilothouse.bridge.causes import Cause, causes_of
from pilothouse.bridge.graph.wording import share_sentence
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.reviews.danger_wording import danger_sentence
from pilothouse.strategy.models import Theme
from pilothouse.strategy.queries import footing, live_themes, valid_policy
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.middleware import PilotRequest
from pilothouse.web.strategy.views.reading import tabs_at, today_of
from pilothouse.web.strategy.words import AimLine, aim_line

COLUMNS = (
    Column("title", _("Objective")),
    Column("owner", _("Owner")),
    Column("line", _("Lately")),
    Column("now", _("Now"), numeric=True),
    Column("target", _("Target"), numeric=True),
    Column("by", _("By")),
    Column("chance", _("Chance: next time, then by its date")),
    Column("chain", _("Chain to fresh values")),
)


# One row of the file: the theme and the line of an objective.
EXPORTED: Sequence[tuple[Any, Callable[[tuple[Theme | None, AimLine]], Any]]] = (
    (_("Theme"), lambda row: row[0].title if row[0] else ""),
    (_("Number"), lambda row: row[1].aim.objective.code),
    (_("Objective"), lambda row: row[1].aim.objective.title),
    (_("Level"), lambda row: row[1].aim.depth),
    (_("Owner"), lambda row: str(row[1].aim.objective.owner or "")),
    (_("Series"), lambda row: str(row[1].aim.series or "")),
    (_("Now"), lambda row: row[1].aim.now),
    (_("Target"), lambda row: row[1].aim.target.value if row[1].aim.target else None),
    (_("Unit of measure"), lambda row: row[1].aim.indicator.unit_of_measure if row[1].aim.indicator else ""),
    (_("By"), lambda row: row[1].aim.objective.due),
    (_("First promised"), lambda row: row[1].aim.objective.first_due),
    (_("Chance next time, %"), lambda row: row[1].chance),
    (_("What is said of it"), lambda row: " · ".join(filter(None, (str(row[1].capability), row[1].outlook)))),
    (_("Its targets together"), lambda row: row[1].together),
    (_("Chain to fresh values"), lambda row: str(row[1].chain)),
    (_("Initiatives"), lambda row: row[1].aim.actions),
    (_("Worked on"), lambda row: yes_no(row[1].aim.acted)),
)


def yes_no(held: bool) -> str:
    """A fact in a file."""
    return gettext("yes") if held else gettext("no")


@require_safe
def home(request: PilotRequest) -> HttpResponseBase:
    """Where the organisation is going, and whether the work leads there."""
    person = request.person
    found = aims(person, today_of(request))
    themes = list(live_themes(person))
    shaken = {key: ground.shaken for key, ground in footing(person).items()}
    groups = _groups(found, themes, shaken, causes_of(person, found))
    rows = ((group["theme"], line) for group in groups for line in group["lines"])
    if (file := as_file(request, "objectives", EXPORTED, rows)) is not None:
        return file
    context = {
        "tabs": tabs_at("objectives"),
        "policy": valid_policy(person),
        "themes": themes,
        "groups": groups,
        "columns": COLUMNS,
        "sentence": " ".join(filter(None, (share_sentence(share_of(found)), danger_sentence(dangers_in(found))))),
        "may_define": holds_somewhere(person, Right.DEFINE),
        "may_decide": person.may_everywhere(Right.DECIDE),
    }
    return render(request, "strategy/home.html", context)


def _groups(
    found: Sequence[Aim],
    themes: Sequence[Theme],
    shaken: Mapping[int, list[Record]],
    causes: Mapping[int, list[Cause]],
) -> list[dict[str, Any]]:
    """Objectives by the theme of the highest one above them; themes without any come as gaps."""
    theme: Theme | None = None
    rows: list[tuple[int, Any]] = []
    for aim in found:
        if aim.depth == 0:
            theme = aim.objective.theme
        key = aim.objective.pk
        rows.append((theme.pk if theme else 0, aim_line(aim, shaken.get(key, []), causes.get(key, []))))
    by_theme = {key: [line for _key, line in lines] for key, lines in groupby(sorted(rows, key=_first), key=_first)}
    groups: list[dict[str, Any]] = [{"theme": one, "lines": by_theme.pop(one.pk, [])} for one in themes]
    rest = [line for lines in by_theme.values() for line in lines]
    return [*groups, {"theme": None, "lines": rest}] if rest else groups


def _first(row: tuple[int, Any]) -> int:
    return row[0]
