"""The one way in for measurements: one value or a million."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from pilothouse.measures.judging import judge_series
from pilothouse.measures.lines import known_values
from pilothouse.measures.models import Intake, Measurement, Route, Source
from pilothouse.measures.operations.rejudging import Locked, lock_series
from pilothouse.measures.periods import as_dates
from pilothouse.measures.provenance import renew_provenance
from pilothouse.measures.refusals import RowProblems, problems_in
from pilothouse.measures.rules import (
    Columns,
    News,
    Row,
    columns_of,
    merged,
    news_in,
    with_ratios,
)
from pilothouse.measures.stretches import Book, book_of
from pilothouse.measures.withdrawn import as_they_stood, without_withdrawn
from pilothouse.organisation.models import Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.marks import marks_of
from pilothouse.trail.operation import operation
from pilothouse.trail.sealed import append


@operation("measurements.recorded", may=holds(Right.ENTER))
def record_measurements(
    act: Act,
    *,
    unit: Unit,
    rows: Sequence[Row],
    route: str,
    source: Source | None = None,
    name: str = "",
    file_digest: str = "",
    query: str = "",
    reason: str = "",
) -> Intake | None:
    """Record measurements of series of `unit` and the units below it, all or none, and judge their series.

    Rows that equal the current value are dropped; where none is left nothing changes and None is returned. A row for
    a known period with another value is a correction: it supersedes and needs a `reason`. What was withdrawn and comes
    again the same stays withdrawn, unless it is entered by hand. `name`, `file_digest` and `query` are provenance.
    Raises RowProblems (with line numbers) for rows that cannot be kept.
    """
    if not rows:
        raise Refused(_("There is nothing to record."))
    if route not in Route.values:
        raise Refused(_("There is no such way in."), "route")
    given = columns_of(rows)
    locked = lock_series(np.unique(given.series).tolist())
    known = known_values(list(locked))
    before = known if route == Route.FORM else as_they_stood(known)
    fresh = _news(_checked(act, unit, given, locked), before, locked, reason)
    if not len(fresh):
        return None
    intake = Intake(
        route=route, source=source, name=name[:200], file_digest=file_digest, query=query, reason=reason.strip(),
        at=act.at, by_id=act.by.pk,
    )  # fmt: skip
    take_in(act, intake, fresh, known, locked)
    return intake


def take_in(act: Act, intake: Intake, fresh: Columns, known: Columns, locked: dict[int, Locked]) -> None:
    """Seal these rows under an intake and judge their series anew; `known` is the latest row of each period so far."""
    _seal(intake, fresh)
    touched = np.unique(fresh.series).tolist()
    now = without_withdrawn(merged(known, fresh))
    judge_series(act, the_day(act), [locked[key].touched for key in touched], book_of_some(now, touched))
    renew_provenance(touched)


def _news(sound: Columns, known: Columns, locked: dict[int, Locked], reason: str) -> Columns:
    """The rows that say something new, by series and period; those that correct a value need a reason."""
    news = news_in(sound, known)
    if len(news.corrected) and not reason.strip():
        raise _needs_reason(sound, news, locked)
    fresh = sound.take(news.all)
    return fresh.take(np.argsort(fresh.keys))


def _seal(intake: Intake, fresh: Columns) -> None:
    """Save the intake with the digest of its rows and of their marks, then the rows."""
    packed = packed_rows(fresh)
    marks = marks_of(packed)
    intake.rows, intake.rows_digest = len(fresh), sha256(packed.data).hexdigest()
    intake.marks_digest = sha256(marks).hexdigest()
    intake.save()
    append(Measurement, intake.pk, _stored(fresh), marks)


def _checked(act: Act, unit: Unit, given: Columns, locked: dict[int, Locked]) -> Columns:
    """The rows with their ratios; raises RowProblems where any is unsound, foreign rows included."""
    terms = {key: entry.terms for key, entry in locked.items() if entry.unit_path.startswith(unit.path)}
    problems = problems_in(given, terms, the_day(act))
    if problems:
        raise problems
    ids, place = np.unique(given.series, return_inverse=True)
    ratio = np.array([terms[int(key)].has_denominator for key in ids], dtype=bool)[place]
    return with_ratios(given, ratio)


def _needs_reason(rows: Columns, news: News, locked: dict[int, Locked]) -> RowProblems:
    problems = []
    for index, stood in zip(news.corrected.tolist(), news.stood.tolist(), strict=True):
        indicator = locked[int(rows.series[index])].touched.indicator
        figures = {"was": _figure(stood * indicator.scale), "now": _figure(rows.values[index] * indicator.scale)}
        text = _("This period has the value %(was)s; now %(now)s is given. Say why it is corrected.")
        if stood != stood:
            text = _("The value of this period was withdrawn; now %(now)s is given. Say why.")
        problems.append((int(rows.lines[index]), text % figures))
    return RowProblems(problems, "reason")


def _figure(value: float) -> str:
    return f"{value:.6g}"


def book_of_some(rows: Columns, series: Sequence[int]) -> Book:
    """The lines of these series out of rows of more."""
    return book_of(rows.take(np.isin(rows.series, np.array(series, dtype=np.int64))), series)


_PACKED = np.dtype([("series", "<i8"), ("day", "<i8"), ("value", "<f8"), ("numerator", "<f8"), ("denominator", "<f8")])


def packed_rows(rows: Columns) -> NDArray[np.uint64]:
    """What trail.sealed.digest_rows digests of these rows, five fields each, packed as whole columns."""
    table = np.empty(len(rows), dtype=_PACKED)
    table["series"], table["day"] = rows.series, rows.days
    for name, column in (("value", rows.values), ("numerator", rows.numerators), ("denominator", rows.denominators)):
        table[name] = np.where(np.isnan(column), np.nan, column)
    return table.view("<u8").reshape(len(rows), -1)


def _stored(rows: Columns) -> list[tuple[int, str, float | None, float | None, float | None]]:
    """The rows as the database takes them; each day is written out once, not once for each row."""
    days, place = np.unique(rows.days, return_inverse=True)
    written = as_dates(days).astype(str).astype(object)
    amounts = (_or_none(column) for column in (rows.values, rows.numerators, rows.denominators))
    columns = (rows.series, written[place], *amounts)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _or_none(column: NDArray[np.float64]) -> NDArray[np.object_]:
    result: NDArray[np.object_] = column.astype(object)
    result[np.isnan(column)] = None
    return result
