"""Each required input as it stands: who answers, how fresh, what is there and what is missing, what was said."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.roles import Right
from pilothouse.reviews.inputs import INPUTS, Input
from pilothouse.reviews.models import Statement
from pilothouse.reviews.queries.inputs.content import Content
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.reviews.queries.inputs.owners import owners_of_inputs
from pilothouse.reviews.queries.inputs.tied import Tied, tied_indicators
from pilothouse.reviews.queries.inputs.told import told_by_records


@dataclass(frozen=True)
class LiveInput:
    """One required input on a day. `statement` is the latest that the reader may see, said on the day `said_on`;
    `owner` is who brings it, `tied` the indicators that tell about it. `whole`: does the reader see all that there may
    be of it?
    """

    input: Input
    owner: Person | None
    content: Content
    statement: Statement | None
    on: date
    latest: date | None
    said_on: date | None = None
    tied: tuple[Tied, ...] = ()
    whole: bool = True

    @property
    def no_data(self) -> bool:
        """Records, people and indicators have never told anything: a finding, never “nothing to say”. Who sees a part
        alone cannot find it.
        """
        return self.latest is None and self.whole

    @property
    def wanted_by(self) -> date | None:
        """When something new was, or is, to come; None where nothing ever came."""
        return self.latest + timedelta(days=self.input.every) if self.latest else None

    @property
    def stale(self) -> bool:
        """Has nothing new come for longer than it should take?"""
        return self.wanted_by is not None and self.wanted_by < self.on

    @property
    def missing(self) -> list[str]:
        """What of it is missing, in words; where there is nothing at all, who should bring it."""
        return [*self.plain_missing, *(words for one in self.tied for words in one.missing)]

    @property
    def plain_missing(self) -> list[str]:
        """The same without what is missing of series: those are for who sees them."""
        if not self.no_data:
            return [*self.content.missing, *([self.content.unsaid] if self._unsaid else [])]
        return nothing_there(str(self.owner) if self.owner else "")

    @property
    def _unsaid(self) -> bool:
        """Does a part of it wait for words that nobody has said lately, and that no indicator tells either?"""
        told = [day for day in (self.said_on, *(one.latest for one in self.tied)) if day is not None]
        lately = any(day + timedelta(days=self.input.every) >= self.on for day in told)
        return bool(self.content.unsaid) and not lately

    @property
    def wanted(self) -> int:
        """How many parts should be there; 0 where that is not counted."""
        return self.content.wanted + bool(self.content.unsaid) + sum(one.wanted for one in self.tied)

    @property
    def have(self) -> int:
        """How many of them are."""
        return self.content.have + bool(self.content.unsaid) - self._unsaid + sum(one.have for one in self.tied)

    @property
    def sentences(self) -> list[str]:
        """What there is to know, in a sentence or two: of the records, then of whoever spoke last."""
        return [*self.content.sentences, *([self.statement.text] if self.statement else [])]

    @property
    def plain(self) -> list[str]:
        """The same for whoever reads the minutes: which indicators told about it and which have no value yet, not
        what, for that is for who sees their series.
        """
        told = [
            (_("Measured by: %s."), [one.indicator.title for one in self.tied if one.latest]),
            (_("Tied, without values: %s."), [one.indicator.title for one in self.tied if not one.latest]),
        ]
        return [*self.sentences, *(words % ", ".join(names) for words, names in told if names)]


def nothing_there(owner: str) -> list[str]:
    """What is missing where there is no data at all: the finding, and who should bring it."""
    if not owner:
        return [_("no data, and nobody answers for it")]
    return [_("no data: %(person)s brings it") % {"person": owner}]


def live_inputs(person: Person, on: date, since: date, unit: Unit | None = None) -> list[LiveInput]:
    """All inputs in their order, of a unit and all below, as far as this person sees them: five queries."""
    facts, owners = facts_for(person, unit, on, since), owners_of_inputs()
    said = {one.input: one for one in _latest_said(person, unit)}
    whole = person.may(Right.READ, unit.path) if unit else person.paths_seen is None
    tied = tied_indicators(person, on, unit, whole=whole)
    return [
        _live(
            one, told_by_records(one.key, facts), owners[one.key], said.get(one.key), tied.get(one.key, ()), on, whole
        )
        for one in INPUTS
    ]


def _latest_said(person: Person, unit: Unit | None) -> "QuerySet[Statement]":
    mine: QuerySet[Statement] = Statement.objects.seen_by(person)
    if unit is not None:
        mine = mine.filter(unit__path__startswith=unit.path)
    latest = mine.order_by().values("input").annotate(latest=Max("pk")).values("latest")
    found: QuerySet[Statement] = Statement.objects.filter(pk__in=latest).select_related("by", "unit")
    return found


def _live(
    one: Input,
    told: Content,
    owner: Person | None,
    said: Statement | None,
    tied: tuple[Tied, ...],
    on: date,
    whole: bool,
) -> LiveInput:
    days = [timezone.localtime(told.latest).date()] if told.latest else []
    days += [day for each in tied if (day := each.latest)]
    latest = max([*days, *([said.on] if said else [])], default=None)
    return LiveInput(one, owner, told, said, on, latest, said.on if said else None, tied, whole)
