"""Lines of work for the eye: the verb, what it is about, where it leads, how late it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from pilothouse.bridge.helm import Helm
from pilothouse.bridge.my_work import Line
from pilothouse.bridge.needs import Need, Press
from pilothouse.measures.chains import Missing
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.queries import UnreadInput
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.words import address_of

NEEDS_SHOWN = 8


@dataclass(frozen=True)
class WorkLine:
    """One line: verb, title, number, address, and what is said beside it; `parts` are the records of a line that stands
    for several, each with its address.
    """

    what: Any
    title: Any
    number: str
    url: str
    due: date | None
    original: date | None
    place: str
    note: str = ""
    owner: Person | None = None
    climbed: bool = False
    parts: tuple[tuple[str, str], ...] = ()


def work_lines(lines: Iterable[Line], today: date) -> list[WorkLine]:
    """Lines of my work in their order."""
    return [_line(line) for line in lines]


# What one person leaves open of these is one line.
_TOGETHER = ("signal", UnreadInput.kind)


def _left_alone() -> str:
    return f"{reverse('strategy:alignment')}#{Missing.OBJECTIVE_WORK}"


# And so is what asks whoever may decide for the same reason: in these words, and where all of the kind stand.
_ALIKE: dict[Press, tuple[Any, Callable[[], str]]] = {
    Press.UNMET: (
        ngettext_lazy(
            "%(count)d objective is out of reach without a change, and nothing serves it",
            "%(count)d objectives are out of reach without a change, and nothing serves them",
            "count",
        ),
        _left_alone,
    ),
    Press.DANGER: (
        ngettext_lazy(
            "%(count)d objective is in danger, and nobody works on it",
            "%(count)d objectives are in danger, and nobody works on them",
            "count",
        ),
        _left_alone,
    ),
    Press.BEYOND: (
        ngettext_lazy(
            "%(count)d risk lies beyond what we bear, and nobody accepts it",
            "%(count)d risks lie beyond what we bear, and nobody accepts them",
            "count",
        ),
        lambda: reverse("risks:home"),
    ),
}


def needs_you(helm: Helm) -> tuple[list[WorkLine], int]:
    """The most pressing needs of the leader, and how many more there are; what one person leaves open is one line."""
    lines = [line for group in _grouped(helm.needs) for line in _told(group)]
    return lines[:NEEDS_SHOWN], max(len(lines) - NEEDS_SHOWN, 0)


def _grouped(needs: Iterable[Need]) -> list[list[Need]]:
    groups: dict[object, list[Need]] = {}
    for need in needs:
        record = need.line.record
        alike = need.climbed and record.kind in _TOGETHER
        one = (record.pk, need.line.what)
        key: object = need.press if need.press in _ALIKE else (record.kind, record.owner_id) if alike else one
        groups.setdefault(key, []).append(need)
    return list(groups.values())


def _told(group: list[Need]) -> list[WorkLine]:
    if len(group) == 1:
        return [_need(group[0])]
    if group[0].press in _ALIKE:
        return [_alike(group)]
    first = group[0].line.record
    title, url = _several(group, first.owner_id) if isinstance(first, Record) else _several_inputs(group)
    silent = _silent(max(need.line.silent for need in group))
    dues = [need.line.due for need in group if need.line.due]
    return [WorkLine(_("Ask"), title, "", url, min(dues, default=None), None, "", silent, first.owner, climbed=True)]


def _alike(group: list[Need]) -> WorkLine:
    """Several records that ask for the same, each by its number."""
    words, address = _ALIKE[group[0].press]
    parts = tuple((need.line.record.code, _address(need.line)) for need in group)
    return WorkLine(_("Decide"), words % {"count": len(group)}, "", address(), None, None, "", parts=parts)


def _several(group: list[Need], owner: int | None) -> tuple[str, str]:
    count = {"count": len(group)}
    title = ngettext("%(count)d signal without an answer", "%(count)d signals without an answer", len(group)) % count
    return title, f"{reverse('records')}?kind=signal&due=late&owner={owner or 'nobody'}"


def _several_inputs(group: list[Need]) -> tuple[str, str]:
    names = ", ".join(str(need.line.record.title) for need in group)
    return _("inputs of the review: %(names)s") % {"names": names}, reverse("reviews:inputs")


def _input(line: Line, one: UnreadInput) -> WorkLine:
    """An input of management review; where one says what there is to know of it."""
    owner = one.owner if line.to_me else None
    return WorkLine(line.what, one.title, one.code, address_of(one), line.due, None, "", _said(line), owner, line.to_me)


def _line(line: Line, note: str = "", owner: Person | None = None, climbed: bool = False) -> WorkLine:
    record = line.record
    if isinstance(record, UnreadInput):
        return _input(line, record)
    if line.series is not None:
        url = reverse("measures:series", args=[line.series.pk])
        return WorkLine(line.what, record.title, record.code, url, None, None, line.series.place, _late(line.series))
    return WorkLine(
        line.what,
        record.title,
        record.code,
        _address(line),
        line.due,
        record.first_due if line.due == record.due else None,
        _place(record),
        note or _said(line),
        owner or (record.owner if line.to_me else None),
        climbed or line.to_me,
    )


def _address(line: Line) -> str:
    """The page of its record, or of the verb that does it."""
    own = page_of(line.record)  # type: ignore[arg-type]
    return f"{own}{line.verb}/" if line.verb else own


def _said(line: Line) -> str:
    """How long nothing has happened, whom it has climbed to, and why somebody left it where it was."""
    climb, parts = line.climb, [_silent(line.silent)]
    if climb is not None and climb.level and not line.to_me:
        parts.append(_("climbed to %(who)s") % {"who": climb.names})
    if climb is not None and climb.reply is not None and climb.reply.declined:
        parts.append(_("%(who)s left it here: %(reason)s") % {"who": climb.reply.who, "reason": climb.reply.reason})
    return " · ".join(part for part in parts if part)


def _need(need: Need) -> WorkLine:
    if not need.climbed:
        return _line(need.line)
    return _line(need.line, "", need.line.record.owner, climbed=True)


def _place(record: Record) -> str:
    return record.unit.code


def _silent(days: int) -> str:
    return ngettext("silent for %(days)d day", "silent for %(days)d days", days) % {"days": days} if days else ""


def _late(series: Any) -> str:
    latest = series.reading.latest_period if getattr(series, "reading", None) else None
    return _("no value yet") if latest is None else _("latest is of %(day)s") % {"day": latest.isoformat()}
