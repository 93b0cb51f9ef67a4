"""The mirror as a file: every period of every question with its definition, as the page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.mirror.queries import Figure
from pilothouse.mirror.questions import Gap, Mark
from pilothouse.web.mirror.words import TITLES, said
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.middleware import PilotRequest


@dataclass(frozen=True)
class Line:
    """One period of one question; without a period what there is to say of it instead."""

    asked: Figure | Gap
    period: date | None = None
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
    (gettext_lazy("Period begins"), lambda line: line.period),
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
    return as_file(request, name, COLUMNS, (line for one in asked for line in _lines(one)))


def _mark(line: Line) -> Mark:
    return line.asked.mark if isinstance(line.asked, Gap) else line.asked.question.mark


def _lines(asked: Figure | Gap) -> Iterator[Line]:
    if isinstance(asked, Gap):
        yield Line(asked, note=_("No data. %s") % asked.needs)
    elif asked.hidden or not asked.has_data:
        yield Line(asked, note=said(asked))
    else:
        yield from (_period(asked, place) for place in range(len(asked.sums)))


def _period(figure: Figure, place: int) -> Line:
    line = figure.standing.line
    value, hidden = line["values"][place], line["hidden"][place]
    return Line(
        asked=figure,
        period=date.fromisoformat(line["periods"][place]),
        numerator=None if value is None else line["numerators"][place],
        denominator=None if hidden else line["denominators"][place],
        value=value,
        centre=line["centre"][place],
        lower=line["lower"][place],
        upper=line["upper"][place],
        note=_("too few people") if hidden else _("too few to tell") if value is None else "",
    )
