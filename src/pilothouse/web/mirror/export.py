"""The mirror as a file: every period of every question and its units, with its definition, as the pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.mirror.queries import Figure, OfUnit, units_of
from pilothouse.mirror.questions import Gap, Mark
from pilothouse.organisation.models import Person
from pilothouse.web.mirror.words import TITLES, said, why_empty
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.middleware import PilotRequest


@dataclass(frozen=True)
class Line:
    """One period of one question, of the whole organisation; or the latest year of one `unit`; without either what
    there is to say of it instead. `last`: the last of the periods that are told together from `period` on.
    """

    asked: Figure | Gap
    unit: str = ""
    people: int | None = None
    period: date | None = None
    last: date | None = None
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    note: str = ""

    def told(self, name: str) -> str:
        """A text of its question; "" for a gap, which has no definition."""
        if isinstance(self.asked, Gap):
            return str(getattr(self.asked, name, ""))
        return str(getattr(self.asked.question, name))


COLUMNS = (
    (gettext_lazy("Mark"), lambda line: str(TITLES[_mark(line)])),
    (gettext_lazy("Figure"), lambda line: line.told("title")),
    (gettext_lazy("Question"), lambda line: line.told("question")),
    (gettext_lazy("Unit"), lambda line: line.unit),
    (gettext_lazy("People"), lambda line: line.people),
    (gettext_lazy("Period begins"), lambda line: line.period),
    (gettext_lazy("Last period begins"), lambda line: line.last),
    (gettext_lazy("Counted"), lambda line: line.numerator),
    (gettext_lazy("Of"), lambda line: line.denominator),
    (gettext_lazy("Value"), lambda line: line.value),
    (gettext_lazy("Unit of measure"), lambda line: line.told("unit")),
    (gettext_lazy("Mean"), lambda line: line.centre),
    (gettext_lazy("Lower limit"), lambda line: line.lower),
    (gettext_lazy("Upper limit"), lambda line: line.upper),
    (gettext_lazy("Note"), lambda line: line.note),
    (gettext_lazy("Definition"), lambda line: line.told("definition")),
    (gettext_lazy("What is counted"), lambda line: line.told("numerator")),
    (gettext_lazy("Out of what"), lambda line: line.told("denominator")),
    (gettext_lazy("Source"), lambda line: line.told("source")),
    (gettext_lazy("Known weakness"), lambda line: line.told("weakness")),
    (gettext_lazy("ISO 9001:2015"), lambda line: line.told("clause")),
)


def file_of(request: PilotRequest, name: str, asked: list[Figure | Gap]) -> HttpResponseBase | None:
    """The file that the address asks for; None where it asks for a page."""
    lines = (line for one in asked for line in _lines(one, request.person))
    return as_file(request, name, COLUMNS, lines)


def _mark(line: Line) -> Mark:
    return line.asked.mark if isinstance(line.asked, Gap) else line.asked.question.mark


def _lines(asked: Figure | Gap, person: Person) -> Iterator[Line]:
    if isinstance(asked, Gap):
        yield Line(asked, note=_("No data. %s") % asked.needs)
        return
    if asked.hidden or not asked.has_data:
        yield Line(asked, note=said(asked))
    if any(one is not None and one.total.denominator for one in asked.told):
        yield from (_period(asked, place) for place in range(len(asked.told)))
    yield from (_unit(asked, one) for one in units_of(asked, person))


def _period(figure: Figure, place: int) -> Line:
    line, one = figure.standing.line, figure.told[place]
    value = line["values"][place]
    return Line(
        asked=figure,
        period=date.fromisoformat(line["since"][place] or line["periods"][place]),
        last=date.fromisoformat(line["periods"][place]),
        numerator=None if one is None or value is None else one.total.numerator,
        denominator=None if one is None else one.total.denominator,
        value=value,
        centre=line["centre"][place],
        lower=line["lower"][place],
        upper=line["upper"][place],
        note=why_empty(figure, place),
    )


def _unit(figure: Figure, one: OfUnit) -> Line:
    """The latest year of a unit, as the table of the page tells it."""
    year = Line(figure, unit=one.unit.name, people=one.people, note=_("the latest year"))
    if one.total is None:
        return replace(year, note=_("the latest year: not shown, too few people"))
    value = one.total.value(figure.question.scale, figure.question.fewest)
    if value is None:
        return replace(year, denominator=one.total.denominator, note=_("the latest year: too few to tell"))
    return replace(year, numerator=one.total.numerator, denominator=one.total.denominator, value=value)
