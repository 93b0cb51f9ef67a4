"""Does a file mix several series that nobody asked to split? And which column would split them?"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pilothouse.cli.watch_times import iso_date

_MOST_VALUES = 1_000  # a column of more different values tells rows apart, not series
_FEWEST_TO_SPLIT = 2  # rows to a value, at least, of a column that tells equal times apart
_FEWEST_TO_REMARK = 12  # the same of a column that merely looks so: a series of fewer points is not judged
_NAMED = 3
_LINES = 5


class Survey:
    """The rows of a file as they are read: where each stands, its time, and what other columns say of it.

    A column is forgotten as soon as it has too many values to name series, so that a large file stays small here.
    """

    def __init__(self, header: Sequence[str], used: Sequence[str | None]) -> None:
        self._columns: dict[int, tuple[str, dict[str, str], list[str]]] = {
            place: (name, {}, []) for place, name in enumerate(header) if name and name not in used
        }
        self._lines: list[int] = []
        self._times: list[str] = []

    def add(self, line: int, time: str, cells: Sequence[str]) -> None:
        """One more row."""
        self._lines.append(line)
        self._times.append(time)
        for place, (_, known, values) in list(self._columns.items()):
            text = cells[place].strip()
            values.append(known.setdefault(text, text))
            if len(known) > _MOST_VALUES:
                del self._columns[place]

    def repeated_time(self) -> str | None:
        """Why rows of one series cannot be meant, in one line; None where every time occurs once."""
        time, count = max(Counter(self._times).items(), key=lambda item: item[1], default=("", 0))
        if count < 2:
            return None
        lines = [str(line) for line, at in zip(self._lines, self._times, strict=True) if at == time]
        where = ", ".join(lines[:_LINES]) + (f" and {count - _LINES} more" if count > _LINES else "")
        way = self._way_out()
        return f"'{time}' stands {count} times (lines {where}): several series in one? {way}"

    def _way_out(self) -> str:
        names = [name for name, _, values in self._naming(_FEWEST_TO_SPLIT) if self._tells_apart(values)][:_NAMED]
        if names:
            return "Split them with " + " or ".join(f"--by {_quoted(name)}" for name in names)
        return "No column tells them apart; without --time all rows are taken in the order of the file"

    def _tells_apart(self, values: Sequence[str]) -> bool:
        pairs = list(zip(self._times, values, strict=True))
        return len(set(pairs)) == len(pairs)

    def unasked_names(self) -> str | None:
        """A remark on columns that seem to name series, in one line; None where there is none."""
        names = [name for name, known, _ in self._naming(_FEWEST_TO_REMARK) if _is_text(known)][:_NAMED]
        if not names:
            return None
        ways = " or ".join(f"--by {_quoted(name)}" for name in names)
        return f"all rows are taken as one series; if there are several: {ways}"

    def _naming(self, fewest: int) -> list[tuple[str, dict[str, str], list[str]]]:
        """The columns that may name series, that of the fewest values first."""
        most = len(self._lines) / fewest
        found = [column for column in self._columns.values() if 2 <= len(column[1]) <= most]
        return sorted(found, key=lambda column: len(column[1]))


def _is_text(values: Sequence[str] | dict[str, str]) -> bool:
    """Are these words, rather than numbers and dates?"""
    return not any(_is_number_or_day(value) for value in values if value)


def _is_number_or_day(text: str) -> bool:
    for parse in (_number, iso_date):
        try:
            parse(text)
        except ValueError:
            continue
        return True
    return False


def _number(text: str) -> float | date:
    return float(text.replace(",", "."))


def _quoted(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() else f"'{name}'"
