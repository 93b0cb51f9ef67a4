"""What an import would do, row by row, before anything is recorded."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from pilothouse.measures.lines import chunks, known_values
from pilothouse.measures.models import Series, terms_of
from pilothouse.measures.naming import directory_of, found_all
from pilothouse.measures.plausible import Doubt, doubts
from pilothouse.measures.proposals import Entry
from pilothouse.measures.refusals import told_by_line
from pilothouse.measures.rules import Row, columns_of, news_in, reasons_by_line, with_ratios
from pilothouse.measures.withdrawn import as_they_stood
from pilothouse.organisation.models import Unit

NEW, SAME, CORRECTION, REFUSED, WITHDRAWN = "new", "same", "correction", "refused", "withdrawn"


@dataclass(frozen=True)
class Verdict:
    """What would become of one row: new, same, correction (`stood` is the value now, in shown units), refused, or
    withdrawn: the very value that was taken out, which stays out.

    `text` says why it is refused; `value` is the row's value in shown units, None where there is none; `doubt` is what
    is strange about the period of a row that can be kept.
    """

    line: int
    period: date | None
    place: str
    value: float | None
    verdict: str
    stood: float | None = None
    text: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Preview:
    """Verdicts by line, and the rows to hand to `record_measurements` (only complete where nothing is refused)."""

    verdicts: tuple[Verdict, ...]
    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, same, correction, refused, withdrawn."""
        counted = Counter(verdict.verdict for verdict in self.verdicts)
        return {name: counted[name] for name in (NEW, SAME, CORRECTION, REFUSED, WITHDRAWN)}

    @property
    def doubtful(self) -> dict[str, int]:
        """How many periods are strange, by what is strange about them."""
        return Counter(verdict.doubt.value for verdict in self.verdicts if verdict.doubt)

    @property
    def sound(self) -> bool:
        """Nothing is refused."""
        return not any(verdict.verdict == REFUSED for verdict in self.verdicts)

    @property
    def needs_reason(self) -> bool:
        """Something that stands would be corrected."""
        return any(verdict.verdict == CORRECTION for verdict in self.verdicts)


def preview_of(unit: Unit, entries: Sequence[Entry], today: date, series: Series | None = None) -> Preview:
    """Look every entry up and compare it with what stands; a constant number of queries.

    With `series` all rows are its own, and names in the table are not looked at.
    """
    keys = _keys(unit, entries, series)
    known = _series({key for key in keys if isinstance(key, int)})
    rows: list[Row] = []
    refused: dict[int, str] = {}
    for entry, key in zip(entries, keys, strict=True):
        if entry.problem or isinstance(key, str):
            refused[entry.line] = entry.problem or str(key)
        elif entry.period is None:
            refused[entry.line] = _("The period is missing.")
        else:
            rows.append(Row(key, entry.period, entry.value, entry.numerator, entry.denominator, entry.line))
    refused |= _refused(rows, known, today)
    rows = [row for row in rows if row.line not in refused]
    told = _compared(rows, known, today)
    return Preview(tuple(told.get(entry.line) or _refusal(entry, refused) for entry in entries), tuple(rows))


def _refusal(entry: Entry, refused: Mapping[int, str]) -> Verdict:
    place = f"{entry.unit} · {entry.part}" if entry.part else entry.unit
    return Verdict(entry.line, entry.period, place, entry.value, REFUSED, text=refused[entry.line])


def _keys(unit: Unit, entries: Sequence[Entry], series: Series | None) -> list[int | str]:
    if series is not None:
        return [series.pk] * len(entries)
    names = [(entry.indicator, entry.unit, entry.part) for entry in entries]
    found = found_all(directory_of(unit), names)
    return [found[name] for name in names]


def _series(keys: Collection[int]) -> dict[int, Series]:
    found: dict[int, Series] = {}
    for part in chunks(sorted(keys)):
        rows = Series.objects.filter(pk__in=part).select_related("indicator", "unit")
        found |= {series.pk: series for series in rows}
    return found


def _refused(rows: Sequence[Row], known: Mapping[int, Series], today: date) -> dict[int, str]:
    if not rows:
        return {}
    terms = {key: terms_of(series) for key, series in known.items()}
    return dict(told_by_line(reasons_by_line(columns_of(rows), terms, today)))


def _compared(rows: Sequence[Row], known: Mapping[int, Series], today: date) -> dict[int, Verdict]:
    if not rows:
        return {}
    given = columns_of(rows)
    given = with_ratios(given, np.array([known[row.series_id].indicator.has_denominator for row in rows], dtype=bool))
    held = known_values(list(known))
    news = news_in(given, as_they_stood(held))
    stood = dict(zip(news.corrected.tolist(), news.stood.tolist(), strict=True))
    verdicts = dict.fromkeys(news.new.tolist(), NEW) | dict.fromkeys(stood, CORRECTION)
    withdrawn = np.isin(given.keys, held.keys[np.isnan(held.values)]).tolist()
    strange = doubts(given, held, {key: terms_of(series) for key, series in known.items()}, today)
    told = {}
    for index, row in enumerate(rows):
        series, scale = known[row.series_id], known[row.series_id].indicator.scale
        verdict = verdicts.get(index) or (WITHDRAWN if withdrawn[index] else SAME)
        doubt = strange.get(index) if verdict in {NEW, CORRECTION} else None
        before = stood[index] * scale if index in stood else None
        value = float(given.values[index]) * scale
        told[row.line] = Verdict(row.line, row.period, series.place, value, verdict, before, doubt=doubt)
    return told
