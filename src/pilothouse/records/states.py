"""Life cycles as tables. Buttons, refusals and reference pages read them; no other place compares states."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

Text = Any  # a text, or one that is translated when shown


class Tone(StrEnum):
    """What a state means to the eye; shape and word always go with it."""

    QUIET = "quiet"
    NEEDS = "needs"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, eq=False)
class State:
    """One state: its word for people, and whether the record's life ends here. Itself alone: compared by identity.

    `kept` says that its promise is kept already and only something else is awaited: it cannot be late any more.
    """

    name: str
    label: Text
    ends: bool = False
    tone: Tone = Tone.QUIET
    kept: bool = False


@dataclass(frozen=True)
class Step:
    """One way on: the verb of its button, where it may start, where it leads."""

    name: str
    label: Text
    start: tuple[str, ...]
    end: str


@dataclass(frozen=True)
class Lifecycle:
    """States in the order of life, the first one is where a record begins; and the steps between them."""

    states: tuple[State, ...]
    steps: tuple[Step, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @property
    def first(self) -> str:
        return self.states[0].name

    def state(self, name: str) -> State:
        """The state of this name; raises KeyError for an unknown one."""
        return self._by_name[name]

    def step(self, name: str) -> Step:
        """The step of this name; raises KeyError for an unknown one."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def place(self, name: str) -> int:
        """Where in the order of life a state stands, from 0; raises KeyError for an unknown one."""
        return self._places[name]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {state.name: place for place, state in enumerate(self.states)}

    def allows(self, step: str, state: str) -> bool:
        """May this step be taken from this state?"""
        return state in self.step(step).start

    def open_steps(self, state: str) -> list[Step]:
        """All steps that may be taken from this state."""
        return [step for step in self.steps if state in step.start]


@dataclass(frozen=True)
class Wait:
    """Something that waits for its owner in one of these states, from the day in the field `since` on.

    `days` is the usual time limit: after so many days of silence it climbs one level. An organisation may set another
    one by `name`, which no other kind uses. `promised` says that this day is the owner's promise, so that whoever takes
    it over gives another one; a day that says something else stays (until when a risk is accepted, when a verdict is
    due).
    """

    name: str
    label: Text
    states: tuple[str, ...]
    days: int = 7
    since: str = "due"
    promised: bool = True


@dataclass(frozen=True)
class Kind:
    """What a type of record is called, numbered and how it lives.

    everyone: whole organisation may read it (direction and processes); otherwise the unit decides. formal: what an
    auditor calls it, in our own short wording, with the clauses of ISO 9001:2015 that it serves as evidence for.
    waits: what of it climbs when nobody answers.
    """

    name: str
    prefix: str
    label: Text
    plural: Text
    formal: Text
    life: Lifecycle
    everyone: bool = False
    waits: tuple[Wait, ...] = ()
