"""How large a workbook becomes once it is unfolded, looked at before anything reads it. Pure.

A reader makes room for the whole rectangle up to the farthest cell, and a copy of its text for each cell: a few
kilobytes may ask for gigabytes. So tags are counted as they stream out of the archive, and the count is refused early.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

_MOST_MEMBERS = 2_000
_WIDEST = 800
_CHUNK = 1 << 20
_TAG = re.compile(rb"""<(?:\w+:)?(row|c)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<")
_TEXT_ENDS = re.compile(rb"</(?:\w+:)?si\s*>")
# What a spreadsheet program never writes into a sheet, and what could hide a cell from the count.
_ODD = re.compile(rb"<!|<\?(?!xml\s)")


class Unfit(ValueError):
    """A workbook that cannot be looked into, or is too large; the message says so in plain words."""


class TooLarge(Unfit):
    """A workbook that would unfold to too much."""


@dataclass(frozen=True)
class Room:
    """How much a workbook may become: cells of one sheet (its whole rectangle), and bytes out of the archive."""

    cells: int
    unpacked: int


@dataclass
class _Sheet:
    line: int = 0
    column: int = 0
    height: int = 0
    width: int = 0
    shared: int = 0
    odd: bool = False
    holds_cells: bool = False


def refuse_what_unfolds_too_far(content: bytes, room: Room) -> None:
    """Raise TooLarge for a workbook that does not fit into the room, Unfit for what is no archive at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > room.unpacked:
                raise _unpacks_too_far()
            shared = 0
            for member in members:
                member.file_size = room.unpacked + 1  # read what is there, not as much as the directory admits to
                with archive.open(member) as opened:
                    shared += _looked_through(opened, room).shared
            _refuse_repeated_text(archive, members, shared, room)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Unfit(_("This is no workbook that can be read: %s") % error) from None


def _unpacks_too_far() -> TooLarge:
    return TooLarge(_("The workbook unpacks to too much. Save the sheet as CSV, or in parts."))


def _windows(opened: IO[bytes], most: int) -> Iterator[bytes]:
    """A member in pieces that never cut a tag in two."""
    unpacked, rest = 0, b""
    while chunk := opened.read(_CHUNK):
        unpacked += len(chunk)
        if unpacked > most or len(rest) > _CHUNK:
            raise _unpacks_too_far()
        window = rest + chunk
        cut = window.rfind(b"<")
        yield window[:cut] if cut >= 0 else window
        rest = window[cut:] if cut >= 0 else b""
    yield rest


def _looked_through(opened: IO[bytes], room: Room) -> _Sheet:
    """Count the cells of one member; raises TooLarge as soon as they are too many or reach too far."""
    sheet = _Sheet()
    for window in _windows(opened, room.unpacked):
        sheet.odd = sheet.odd or _ODD.search(window) is not None
        sheet.holds_cells = sheet.holds_cells or b"sheetData" in window
        if sheet.odd and sheet.holds_cells:
            raise Unfit(_("This is no workbook as a spreadsheet program writes it."))
        for kind, told in _TAG.findall(window):
            _count(sheet, kind, told)
            if sheet.height * sheet.width > room.cells or sheet.width > _WIDEST:
                reach = {"rows": sheet.height, "columns": sheet.width}
                text = _("The sheet is too large: it spans %(rows)d rows and %(columns)d columns or more.") % reach
                raise TooLarge(f"{text} {_('Save it as CSV, or in parts.')}")
    return sheet


def _count(sheet: _Sheet, kind: bytes, told: bytes) -> None:
    place = _PLACE.search(told)
    if kind == b"row":
        sheet.line, sheet.column = int(place[2]) if place else sheet.line + 1, 0
        return
    if place and place[1]:
        sheet.line, sheet.column = int(place[2]), _column_number(place[1])
    else:
        sheet.column += 1
    sheet.height, sheet.width = max(sheet.height, sheet.line), max(sheet.width, sheet.column)
    sheet.shared += _SHARED.search(told) is not None


def _refuse_repeated_text(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], shared: int, room: Room) -> None:
    """One long text that many cells point to is copied for each of them."""
    texts = [name for name in archive.namelist() if name.lower().endswith("sharedstrings.xml")]
    lengths = [len(part) for name in texts for part in _TEXT_ENDS.split(archive.read(name))]
    longest = max(lengths, default=0)
    if shared * longest <= room.unpacked:
        return
    total = 0
    for member in members:
        with archive.open(member) as opened:
            for window in _windows(opened, room.unpacked):
                for value in _VALUE.findall(window):
                    total += _length_of(value.strip(), lengths, longest)
                if total > room.unpacked:
                    raise _unpacks_too_far()


def _length_of(value: bytes, lengths: list[int], longest: int) -> int:
    """How long the text is that this value may point to; a number that points to none takes no room."""
    if not value.isdigit():
        return longest if b"&" in value else 0
    place = int(value[:9])
    return lengths[place] if place < len(lengths) else 0


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
