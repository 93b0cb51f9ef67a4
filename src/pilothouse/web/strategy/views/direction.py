"""The direction page: policy, themes, and the tree of objectives with what has become of each."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from pilothouse.bridge.alignment import Aim, aims, share_of
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.strategy.models import Theme
from pilothouse.strategy.queries import footing, live_themes, valid_policy
from pilothouse.web.kit.pages import Column
from pilothouse.web.shell.middleware import PilotRequest
from pilothouse.web.strategy.views.reading import tabs_at, today_of
from pilothouse.web.strategy.words import aim_line, share_sentence

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


@require_safe
def home(request: PilotRequest) -> HttpResponse:
    """Where the organisation is going, and whether the work leads there."""
    person = request.person
    found = aims(person, today_of(request))
    themes = list(live_themes(person))
    shaken = {key: ground.shaken for key, ground in footing(person).items()}
    context = {
        "tabs": tabs_at("objectives"),
        "policy": valid_policy(person),
        "themes": themes,
        "groups": _groups(found, themes, shaken),
        "columns": COLUMNS,
        "sentence": share_sentence(share_of(found)),
        "may_define": holds_somewhere(person, Right.DEFINE),
        "may_decide": person.may_everywhere(Right.DECIDE),
    }
    return render(request, "strategy/home.html", context)


def _groups(found: Sequence[Aim], themes: Sequence[Theme], shaken: Mapping[int, list[Record]]) -> list[dict[str, Any]]:
    """Objectives by the theme of the highest one above them; themes without any come as gaps."""
    theme: Theme | None = None
    rows: list[tuple[int, Any]] = []
    for aim in found:
        if aim.depth == 0:
            theme = aim.objective.theme
        rows.append((theme.pk if theme else 0, aim_line(aim, shaken.get(aim.objective.pk, []))))
    by_theme = {key: [line for _key, line in lines] for key, lines in groupby(sorted(rows, key=_first), key=_first)}
    groups: list[dict[str, Any]] = [{"theme": one, "lines": by_theme.pop(one.pk, [])} for one in themes]
    rest = [line for lines in by_theme.values() for line in lines]
    return [*groups, {"theme": None, "lines": rest}] if rest else groups


def _first(row: tuple[int, Any]) -> int:
    return row[0]
