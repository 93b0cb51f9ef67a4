"""Reading tables people bring: pasted text, CSV and XLSX. Pure: bytes in, cells with line numbers out."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

import python_calamine
from django.utils.translation import gettext as _

from pilothouse.records.unfolding import Room, TooLarge, Unfit, refuse_what_unfolds_too_far

MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000
# What a person brings to a page: ten thousand records of fifty fields, a hundred thousand values with five columns.
BROUGHT = Room(cells=500_000, unpacked=64 * 1024 * 1024)
_DELIMITERS = "\t;,|"
_LINE = "line"


class TableProblem(ValueError):
    """A table that cannot be read as a whole; the message says why, in plain words."""


class TableTooLarge(TableProblem):
    """A table that could be read, were there more room for it."""


@dataclass(frozen=True)
class Table:
    """Cells as trimmed text, without empty rows; `lines` says where each row stood (the header is line 1 or later).

    Dates and numbers of a workbook are written out as ISO dates and plain numbers with a decimal point, then
    `plain` is true and nothing has to be guessed.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    plain: bool = False

    def column(self, index: int) -> list[str]:
        """The cells of one column."""
        return [row[index] for row in self.rows]


def read_upload(name: str, content: bytes) -> Table:
    """An uploaded file, by what it is: a workbook, else text. Raises TableProblem."""
    if content[:4] == b"PK\x03\x04":
        return read_xlsx(content)
    if name.lower().endswith((".xlsx", ".xls", ".ods")) or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise TableProblem(_("This is no XLSX workbook. Save it as XLSX or CSV."))
    return read_text(decoded(content))


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-16 by its mark, UTF-8 with or without one, else Windows-1252. Raises TableProblem."""
    marked = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise TableProblem(_("This is no text file that can be read. Save it as CSV in UTF-8."))


def read_text(text: str) -> Table:
    """CSV or pasted cells. The first line that is not empty is the header. Raises TableProblem."""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise TableProblem(_("There is nothing in it."))
    delimiter = _delimiter(text)
    return _table(_numbered(text, delimiter), cells=MOST_CELLS)


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins on; a broken row is named by its line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableProblem(_("Line %(line)d: %(error)s") % {"line": line, "error": error}) from None
        yield line, row


def _delimiter(text: str) -> str:
    """The mark that splits the first lines into the most, and equally many, cells; a comma where none does."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def score(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return (counts.count(counts[0]) if counts[0] else 0, counts[0])

    best = max(_DELIMITERS, key=score)
    return best if score(best)[0] else ","


def _table(numbered: Iterator[tuple[int, list[str]]], *, cells: int, plain: bool = False) -> Table:
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, raw in numbered:
        row = tuple(cell.strip() for cell in raw)
        if not any(row):
            continue
        if not header:
            header = _header(row)
            continue
        if any(row[len(header) :]):
            raise TableProblem(_("Line %d has more cells than the first line.") % line)
        rows.append((row + ("",) * len(header))[: len(header)])
        lines.append(line)
        if len(rows) > MOST_ROWS:
            raise TableProblem(_("There are more than %d rows.") % MOST_ROWS)
        if len(rows) * len(header) > cells:
            raise TableTooLarge(_("There are more than %d cells. Bring it in parts.") % cells)
    if not rows:
        raise TableProblem(_("There is no row below the first line."))
    return Table(header, tuple(rows), tuple(lines), plain)


def _header(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise TableProblem(_("There are more than %d columns.") % MOST_COLUMNS)
    return tuple(cell or _("column %d") % (index + 1) for index, cell in enumerate(cells))


def read_xlsx(content: bytes, room: Room = BROUGHT) -> Table:
    """The first sheet of a workbook that has rows. Raises TableProblem, also for what would unfold beyond the room."""
    try:
        refuse_what_unfolds_too_far(content, room)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(any(cell != "" for cell in row) for row in cells):
                numbered = ((line, [_written(cell) for cell in row]) for line, row in enumerate(cells, start=1))
                return _table(numbered, cells=room.cells, plain=True)
    except TooLarge as problem:
        raise TableTooLarge(str(problem)) from None
    except Unfit as problem:
        raise TableProblem(str(problem)) from None
    except (python_calamine.CalamineError, OSError) as error:
        raise TableProblem(_("This is no workbook that can be read: %s") % error) from None
    raise TableProblem(_("There is nothing in it."))


def _written(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def as_text(table: Table) -> str:
    """The table as CSV that remembers where each row stood, to travel with a page from one step to the next."""
    out = io.StringIO()
    rows = ((str(line), *row) for line, row in zip(table.lines, table.rows, strict=True))
    csv.writer(out, lineterminator="\n").writerows([(_LINE, *table.header), *rows])
    return out.getvalue()


def from_text(text: str) -> Table:
    """The table that `as_text` wrote. Raises TableProblem for anything else."""
    table = _table(_numbered(text, ","), cells=MOST_CELLS)
    if table.header[0] != _LINE or not all(row[0].isdigit() for row in table.rows):
        raise TableProblem(_("This is not the table that was read before."))
    return Table(table.header[1:], tuple(row[1:] for row in table.rows), tuple(int(row[0]) for row in table.rows))
