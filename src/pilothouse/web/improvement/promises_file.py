"""Promise reliability as a file: the months of what is asked about, then each process and unit, as the page shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.reliability import Monthly, Promises
from pilothouse.records.states import Text
from pilothouse.web.improvement.kept_promises import untold
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.middleware import PilotRequest


@dataclass(frozen=True)
class Group:
    """One process or unit as a line; `here`: the chart is about it. No promises are told of one that speaks of too few
    people, or by which the total would tell of another.
    """

    name: str
    url: str
    promises: Promises | None
    here: bool


@dataclass(frozen=True)
class Line:
    """Promises of one month, or of one process or unit in all that is told of it; or why none are told."""

    grouping: str
    name: str
    promises: Promises | None = None
    month: date | None = None
    limits: tuple[float | None, float | None, float | None] = (None, None, None)
    note: str = ""

    def told(self, name: str) -> int | float | None:
        """A number of its promises; none where they are too few to tell anything, besides how many there are."""
        if self.promises is None or not (self.promises.tells or name == "made"):
            return None
        number: int | float | None = getattr(self.promises, name)
        return number


COLUMNS = (
    (gettext_lazy("Grouped by"), lambda line: line.grouping),
    (gettext_lazy("Whose promises"), lambda line: line.name),
    (gettext_lazy("First promised for a day in the month of"), lambda line: line.month),
    (gettext_lazy("Promises"), lambda line: line.told("made")),
    (gettext_lazy("Kept by the first date"), lambda line: line.told("kept")),
    (gettext_lazy("Kept, %"), lambda line: line.told("share")),
    (gettext_lazy("Dates moved"), lambda line: line.told("moved")),
    (gettext_lazy("By days, in all"), lambda line: line.told("days")),
    (gettext_lazy("Mean, %"), lambda line: line.limits[0]),
    (gettext_lazy("Lower limit, %"), lambda line: line.limits[1]),
    (gettext_lazy("Upper limit, %"), lambda line: line.limits[2]),
    (gettext_lazy("Note"), lambda line: line.note),
)
GROUPINGS: Mapping[str, Text] = {"process": gettext_lazy("process"), "unit": gettext_lazy("unit")}


def file_of(
    request: PilotRequest, title: str, line: Monthly, groups: Mapping[str, Sequence[Group]]
) -> HttpResponseBase | None:
    """The file that the address asks for; None where it asks for a page."""
    return as_file(request, "promises", COLUMNS, _lines(title, line, groups))


def _lines(title: str, line: Monthly, groups: Mapping[str, Sequence[Group]]) -> Iterator[Line]:
    if not line.parts:
        yield Line(_("month"), title, note=untold())
    for part, drawn in zip(line.parts, zip(line.centre, line.lower, line.upper, strict=True), strict=True):
        notes = [_("told together up to %s") % part.last.isoformat()] if part.first != part.last else []
        notes += [] if part.promises.tells else [_("too few to tell")]
        yield Line(_("month"), title, part.promises, part.first, drawn, "; ".join(notes))
    for grouping, several in groups.items():
        for group in several:
            kind, note = str(GROUPINGS[grouping]), untold() if group.promises is None else ""
            yield Line(kind, group.name, group.promises, note=note)
