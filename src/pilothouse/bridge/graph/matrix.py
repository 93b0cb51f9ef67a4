"""The X-matrix out of the graph: themes, objectives, initiatives, indicators, owners, and how they are tied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pilothouse.bridge.direction import Direction, direction, live_tree
from pilothouse.improvement.models import Action, Purpose
from pilothouse.measures.models import Indicator
from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Objective, Theme
from pilothouse.strategy.queries import live_themes

Key = str
Tied = tuple[tuple[Key, Key], bool]


@dataclass(frozen=True)
class Matrix:
    """The five sides, and `ties` by (row, column): a row is an initiative or a theme, a column an objective, an
    indicator or an owner. True is a strong tie: the one says so itself; False a weak one, through a third.
    """

    themes: list[Theme]
    objectives: list[Objective]
    initiatives: list[Action]
    indicators: list[Indicator]
    owners: list[Person]
    ties: Mapping[tuple[Key, Key], bool]
    measured: Mapping[int, list[Indicator]]


def key_of(row: Theme | Objective | Action | Indicator | Person) -> Key:
    """What a row or a column of the matrix is called in `ties`."""
    return f"{type(row).__name__}{row.pk}"


def matrix(person: Person, on: date) -> Matrix:
    """The matrix on a day; of initiatives those that the person sees. Three queries at any size."""
    known = direction(person, on)
    objectives = [placed.objective for placed in live_tree(known)]
    live = {objective.pk for objective in objectives}
    themes = list(live_themes(person))
    initiatives = [action for action in _initiatives(person) if action.origin_id in live]
    measured = {key: known.indicators[key] for key in live}
    indicators = {one.pk: one for objective in objectives for one in measured[objective.pk]}
    owners = {one.owner.pk: one.owner for one in (*themes, *objectives, *initiatives) if one.owner is not None}
    ties: dict[tuple[Key, Key], bool] = {}
    graph = Matrix(
        themes, objectives, initiatives, sorted(indicators.values(), key=lambda one: one.number),
        sorted(owners.values(), key=lambda one: one.name), ties, measured,
    )  # fmt: skip
    for tie, strong in _all_ties(graph, known):
        ties[tie] = ties.get(tie, False) or strong
    return graph


def _initiatives(person: Person) -> list[Action]:
    found = Action.objects.seen_by(person).live().filter(purpose=Purpose.INITIATIVE)
    return list(found.select_related("unit", "owner", "series").order_by("due", "number"))


def _all_ties(graph: Matrix, known: Direction) -> Iterator[Tied]:
    themes = {theme.pk: theme for theme in graph.themes}
    for objective in graph.objectives:
        for theme, strong in _themes_of(objective, themes, known):
            yield (key_of(theme), key_of(objective)), strong
            targeted = {target.series.indicator.pk for target in known.targets[objective.pk]}
            for indicator in graph.measured[objective.pk]:
                yield (key_of(theme), key_of(indicator)), strong and indicator.pk in targeted
            if objective.owner is not None:
                yield (key_of(theme), key_of(objective.owner)), False
    for theme in graph.themes:
        if theme.owner is not None:
            yield (key_of(theme), key_of(theme.owner)), True
    for action in graph.initiatives:
        yield from _ties_of(action, graph, known)


def _themes_of(objective: Objective, themes: Mapping[int, Theme], known: Direction) -> Iterator[tuple[Theme, bool]]:
    """Its own theme, and those of the objectives above it."""
    at: Objective | None = objective
    walked: set[int] = set()
    while at is not None and at.pk not in walked:
        walked.add(at.pk)
        if (theme := themes.get(at.theme_id or 0)) is not None:
            yield theme, at is objective
        at = known.objectives.get(at.serves_id or 0)


def _ties_of(action: Action, graph: Matrix, known: Direction) -> Iterator[Tied]:
    own = key_of(action)
    aim = known.objectives[action.origin_id or 0]
    yield (own, key_of(aim)), True
    above = known.objectives.get(aim.serves_id or 0)
    if above is not None and not above.ended:
        yield (own, key_of(above)), False
    moved = action.series.indicator_id if action.series else None
    for indicator in graph.indicators:
        if indicator.pk == moved:
            yield (own, key_of(indicator)), True
        elif indicator in graph.measured[aim.pk]:
            yield (own, key_of(indicator)), False
    for person, strong in ((action.owner, True), (aim.owner, False)):
        if person is not None:
            yield (own, key_of(person)), strong
