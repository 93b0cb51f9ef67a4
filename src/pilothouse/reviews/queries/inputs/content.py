"""What the records tell to one input, and the ways in which counts become words."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import ngettext

from pilothouse.reviews.queries.inputs.facts import Facts, Some


@dataclass(frozen=True)
class Content:
    """What the records tell to one input. `have` of `wanted` parts are there, `missing` names the others; `latest` is
    when anything of it last came or changed, None where there is nothing. `unsaid` is a part that no record tells, only
    a person: it is missing as long as nobody has said anything lately.
    """

    sentences: list[str] = field(default_factory=list)
    have: int = 0
    wanted: int = 0
    missing: list[str] = field(default_factory=list)
    latest: datetime | None = None
    unsaid: str = ""


Part = tuple[int, str] | tuple[int, str, str]


def listed(*parts: Part) -> str:
    """ "3 live, 1 overdue": parts that are not none, each by its words for one and, where they differ, for more."""
    return ", ".join(ngettext(words[0], words[-1], count) % {"n": count} for count, *words in parts if count)


def since(facts: Facts) -> str:
    """The day since which changes are counted, in words."""
    return date_format(facts.since, "j M Y")


def owned(some: Some) -> tuple[int, int, list[str]]:
    """(have, wanted, missing): of what lives, how many have an owner."""
    missing = listed((some.ownerless, "%(n)d without an owner"))
    return some.count - some.ownerless, some.count, [missing] if missing else []


def latest(*some: Some) -> datetime | None:
    """When the latest of them changed."""
    return max((one.latest for one in some if one.latest), default=None)
