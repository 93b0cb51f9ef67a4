"""A list as a file: the same filter and rights as the page, streamed, safe to open in a spreadsheet."""

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from pilothouse.records.states import Text
from pilothouse.web.records.columns import Value
from pilothouse.web.shell.middleware import PilotRequest

Rows = Iterable[Sequence[Value]]
MOST_ROWS = 1_048_575  # what a worksheet holds below its head
_LONGEST = 32_767  # characters of one cell
# What a spreadsheet may read as the beginning of a formula, full-width forms included, behind whatever is not seen.
_FORMULA = re.compile(r"[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f]*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r\n]")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a quote before it where it could; numbers stay numbers."""
    text = _CONTROL.sub("", text)
    if not _FORMULA.match(text) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def csv_cell(value: Value, zone: ZoneInfo) -> str | int | float:
    """One value as CSV carries it: dates in ISO form, moments in the organisation's zone, text made harmless."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return harmless(value) if isinstance(value, str) else value


class _Line:
    """A file that hands back what is written, so that the csv module can feed a stream."""

    def write(self, text: str) -> str:
        return text


def csv_response(name: str, heads: Sequence[str], rows: Rows, zone: ZoneInfo) -> StreamingHttpResponse:
    """The list as CSV, row by row; the mark at the beginning makes spreadsheets read it as UTF-8."""

    def lines() -> Iterator[str]:
        writer: Any = csv.writer(_Line())
        yield "\ufeff" + writer.writerow([harmless(head) for head in heads])
        for row in rows:
            yield writer.writerow([csv_cell(value, zone) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    _as_download(response, f"{name}.csv")
    return response


def xlsx_response(name: str, heads: Sequence[str], rows: Rows, zone: ZoneInfo) -> FileResponse:
    """The list as a workbook: text is text, numbers are numbers, dates are dates. Memory stays constant."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    _write_book(file, heads, rows, zone)
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = FileResponse(file, content_type=kind)
    _as_download(response, f"{name}.xlsx")
    return response


def _write_book(file: IO[bytes], heads: Sequence[str], rows: Rows, zone: ZoneInfo) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        formats = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        sheet.freeze_panes(1, 1)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, formats["head"])
        for number, row in enumerate(rows, 1):
            if number > MOST_ROWS:
                break
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value, formats, zone)


def _write_cell(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any], zone: ZoneInfo) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(zone).replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, str):
        sheet.write_string(row, column, _CONTROL.sub("", value)[:_LONGEST])
    else:
        sheet.write_number(row, column, value)


def _as_download(response: HttpResponseBase, name: str) -> None:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"


def as_file(
    request: PilotRequest, name: str, columns: Sequence[tuple[Text, Callable[[Any], Value]]], rows: Iterable[Any]
) -> HttpResponseBase | None:
    """The rows as the file that the address asks for (`?format=csv`, `?format=xlsx`); None where it asks for a page."""
    write = WRITERS.get(request.GET.get("format", ""))
    if write is None:
        return None
    lines = ([value(row) for _label, value in columns] for row in rows)
    return write(name, [str(label) for label, _value in columns], lines, request.organisation.tz)


WRITERS = {"csv": csv_response, "xlsx": xlsx_response}
