"""Pure rules of records: how a number reads, how text is searched, what a file may be, when silence climbs."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

_NUMBER = re.compile(r"([A-Z]{1,4})-(\d{1,9})", re.IGNORECASE)
_WORD = re.compile(r"\w+", re.UNICODE)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]")

MAX_FILE = 10 * 1024 * 1024
ARCHIVE = b"PK\x03\x04"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
# Content decides, not the name: by type, what stands at which places. Plain text has none and is checked as text.
SIGNATURES: dict[str, tuple[tuple[int, bytes], ...]] = {
    "pdf": ((0, b"%PDF-"),),
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "jpg": ((0, b"\xff\xd8\xff"),),
    "jpeg": ((0, b"\xff\xd8\xff"),),
    "webp": ((0, b"RIFF"), (8, b"WEBP")),
    "heic": ((4, b"ftyp"),),
    "xlsx": ((0, ARCHIVE),),
    "docx": ((0, ARCHIVE),),
    "odt": ((0, ARCHIVE), (30, _OPEN_DOCUMENT + b"text")),
    "ods": ((0, ARCHIVE), (30, _OPEN_DOCUMENT + b"spreadsheet")),
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# Names of what lies in an archive stand in it as they are.
_INSIDE = {"xlsx": (b"[Content_Types].xml", b"xl/"), "docx": (b"[Content_Types].xml", b"word/")}
# Names that one system keeps for its devices, whatever ending they have.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
PLAIN = frozenset({"txt", "csv", "md"})


def written(prefix: str, number: int) -> str:
    """ISS, 42 reads ISS-0042."""
    return f"{prefix}-{number:04d}"


def parsed(text: str) -> tuple[str, int] | None:
    """ISS-0042 or iss-42 means (ISS, 42); anything else None."""
    match = _NUMBER.fullmatch(text.strip())
    return (match[1].upper(), int(match[2])) if match else None


def folded(text: str) -> str:
    """Lower case without accents, so that "Verspätung" is found by "verspatung" in every database alike."""
    lower = text.casefold()
    if lower.isascii():
        return lower.replace("\x00", " ")
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("\x00", " ")


def search_words(text: str) -> list[str]:
    """The words of a search, folded, without anything a search engine would read as an operator."""
    return words_of(text)[:8]


def words_of(text: str) -> list[str]:
    """All words of a text, folded."""
    return _WORD.findall(folded(text))


@dataclass(frozen=True)
class FileVerdict:
    """May this file be kept? `problem` is a message key, empty when it may."""

    name: str
    kind: str
    problem: str = ""


def clean_name(name: str) -> str:
    """A file name that no system misreads: no path, control or direction marks, no device, at most 120 characters."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = _FORBIDDEN.sub("_", name).strip(" .")
    name = f"_{name}" if _DEVICES.fullmatch(name) else name
    stem, dot, ending = name.rpartition(".")
    return f"{(stem or 'file')[:100]}{dot}{ending[:12]}" if dot else (name[:100] or "file")


def judge_file(name: str, size: int, first: bytes) -> FileVerdict:
    """Check name, size and first bytes of an upload (all of them where it is an archive). Nothing is believed that the
    bytes do not show.
    """
    name = clean_name(name)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if size == 0:
        return FileVerdict(name, ending, "empty")
    if size > MAX_FILE:
        return FileVerdict(name, ending, "large")
    if ending in PLAIN:
        return FileVerdict(name, ending, "" if _is_text(first) else "type")
    return FileVerdict(name, ending, "" if _is_of(ending, first) else "type")


def _is_of(ending: str, first: bytes) -> bool:
    marks = SIGNATURES.get(ending, ())
    if not marks or not all(first.startswith(mark, place) for place, mark in marks):
        return False
    if ending == "heic":
        return first[8:12] in _HEIC_BRANDS
    return all(name in first for name in _INSIDE.get(ending, ()))


def _is_text(first: bytes) -> bool:
    if b"\x00" in first:
        return False
    try:
        first[: len(first) - 3 or None].decode()
    except UnicodeDecodeError as error:
        return error.start >= len(first) - 4
    return not first.lstrip().lower().startswith((b"<!doctype", b"<html", b"<svg", b"<script"))


# Of an address: where one is in a list and what one has picked there, not how one sees it.
NOT_KEPT = frozenset({"page", "format", "view", "pick"})


def tidy_query(query: str) -> str:
    """What a saved view keeps of an address: its filter, order and rows, in one spelling; "" where nothing is left."""
    try:
        given = parse_qsl(query.lstrip("?"), max_num_fields=40)
    except ValueError:
        return ""
    fit = {name: value.strip() for name, value in given if name.isidentifier() and len(value) <= 200}
    kept = {name: value for name, value in fit.items() if value and "\0" not in value and name not in NOT_KEPT}
    return urlencode(sorted(kept.items()))


@dataclass(frozen=True)
class Said:
    """What somebody to whom it had climbed said: accepted until a day, or (None) declined at this level."""

    on: date
    level: int
    until: date | None = None


def level_of_silence(since: date | None, days: int, on: date, said: Said | None = None, *, gone: bool = False) -> int:
    """How many levels silence has climbed: one for every `days` since the day it was due; 0 while with its owner.

    Who accepts it starts the clock anew on the day promised. Who declines leaves it with the one below for one limit;
    then it climbs past them, for they have answered. What was said before the day it is due counts no more. Where the
    owner is `gone` nobody is asked below the first level.
    """
    if since is None or on < since:
        return 0
    if gone:
        below = replace(said, level=said.level - 1) if said else None
        return max(level_of_silence(since, days, on, below), 0) + 1
    if said is None or said.on < since:
        return (on - since).days // days
    if said.until is not None:
        return max((on - said.until).days, 0) // days
    later = (on - said.on).days // days
    return said.level + later if later else said.level - 1


def rungs(path: str, leaders: Mapping[str, Set[int]], owner: int | None) -> list[frozenset[int]]:
    """Who is asked level by level: those who lead the unit, then the units above it up to the root ("/1/"), from the
    highest unit on that the owner leads themselves, for silence never climbs down.

    A unit that nobody but the owner leads is passed over.
    """
    leading = [leaders.get(unit, frozenset()) for unit in _upward(path)]
    own = max((place for place, people in enumerate(leading) if owner in people), default=0)
    return [frozenset(people - {owner}) for people in leading[own:] if people - {owner}]


def _upward(path: str) -> Iterator[str]:
    while path.strip("/"):
        yield path
        path = path.rstrip("/").rpartition("/")[0] + "/"
