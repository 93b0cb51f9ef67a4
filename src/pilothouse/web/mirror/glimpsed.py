"""What the bridge says of the mirror: the way there, and a figure only where it really changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pilothouse.mirror.queries import glimpse
from pilothouse.organisation.models import Person
from pilothouse.web.mirror.words import change_in_words, mark_of


@dataclass(frozen=True)
class ChangedLine:
    """A figure of the mirror that really changed."""

    name: str
    title: Any
    mark: str
    words: str


def mirror_context(person: Person, today: date) -> dict[str, Any]:
    """`mirror` and its `mirror_lines`, for the template mirror/on_bridge.html; one query."""
    seen = glimpse(person, today)
    lines = [
        ChangedLine(figure.question.name, figure.question.title, mark_of(figure, today), change_in_words(figure, today))
        for figure in seen.changed
    ]
    return {"mirror": seen, "mirror_lines": lines}
