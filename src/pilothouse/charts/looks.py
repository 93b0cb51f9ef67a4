"""How the style sheet says that letters look: of its rules those about them, and which of them mean an element."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pilothouse.charts.standalone import plain_rules

# An element with its classes; a step of a selector is one as well.
Step = tuple[str, frozenset[str]]

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_LOOKS = {"fill": "#000000", "font-size": "12px", "font-weight": "400"}


@cache
def looks_of(path: tuple[Step, ...]) -> dict[str, str]:
    """Colour, size and weight of the last element of a path; where no rule means it, of those around it."""
    looks = dict(_LOOKS)
    for depth in range(1, len(path) + 1):
        for selector, said in _rules():
            if _is_meant(selector, path[:depth]):
                looks |= said
    return looks


def _is_meant(selector: Sequence[Step], path: Sequence[Step]) -> bool:
    """Is the last step the last element, and each one before it an element around, in order?"""
    if not selector:
        return True
    if not path or not _fits(selector[-1], path[-1]):
        return False
    around = path[:-1]
    return len(selector) == 1 or any(_is_meant(selector[:-1], around[: end + 1]) for end in range(len(around)))


def _fits(wanted: Step, element: Step) -> bool:
    return wanted[0] in {"", element[0]} and wanted[1] <= element[1]


@cache
def _rules() -> list[tuple[tuple[Step, ...], dict[str, str]]]:
    """The rules about letters, what is said for less before what is said for more (CSS 2.1, 6.4.3)."""
    return sorted(_told(), key=lambda rule: _weight(rule[0]))


def _told() -> Iterator[tuple[tuple[Step, ...], dict[str, str]]]:
    for selectors, body in _RULE.findall(plain_rules()):
        pairs = (line.partition(":") for line in body.split(";"))
        said = {name.strip(): value.strip() for name, _colon, value in pairs if name.strip() in _LOOKS}
        if said:
            yield from ((tuple(map(_wanted, selector.split())), said) for selector in selectors.split(","))


def _weight(selector: Sequence[Step]) -> tuple[int, int]:
    """How many classes it names, and how many elements."""
    return sum(len(classes) for _name, classes in selector), sum(name != "" for name, _classes in selector)


def _wanted(part: str) -> Step:
    name, *classes = part.split(".")
    return name, frozenset(classes)
