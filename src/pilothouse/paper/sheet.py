"""All figures of a pack as a workbook: one sheet of figures, one of every value; the same bytes for the same pack."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from pilothouse.paper.aligned import gaps
from pilothouse.paper.drawing import Figure
from pilothouse.paper.figures import goes_on, seen_until, source_in_words
from pilothouse.paper.inputs import inputs_then
from pilothouse.paper.looked import look, named, not_seen, passed, through
from pilothouse.paper.opening import Told, opened, weak_in_words
from pilothouse.paper.register import risks, several
from pilothouse.paper.tables import changed_since, decisions, items, objectives, owes, promises
from pilothouse.reviews.models import Pack, Reading
from pilothouse.reviews.queries.packing import edition_of
from pilothouse.reviews.queries.packing.differences import values_in

# A text that begins with "=" stays a text, an address too, and no cell is ever a formula.
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False}
# Spreadsheets know no day before; a period before it stays a text.
_FIRST_DAY = date(1900, 3, 1)
_MEASURED = 1_000
_A4 = 9
# Rows that a sheet can hold below its head.
_MOST = 1_048_575


class _Book:
    """A workbook under way: sheets with a bold head that stays in sight, days as days."""

    def __init__(self, pack: Pack) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, _SAFE)
        # The moment of the pack, so that the file is the same whenever it is made.
        self.book.set_properties({"title": str(pack), "comments": pack.digest, "created": pack.cut_off.astimezone(UTC)})
        self.footer = f"&L{str(pack).replace('&', '&&')} · {pack.digest[:16]}…&R&P / &N"
        self.bold = self.book.add_format({"bold": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})

    def sheet(self, name: str, rows: list[list[Any]], *, head: bool = True) -> None:
        """One sheet; `head`: its first row names the columns, which can be filtered."""
        sheet = self.book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                self._write(sheet, (line, column), value, self.bold if head and line == 0 else None)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(self.footer)
        if head:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            sheet.autofilter(0, 0, max(len(rows) - 1, 0), len(rows[0]) - 1)
        # Measuring every cell of a long sheet takes longer than writing it.
        if len(rows) <= _MEASURED:
            sheet.autofit(400)
        else:
            sheet.set_column(0, len(rows[0]) - 1, 16)

    def sheets(self, name: str, rows: list[list[Any]]) -> None:
        """Rows under their head, on further sheets where one is full."""
        head, lines = rows[:1], rows[1:]
        for number, first in enumerate(range(0, max(len(lines), 1), _MOST), start=1):
            self.sheet(name if number == 1 else f"{name} {number}", head + lines[first : first + _MOST])

    def _write(self, sheet: Any, cell: tuple[int, int], value: Any, shape: Any) -> None:
        if isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(*cell, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001
        elif isinstance(value, str | date):
            sheet.write_string(*cell, str(value), shape)
        elif value is not None:
            sheet.write_number(*cell, value, shape)

    def bytes(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.out.getvalue()


def workbook_of(pack: Pack) -> bytes:
    """The workbook of a pack."""
    told, book = opened(pack), _Book(pack)
    book.sheet(_("Figures"), _figures(told))
    book.sheets(_("Values"), _values(told))
    book.sheet(_("Pack"), _about(pack, told), head=False)
    if (stood := inputs_then(told)) is not None:
        book.sheet(_("Inputs as they stood"), _stood(stood))
        if told.body["gaps"] is not None:
            book.sheet(_("Tied indicators"), _tied(told, stood))
    if told.body["looks"] is not None:
        book.sheet(_("Inputs"), _inputs(told))
        book.sheet(_("Read before"), _read(told))
    if told.body["opportunities"] is not None:
        book.sheet(_("Risks"), risks(told))
        book.sheet(_("Several units"), several(told))
    for name, rows in _records(told):
        book.sheet(name, rows)
    return book.bytes()


def _records(told: Told) -> Iterator[tuple[str, list[list[Any]]]]:
    yield _("Objectives"), objectives(told)
    if told.body["gaps"] is not None:
        yield _("Gaps"), gaps(told)
    yield _("Decisions"), decisions(told)
    yield _("Actions"), promises(told)
    yield _("Agenda"), items(told)
    if "promised" in told.body["review"]:
        yield _("Who owes what"), owes(told)
    yield _("Changed since seen"), changed_since(told)


def _figures(told: Told) -> list[list[Any]]:
    head = [_("Indicator"), _("Title"), _("Where"), _("Unit"), _("Now"), _("Latest period"), _("Latest value"),
            _("Mean"), _("Lower limit"), _("Upper limit"), _("Target"), _("By"), _("Chance next, lowest"),
            _("Chance next, highest"), _("Owner"),
            _("Process"), _("Trust"), _("Weak"), _("Source"), _("Definition"), _("Stands out"), _("Changed since"),
            _("Changed until"), _("From"), _("To"), _("By chance")]  # fmt: skip
    rows: list[list[Any]] = [head]
    for one in told.body["figures"]:
        target, last = one["target"] or {}, slice(-1, None)
        period, *ends = (
            next(iter(one[name][last]), None) for name in ("periods", "values", "centre", "lower", "upper")
        )
        chances = target.get("next") or (None, None)
        rows.append([one["indicator"], one["title"], one["place"], one["unit_of_measure"], one["now"], _day(period),
                     *ends, target.get("value"), _day(target.get("by")), *chances, one["owner"], one["process"],
                     one["trust"]["label"], weak_in_words(one["trust"]), source_in_words(told, one["source"]),
                     one["definition"], *_changed(told, one)])  # fmt: skip
    return rows


def _changed(told: Told, one: Figure) -> list[Any]:
    """Whether it stands out, and its change, while one of the latest values shows it; until when, where the latest
    does not.
    """
    change, until = one["change"] or {}, None if goes_on(one) else seen_until(one)
    out = _("yes") if one["series"] in told.body["changed"]["series"] else ""
    return [out, _day(change.get("onset")), until, change.get("from"), change.get("to"), change.get("p", one["p"])]


def _values(told: Told) -> list[list[Any]]:
    rows: list[list[Any]] = [
        [_("Indicator"), _("Title"), _("Where"), _("Unit"), _("Period"), _("Value"), _("Mean"), _("Lower limit"),
         _("Upper limit")]
    ]  # fmt: skip
    for one in told.body["figures"]:
        names = [one["indicator"], one["title"], one["place"], one["unit_of_measure"]]
        rows += [[*names, *line] for line in _lines(one)]
    return rows


def _stood(inputs: list[dict[str, Any]]) -> list[list[Any]]:
    head = [_("Input"), _("Clause"), _("What stood there"), _("Missing"), _("Who answers"), _("Latest"), _("Too old"),
            _("Complete"), _("Of")]  # fmt: skip
    names = ("label", "clause", "stands", "missing", "owner", "latest")
    return [
        head,
        *([*map(one.get, names), _("yes") if one["stale"] else "", one["have"], one["wanted"]] for one in inputs),
    ]


def _tied(told: Told, inputs: list[dict[str, Any]]) -> list[list[Any]]:
    """Every series of an indicator that is tied to an input, and each indicator that has none."""
    head = [_("Input"), _("Clause"), _("Indicator"), _("Title"), _("What it tells of it"), _("Where"),
            _("Latest period"), _("Latest value"), _("Unit"), _("Came"), _("Missing"), _("Signal"), _("Trust"),
            _("Weak"), _("Source")]  # fmt: skip
    rows: list[list[Any]] = [head]
    for one, tied in ((row, each) for row in inputs for each in row["tied"]):
        names = [one["label"], one["clause"], tied["code"], tied["title"], tied["reason"]]
        rows += [[*names, *_tied_line(told, line)] for line in tied["lines"]]
        if tied["none"]:
            rows.append([*names, *5 * [None], tied["none"], *4 * [""]])
    return rows


def _tied_line(told: Told, line: dict[str, Any]) -> list[Any]:
    figure = told.figures[line["series"]]
    period, value = (next(iter(figure[name][-1:]), None) for name in ("periods", "values"))
    trust = figure["trust"]
    return [line["place"], _day(period), value, figure["unit_of_measure"], line["came"], line["late"], line["signal"],
            trust["label"], weak_in_words(trust), source_in_words(told, figure["source"])]  # fmt: skip


def _inputs(told: Told) -> list[list[Any]]:
    rows: list[list[Any]] = [[_("Input"), _("Clause"), _("Looked at"), _("What stood there"), _("Minute")]]
    rows += [list(look(told, one).values()) for one in told.body["looks"]]
    rows += [[str(one.label), one.clause, _("through one of its records"), "", ""] for one in through(told)]
    return rows + [[str(one.label), one.clause, not_seen(told), "", ""] for one in passed(told)]


def _read(told: Told) -> list[list[Any]]:
    rows: list[list[Any]] = [[_("Item"), _("Seen"), _("Question"), _("Decide"), _("Said")]]
    return rows + [
        [named(one), *(one[reading] for reading in Reading.values), " · ".join(one["said"])]
        for one in told.body["read_before"]["items"]
    ]


def _lines(figure: Figure) -> Iterator[list[Any]]:
    """Each value with its period, and the limits that are drawn: those of the latest year of weeks."""
    values = list(values_in(figure))
    before = len(values) - len(figure["values"])
    limits = zip(figure["centre"], figure["lower"], figure["upper"], strict=True)
    drawn: list[tuple[Any, ...]] = [(None, None, None)] * before + list(limits)
    for (period, value), beside in zip(values, drawn, strict=True):
        yield [_day(period), value, *beside]


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _about(pack: Pack, told: Told) -> list[list[Any]]:
    frozen = datetime.isoformat(pack.cut_off.astimezone(UTC), timespec="seconds")
    held = _("every value up to the cut-off; limits of the latest 53 of a series, as the chart shows them")
    if told.body["format"] == 1:
        held = _("the latest 53 values of a series: packs of the first format hold no more")
    return [
        [_("Pack"), str(pack)],
        [_("Review"), told.body["review"]["title"]],
        [_("Unit"), told.body["unit"]["name"]],
        [_("Cut-off"), frozen],
        [_("Digest"), pack.digest],
        [_("Checkpoint"), f"{pack.entries} {pack.root}"],
        [_("Values"), held],
        [_("Edition of the engine"), edition_of(told.body) or _("packs of this format do not say")],
    ]
