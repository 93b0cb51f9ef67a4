"""How long do run rules stay silent? Exactly, by the Markov chain of Champ and Woodall."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.special import ndtr

from pilothouse.spc.rule_sets import Rule
from pilothouse.spc.series import Floats, Ints

# What every rule on every side remembers of the last points: bit 0 is the youngest.
_Memory = tuple[int, ...]


class ZoneChain:
    """The chain of a set of zone rules (Champ & Woodall 1987, Technometrics 29:393).

    Its states are what the rules remember of the last points; states that behave alike are one. Trends and
    alternating points have no zones: ValueError.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        if not all(rule.by_zones for rule in rules):
            raise ValueError("only rules that look at zones have an exact chain")
        self._cuts, self._next = _automaton(tuple(rules))

    @property
    def states(self) -> int:
        """How many different memories there are before a signal."""
        return len(self._next)

    def average_run_length(self, shift: float = 0.0) -> float:
        """Mean number of points to the first signal."""
        moves = np.zeros((self.states, self.states + 1))
        chances = self._chances(shift, 1.0)
        for zone, chance in enumerate(chances):
            np.add.at(moves, (np.arange(self.states), self._next[:, zone]), chance)
        waiting = np.eye(self.states) - moves[:, :-1]
        return float(np.linalg.solve(waiting, np.ones(self.states))[0])

    def chance_within(self, points: int, shift: float = 0.0, spread: float = 1.0) -> float:
        """Probability of a signal within so many points; `spread` multiplies the sigma of the points."""
        chances = self._chances(shift, spread)
        here = np.zeros(self.states + 1)
        here[0] = 1.0
        for _ in range(points):
            silent = here[:-1]
            after = np.zeros_like(here)
            after[-1] = here[-1]
            for zone, chance in enumerate(chances):
                after += np.bincount(self._next[:, zone], silent * chance, minlength=self.states + 1)
            here = after
        return float(here[-1])

    def _chances(self, shift: float, spread: float) -> Floats:
        edges = np.concatenate([[-np.inf], self._cuts, [np.inf]])
        chances: Floats = np.diff(ndtr((edges - shift) / spread))
        return chances


@lru_cache(maxsize=32)
def _automaton(rules: tuple[Rule, ...]) -> tuple[Floats, Ints]:
    """The borders of the zones, and the next state (n_states, n_zones); n_states itself is the signal."""
    cuts = np.unique([side * rule.sigma for rule in rules for side in (-1.0, 1.0)] + [0.0])
    middles = np.concatenate([[cuts[0] - 1.0], (cuts[1:] + cuts[:-1]) / 2.0, [cuts[-1] + 1.0]])
    views = [(rule, side) for rule in rules for side in _sides(rule)]
    known: dict[_Memory, int] = {(0,) * len(views): 0}
    waiting = list(known)
    moves: list[list[int]] = []
    for memory in waiting:  # grows while it is walked
        moves.append([])
        for middle in middles:
            after = _after(memory, views, float(middle))
            if after is not None and after not in known:
                known[after] = len(known)
                waiting.append(after)
            moves[-1].append(-1 if after is None else known[after])
    return cuts, _merged(np.array(moves, dtype=np.int64))


def _sides(rule: Rule) -> tuple[int, ...]:
    return (1, -1) if rule.shape == "beyond" else (0,)


def _after(memory: _Memory, views: list[tuple[Rule, int]], z: float) -> _Memory | None:
    """What is remembered after a point at z; None if it signals."""
    result = []
    for bits, (rule, side) in zip(memory, views, strict=True):
        holds = _holds(rule, side, z)
        seen = (bits << 1 | holds) & ((1 << rule.window) - 1)
        if holds and seen.bit_count() >= rule.needed:
            return None
        result.append(seen & ((1 << rule.window - 1) - 1))
    return tuple(result)


def _holds(rule: Rule, side: int, z: float) -> bool:
    if rule.shape == "beyond":
        return z * side > rule.sigma
    return abs(z) > rule.sigma if rule.shape == "either_side" else abs(z) < rule.sigma


def _merged(moves: Ints) -> Ints:
    """The smallest chain that signals alike: states are one unless some future tells them apart."""
    group = np.zeros(len(moves), dtype=np.int64)
    count = 1
    while True:
        leads_to = np.where(moves >= 0, group[moves], -1)
        _, first, finer = np.unique(np.c_[group, leads_to], axis=0, return_index=True, return_inverse=True)
        finer = finer.reshape(-1)
        if len(first) == count:
            break
        group, count = finer, len(first)
    # The first state is the one with nothing remembered.
    order = np.argsort(first != first[group[0]], kind="stable")
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count)
    small = moves[first[order]]
    merged: Ints = np.where(small >= 0, rank[group[small]], count)
    return merged
