"""One line of a meeting, understood: "LGA station manager to restore buffers by 25 Jul", "decide: keep it, by 1 Aug".

Pure. Nothing is guessed: a name that fits several people gives all of them to choose from, a date that may be either of
two gives both, and words that were not understood stay in the title; those that look like a day and are none are named.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.records.rules import folded
from pilothouse.reviews.rules.days import days_in, meant_as_day

_DECIDE = re.compile(r"^(?:decide|decided|decision)\s*[:–—-]\s*", re.IGNORECASE)
_SPLIT = re.compile(r"\s+(?:to|will|shall|should|must)\s+|\s*:\s+", re.IGNORECASE)
_WHY = re.compile(r"[\s,;]+(?:because|so that)\s+(?P<why>.+)$", re.IGNORECASE)
_BY = re.compile(r"(?:^|[\s,;]+)(?:by|until|till|before)\s+", re.IGNORECASE)
_COMMA = re.compile(r"[,;]\s*")
_LONGEST, _MOST = 5, 6  # words in a date; people among whom one can choose


@dataclass(frozen=True)
class Who:
    """Somebody who may be meant: by name, or by role and unit (`words`)."""

    key: int
    name: str
    words: str = ""


@dataclass(frozen=True)
class Understood:
    """What a line says. `owner` and `due` are None where it does not say, or not clearly: then `owners` and `days` are
    those it may mean. `decision`: it is one, `reason` why. `no_day` are words that look like its day and are none.
    """

    title: str
    owner: int | None = None
    due: date | None = None
    owners: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    decision: bool = False
    reason: str = ""
    no_day: str = ""


def understood(line: str, people: Sequence[Who], today: date) -> Understood:
    """Read a line; a date without a year is the next one to come."""
    line = " ".join(line.split())
    match = _DECIDE.match(line)
    said = line[match.end() :] if match else line
    rest, days = _dated(said, today)
    why = _WHY.search(rest) if match else None
    what, owners = _owned(rest[: why.start()] if why else rest, people)
    title = what.strip(" .,;")
    return Understood(
        title=title[:1].upper() + title[1:],
        owner=owners[0] if len(owners) == 1 else None,
        due=days[0] if len(days) == 1 else None,
        owners=owners if len(owners) > 1 else (),
        days=days if len(days) > 1 else (),
        decision=match is not None,
        reason=why["why"].strip(" .,;") if why else "",
        no_day="" if days else next(filter(None, (meant_as_day(said[end:]) for _start, end in _phrases(said))), ""),
    )


def without_verb(line: str) -> str:
    """The same line without the "decide:" by which it begins."""
    return _DECIDE.sub("", " ".join(line.split()))


def _dated(text: str, today: date) -> tuple[str, tuple[date, ...]]:
    """The text without its date, and the days that this may be; the last date of a line counts."""
    for start, end in _phrases(text):
        words = text[end:].split(" ")
        for count in range(min(_LONGEST, len(words)), 0, -1):
            if days := days_in(" ".join(words[:count]).strip(" .,;"), today):
                return " ".join([text[:start], *words[count:]]).strip(), days
    return text, ()


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """Where a date may begin: after "by" and the like, the last first; then after the last comma."""
    yield from reversed([match.span() for match in _BY.finditer(text)])
    yield from [match.span() for match in _COMMA.finditer(text)][-1:]


def _owned(text: str, people: Sequence[Who]) -> tuple[str, tuple[int, ...]]:
    """The text without its owner, and who this may be; the whole text where nobody is meant."""
    for match in _SPLIT.finditer(text):
        found = who_is(text[: match.start()], people)
        if found and len(found) <= _MOST and text[match.end() :].strip(" ."):
            return text[match.end() :], found
    return text, ()


def who_is(words: str, people: Iterable[Who]) -> tuple[int, ...]:
    """Who is meant by these words: a whole name before parts of one, these before roles and units."""
    asked = [word for word in re.split(r"[\s,]+", folded(words)) if word not in {"", "the", "of", "at", "our"}]
    if not asked:
        return ()
    every = list(people)
    exact = tuple(who.key for who in every if folded(who.name).split() == asked)
    named = tuple(who.key for who in every if _all_begin(asked, folded(who.name).split()))
    placed = tuple(who.key for who in every if _all_begin(asked, folded(f"{who.name} {who.words}").split()))
    return exact or named or placed


def _all_begin(asked: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in asked)
