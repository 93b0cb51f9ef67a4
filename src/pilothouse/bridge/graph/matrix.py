"""The X-matrix out of the graph: themes, objectives, live work, indicators, owners, and how they are tied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pilothouse.bridge.direction import Direction, direction, live_tree
from pilothouse.bridge.graph.purpose import LIVE_WORK, served_by_work
from pilothouse.bridge.graph.rules import STRAIGHT, Tie
from pilothouse.improvement.models import Action, Purpose
from pilothouse.measures.models import Indicator
from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Decision
from pilothouse.strategy.models import Objective, Theme
from pilothouse.strategy.queries import live_themes

Key = str
Tied = tuple[tuple[Key, Key], bool]
Work = Action | Decision
# So many rows of work can be read on one A3 sheet.
MOST = 40


@dataclass(frozen=True)
class Matrix:
    """The five sides, and `ties` by (row, column): a row is an action, a decision or a theme, a column an objective, an
    indicator or an owner. True is a strong tie: the one says so itself; False a weak one, through a third. `more` is
    how much further live work serves an objective than the sheet has room for; `worked_on` are the keys of the
    objectives that somebody works on, seen or not.
    """

    themes: list[Theme]
    objectives: list[Objective]
    work: list[Work]
    indicators: list[Indicator]
    owners: list[Person]
    ties: Mapping[tuple[Key, Key], bool]
    measured: Mapping[int, list[Indicator]]
    worked_on: frozenset[int]
    more: int = 0


def key_of(row: Theme | Objective | Work | Indicator | Person) -> Key:
    """What a row or a column of the matrix is called in `ties`."""
    return f"{type(row).__name__}{row.pk}"


def matrix(person: Person, on: date) -> Matrix:
    """The matrix on a day, with live work that serves an objective (`served_by_work`), as far as the person sees it.
    Five queries at any size.
    """
    known = direction(person, on)
    objectives = [placed.objective for placed in live_tree(known)]
    live = {objective.pk for objective in objectives}
    themes = list(live_themes(person))
    serves = served_by_work()
    work = [one for one in _live_work(person) if one.pk in serves]
    measured = {key: known.indicators[key] for key in live}
    indicators = {one.pk: one for objective in objectives for one in measured[objective.pk]}
    owners = {one.owner.pk: one.owner for one in (*themes, *objectives, *work[:MOST]) if one.owner is not None}
    ties: dict[tuple[Key, Key], bool] = {}
    graph = Matrix(
        themes, objectives, work[:MOST], sorted(indicators.values(), key=lambda one: one.number),
        sorted(owners.values(), key=lambda one: one.name), ties, measured, known.worked_on, more=len(work[MOST:]),
    )  # fmt: skip
    for tie, strong in (*_all_ties(graph, known), *_ties_of_work(graph, known, serves)):
        ties[tie] = ties.get(tie, False) or strong
    return graph


def _live_work(person: Person) -> list[Work]:
    """Initiatives first, then decisions, then what else is planned; what is due first before the rest."""
    beside = ("unit", "owner", "series")
    actions = Action.objects.seen_by(person).live().filter(LIVE_WORK).select_related(*beside)
    decisions = Decision.objects.seen_by(person).live().filter(LIVE_WORK).select_related(*beside)
    return sorted([*actions, *decisions], key=lambda one: (_place(one), one.due or date.max, one.pk))


def _place(one: Work) -> int:
    if isinstance(one, Decision):
        return 1
    return 0 if one.purpose == Purpose.INITIATIVE else 2


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


def _themes_of(objective: Objective, themes: Mapping[int, Theme], known: Direction) -> Iterator[tuple[Theme, bool]]:
    """Its own theme, and those of the objectives above it."""
    at: Objective | None = objective
    walked: set[int] = set()
    while at is not None and at.pk not in walked:
        walked.add(at.pk)
        if (theme := themes.get(at.theme_id or 0)) is not None:
            yield theme, at is objective
        at = known.objectives.get(at.serves_id or 0)


def _ties_of_work(graph: Matrix, known: Direction, serves: Mapping[int, list[Tie]]) -> Iterator[Tied]:
    for one in graph.work:
        for tie in serves[one.pk]:
            yield from _ties_of(one, tie, graph, known)


def _ties_of(one: Work, tie: Tie, graph: Matrix, known: Direction) -> Iterator[Tied]:
    """What one line of sight ties a piece of work to."""
    own, straight = key_of(one), tie.way in STRAIGHT
    aim = known.objectives[tie.objective]
    yield (own, key_of(aim)), straight
    above = known.objectives.get(aim.serves_id or 0)
    if straight and above is not None and not above.ended:
        yield (own, key_of(above)), False
    moved = one.series.indicator_id if one.series else None
    for indicator in graph.indicators:
        if indicator.pk == moved:
            yield (own, key_of(indicator)), True
        elif straight and indicator in graph.measured[aim.pk]:
            yield (own, key_of(indicator)), False
    for person, strong in ((one.owner, True), (aim.owner, False)):
        if person is not None and (strong or straight):
            yield (own, key_of(person)), strong
