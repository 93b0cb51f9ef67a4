"""Reading a spreadsheet that somebody uploads or pastes: rows of plain texts, and nothing executed."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 20_001
MOST_COLUMNS = 60
_DELIMITERS = ",;\t|"
Rows = list[list[str]]


class Unreadable(ValueError):
    """The sheet cannot be read; the message says why, in plain words."""


def read_upload(file: "UploadedFile[Any]") -> Rows:
    """The rows of an uploaded CSV or XLSX file (its first sheet), the heading first."""
    if (file.size or 0) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB."))
    content = file.read()
    if content[:4] == b"PK\x03\x04":
        return _checked(_workbook(content))
    if b"\x00" in content[:4096]:
        raise Unreadable(_("This is neither a CSV nor an XLSX file."))
    return read_text(_decoded(content))


def read_text(text: str) -> Rows:
    """The rows of CSV text, or of cells pasted from a spreadsheet."""
    text = text.lstrip("\ufeff").replace("\x00", "")
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as problem:
        raise Unreadable(_("The sheet cannot be read: %s.") % problem) from None
    return _checked(found)


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """The same rows as CSV, to travel with the page from one step to the next."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters of this file cannot be read; save it as UTF-8."))


def _workbook(content: bytes) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("The workbook is too large."))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)]
    except (CalamineError, zipfile.BadZipFile, IndexError) as problem:
        raise Unreadable(_("This workbook cannot be read.")) from problem


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _checked(rows: Rows) -> Rows:
    if len(rows) < 2 or not any(cell.strip() for cell in rows[0]):
        raise Unreadable(_("A sheet has a heading in its first row, and at least one row below."))
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("At most 20,000 rows at once: split the file."))
    if max(map(len, rows)) > MOST_COLUMNS:
        raise Unreadable(_("At most 60 columns."))
    return rows
