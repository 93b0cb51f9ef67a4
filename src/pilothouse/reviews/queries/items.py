"""The agenda as one person sees it: of each item the parts in their sight, and nothing of the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.danger_wording import out_of_reach
from pilothouse.reviews.models import AgendaItem, Review, TakenOff
from pilothouse.reviews.queries.behind import series_key_of, series_seen
from pilothouse.risks.states import RISK
from pilothouse.strategy.states import OBJECTIVE
from pilothouse.trail.kept import padded

# So many of the others are named, and of the units.
_NAMED = 4


@dataclass(frozen=True)
class Part:
    """One record of an item, with the series behind it where there is one that the person sees."""

    record: Record
    series: Series | None


@dataclass(frozen=True)
class Item:
    """An item in the eyes of one person. It is about the first of its records that they see (`parts`, the one that
    stands for it first); `named` are the series of units that changed together as one set. `told`: do they see
    everything that its reason tells of?
    """

    row: AgendaItem
    parts: Sequence[Part]
    named: Sequence[Series]
    told: bool

    @property
    def pk(self) -> int:
        """The key of its row, which all who see it share."""
        return self.row.pk

    @property
    def version(self) -> int:
        """That of its row."""
        return self.row.version

    @property
    def topic(self) -> str:
        """What somebody brings by hand; "" where a record is what it is about."""
        return self.row.topic

    @property
    def owner(self) -> Person | None:
        """Who brings the topic."""
        return self.row.owner

    @property
    def title(self) -> str:
        """What it is about in words: the topic, else its record."""
        return self.topic or self.record.title

    @property
    def record(self) -> Record:
        """What it is about; of a topic the meeting."""
        return self.parts[0].record

    @property
    def series(self) -> Series | None:
        """Where it shows in the numbers."""
        return self.parts[0].series

    @property
    def others(self) -> Sequence[Part]:
        """What stands together with it."""
        return self.parts[1:]

    @property
    def reason(self) -> str:
        """Why it is there, in words that name nothing out of sight."""
        first, *others = (part.record for part in self.parts)
        own = _reason(self.row, first, told=self.told) if first.pk == self.row.record_id else standing_of(first)
        if self.row.judged:  # its own words tell of the other indicators
            return own
        units = {one.unit.code for one in (first, *others)}
        return own + in_one_week([one.code for one in others], sorted(units))


@dataclass(frozen=True)
class Off:
    """What was taken off the agenda in the eyes of one person, as of an item."""

    row: TakenOff
    record: Record

    @property
    def pk(self) -> int:
        """The key of its row."""
        return self.row.pk

    @property
    def title(self) -> str:
        """As of an item."""
        return self.row.topic or self.record.title


def items_seen(review: Review, person: Person) -> list[Item]:
    """The agenda as far as the person may see it, in the order of the meeting. Three queries."""
    rows = AgendaItem.objects.filter(review=review)
    return items_among(rows.select_related("review", "owner").order_by("position", "id"), person)


def item_of(row: AgendaItem, person: Person) -> Item | None:
    """One item in the eyes of a person; None where they see nothing of it."""
    return next(iter(items_among([row], person)), None)


def items_among(rows: Iterable[AgendaItem], person: Person) -> list[Item]:
    """Of these rows the items this person sees. Two queries."""
    return agenda_among(rows, (), person)[0]


def agenda_among(rows: Iterable[AgendaItem], off: Iterable[TakenOff], person: Person) -> tuple[list[Item], list[Off]]:
    """What of these rows this person sees, on the agenda and taken off it: a group of records where they see one of
    them, a set of units where they see every unit that was judged, as everywhere, for the evidence is that of all, and
    a topic wherever they see the meeting. Two queries.
    """
    both: list[AgendaItem | TakenOff] = [*rows, *off]
    keys = {key for row in both for key in (row.record_id, *row.together)}
    records = {one.pk: one for one in _RECORDS.rows(person, padded(sorted(keys)))}
    behind = [one.series_key for one in records.values()]
    told = (key for row in both for key in (*row.judged, *(row.behind if isinstance(row, AgendaItem) else ())))
    series = series_seen(person, [*behind, *told])
    items, gone = [], []
    for row in both:
        parts = _parts(row, records, series) if series.keys() >= set(row.judged) else []
        if parts and isinstance(row, AgendaItem):
            named = [series[key] for key in row.named if key in series]
            items.append(Item(row, parts, named, _sees_what_is_told(person, row, series)))
        elif parts and isinstance(row, TakenOff):
            gone.append(Off(row, parts[0].record))
    return items, gone


def _records(person: Person, keys: list[int]) -> "QuerySet[Record]":
    found: QuerySet[Record] = Record.objects.seen_by(person).filter(pk__in=keys).select_related("unit", "owner")
    return found.defer("words").annotate(series_key=series_key_of("pk"))


_RECORDS = KeptSight[Record](_records)


def _parts(row: AgendaItem | TakenOff, records: Mapping[int, Record], series: Mapping[int, Series]) -> list[Part]:
    if row.topic:
        return [Part(row.review, None)]
    keys = (row.record_id, *row.together)
    return [Part(records[key], series.get(_shown_on(row, records[key]) or 0)) for key in keys if key in records]


def _shown_on(row: AgendaItem | TakenOff, record: Record) -> int | None:
    """The key of the series where a record shows: of an objective the one that its reason tells of."""
    told = row.behind if isinstance(row, AgendaItem) and record.pk == row.record_id else []
    key: int | None = record.series_key  # type: ignore[attr-defined]
    return told[0] if told and record.kind == OBJECTIVE.name else key


def _sees_what_is_told(person: Person, row: AgendaItem, series: Mapping[int, Series]) -> bool:
    return person.paths_seen is None or (bool(row.behind) and series.keys() >= set(row.behind))


def _reason(row: AgendaItem, record: Record, *, told: bool) -> str:
    """The reason, or its plain words. Of an item from before these were kept nobody knows what its reason tells of: of
    kinds whose reasons tell more than their record it is for who sees everything.
    """
    if told or (not row.plain and record.kind not in (OBJECTIVE.name, RISK.name)):
        return row.reason
    return row.plain or (out_of_reach() if record.kind == OBJECTIVE.name else str(record.standing.label))


def standing_of(record: Record) -> str:
    """Why a signal is there whose group another one stands for."""
    return standing_in_words("" if record.ended_at is None else str(record.standing.label))


def standing_in_words(state: str) -> str:
    """The same by what its state is called, "" for one without an answer."""
    return _("new since the last review, %(state)s") % {"state": state} if state else _("unanswered")


def in_one_week(others: Sequence[str], units: Sequence[str]) -> str:
    """ "; one cause? In one week with SIG-0071, SIG-0072 and 3 more (EWR, LGA)"; nothing for one alone."""
    words = {"named": _some(others), "units": _some(units)}
    return _("; one cause? In one week with %(named)s (%(units)s)") % words if others else ""


def _some(names: Sequence[str]) -> str:
    """ "EWR, JFK and 5 more"."""
    told, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return _("%(named)s and %(more)d more") % {"named": told, "more": more} if more > 0 else told
