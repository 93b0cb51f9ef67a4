"""Sources: a file and a query that yield measurements."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pilothouse.measures.models import Intake, Route, Source
from pilothouse.measures.naming import Name, directory_of, found_all
from pilothouse.measures.operations.intake import record_measurements
from pilothouse.measures.refusals import RowProblems, in_words
from pilothouse.measures.rules import MOST_DIGITS, NotANumber, Row, Wrong, number_typed
from pilothouse.measures.sources import Answer, allowed_file, ask, checked_query
from pilothouse.measures.typed import period_typed
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import owned_by_someone
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

_NEEDED = ("indicator", "unit", "period")
_AMOUNTS = ("value", "numerator", "denominator")


@operation("source.defined", may=holds(Right.DEFINE))
def define_source(
    act: Act, *, unit: Unit, owner: Person, name: str, path: str, sql: str, every_hours: int | None = None
) -> Source:
    """Name a file among those sources may read, and the query that makes measurements of it.

    The query reads the table `data` and gives the columns indicator (number or exact title), unit (code), period,
    value or numerator and denominator, and part where a unit has several series. `$until` in it is the day of the run.
    """
    source = Source(unit=unit, owner=owner, name=name, path=path, sql=sql, every_hours=every_hours)
    _refuse_unsound(source)
    source.save()
    return source


@operation("source.changed", may=holds(Right.DEFINE))
def change_source(
    act: Act,
    source: Source,
    *,
    owner: Person,
    name: str,
    path: str,
    sql: str,
    every_hours: int | None = None,
) -> Source:
    """Change what a source reads and how."""
    source.owner, source.name, source.path, source.sql = owner, name, path, sql
    source.every_hours = every_hours
    _refuse_unsound(source)
    source.save()
    return source


def _refuse_unsound(source: Source) -> None:
    source.name, source.path = source.name.strip(), source.path.strip()
    owned_by_someone(source.owner)
    if not source.name:
        raise Refused(_("This is needed."), "name")
    if Source.objects.filter(name=source.name).exclude(pk=source.pk).exists():
        raise Refused(_("Another source has this name."), "name")
    if source.every_hours is not None and source.every_hours < 1:
        raise Refused(_("At most once an hour."), "every_hours")
    allowed_file(source.path, settings.SOURCE_DIRS)
    checked_query(source.sql)


@operation("source.asked", may=holds(Right.ENTER))
def ask_for_refresh(act: Act, source: Source) -> Source:
    """Ask for a run of a source, which the worker does next. Asking again while it waits changes nothing."""
    if source.asked_at is None:
        source.asked_at, source.asked_by_id = act.at, act.by.pk
        source.save()
    return source


@operation("source.refreshed", may=holds(Right.ENTER))
def refresh_source(act: Act, source: Source) -> Intake | None:
    """Run a source as of the day of the act and record what it says; None where it says nothing new.

    Values that differ from those that stand are corrections, with the source as their reason. Raises Refused for a
    query or file that fails, RowProblems for rows that cannot be kept (numbered as the query gives them).
    """
    answer = ask(allowed_file(source.path, settings.SOURCE_DIRS), source.sql, the_day(act))
    rows = _rows(answer, source.unit)
    intake = None
    if rows:
        intake = record_measurements(
            act,
            unit=source.unit,
            rows=rows,
            route=Route.SOURCE,
            source=source,
            name=source.path,
            file_digest=answer.file_digest,
            query=source.sql,
            reason=act.why or _("The source %s says so now.") % source.name,
        )
    _done(source, act)
    return intake


@operation("source.failed", may=holds(Right.ENTER))
def note_source_problem(act: Act, source: Source, *, problem: str) -> Source:
    """Remember that a run failed and why, after it was rolled back; the next run waits its usual time."""
    _done(source, act, problem)
    return source


def _done(source: Source, act: Act, problem: str = "") -> None:
    source.last_run, source.last_problem = act.at, problem[:2_000]
    source.asked_at = source.asked_by = None
    source.save()


def refresh_or_note(act: Act, source: Source) -> Intake | str | None:
    """Refresh a source outside any operation; a refusal is kept with the source and its words are returned."""
    try:
        return refresh_source(act, source)
    except Refused as refusal:
        source.refresh_from_db()
        note_source_problem(act, source, problem=str(refusal.message))
        return str(refusal.message)


def _rows(answer: Answer, unit: Unit) -> list[Row]:
    """The rows of an answer as measurements; raises Refused for missing columns, RowProblems for bad rows."""
    has = set(answer.columns)
    missing = [name for name in _NEEDED if name not in has]
    if not ("value" in has or {"numerator", "denominator"} <= has):
        missing.append("value")
    if missing:
        raise Refused(_("The query gives no column “%s”.") % missing[0], "sql")
    table = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    names = [_name(record) for record in table]
    found = found_all(directory_of(unit), names)
    problems: list[tuple[int, str]] = []
    rows: list[Row] = []
    for line, (record, name) in enumerate(zip(table, names, strict=True), start=1):
        key = found[name]
        if isinstance(key, str):
            problems.append((line, key))
            continue
        try:
            value, numerator, denominator = (_number(record.get(name)) for name in _AMOUNTS)
            rows.append(Row(key, _period(record["period"]), value, numerator, denominator, line))
        except NotANumber as problem:
            problems.append((line, in_words(problem)))
        except ValueError as problem:
            problems.append((line, str(problem)))
    if problems:
        raise RowProblems(problems)
    return rows


def _name(record: dict[str, Any]) -> Name:
    texts = ("" if record.get(part) is None else str(record.get(part)) for part in ("indicator", "unit", "part"))
    indicator, unit, part = texts
    return indicator, unit, part


def _period(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else period_typed(str(value))


def _exactly(value: Decimal) -> float:
    """A whole or decimal number; one that would be rounded is refused, as it is where it is typed."""
    told = value.as_tuple()
    if len(told.digits) > MOST_DIGITS and len("".join(map(str, told.digits)).strip("0")) > MOST_DIGITS:
        raise NotANumber(Wrong.TOO_MANY_DIGITS, str(value))
    return float(value)


def _number(value: Any) -> float | None:
    """A number of an answer. What is a float already is kept: nobody can tell an entry from what the query computed."""
    if value is None or value == "":
        return None
    if isinstance(value, int | Decimal):
        return _exactly(Decimal(value))
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return number_typed(value)
    raise NotANumber(Wrong.NOT_A_NUMBER, str(value))
