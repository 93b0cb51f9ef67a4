"""The weeks of the year in which several units changed together, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.luck import OFTEN
from pilothouse.measures.models import Signal
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.shared_words import shared_title
from pilothouse.measures.trust import Trust
from pilothouse.measures.wording import how_often, period_in_words, trust_in_words
from pilothouse.organisation.models import Person
from pilothouse.reviews.queries import AnsweredWeek, Change, CommonWeek, Occasion
from pilothouse.web.measures.sets import shared_name
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.records.numbers import page_of


@dataclass(frozen=True)
class WeekName:
    """What a week in common is called, wherever it stands: its name, what is in it, and its place among all weeks."""

    tone: str
    title: str
    monday: Any
    what: str
    place: str

    @property
    def url(self) -> str:
        """Its place on the page of all weeks."""
        return f"{reverse('together')}#{self.place}"


def week_name(week: CommonWeek) -> WeekName:
    """“week 51 of 2013: EWR, JFK, LGA”."""
    count, silent = len(week.changes), len(week.waiting)
    words = ngettext("%(count)d signal", "%(count)d signals", count) % {"count": count}
    waits = ngettext("%(silent)d unanswered", "%(silent)d unanswered", silent) % {"silent": silent}
    return WeekName(
        tone=week.tone,
        title=f"{period_in_words(week.week, 'week', week.changes[0].today)}: {', '.join(week.units)}",
        monday=week.week,
        what=f"{words}, {waits if silent else _('all answered')}: {', '.join(week.indicators)}",
        place=f"week-{week.week.isoformat()}-{week.tone}",
    )


@dataclass(frozen=True)
class WeekLine:
    """A week in which several units changed together: which, in what, and whose answer it has. `waits` says who is
    asked, `open` counts signals that wait for an answer this person may give, `mine` those they may answer at all (none
    where the week may be luck: then each is answered for itself); `luck` says how often chance makes such a week,
    `answers` is what was raised, as (title, number, address), `beyond` whether more is that they do not see, `sets`
    what units show that were judged as one set, as (title, address), `also` what addresses call them.
    """

    name: WeekName
    signals: list["WeekSignal"]
    answers: list[tuple[str, str, str]]
    beyond: bool
    waits: str
    open: int
    mine: int
    luck: str
    may_be_luck: bool
    sets: list[tuple[str, str]]
    also: list[str]


@dataclass(frozen=True)
class WeekSignal:
    """One of its signals, and how far its series can be `trusted`; `mine`: this person may answer it, `open`: and it
    waits.
    """

    text: str
    url: str
    code: str
    state: Any
    owner: Person | None
    open: bool
    mine: bool
    trust: Any
    trusted: Trust


# The weeks as a file: one row a signal.
EXPORTED: tuple[tuple[Any, Callable[[tuple[WeekLine, WeekSignal]], Any]], ...] = (
    (gettext_lazy("Week of"), lambda row: row[0].name.monday),
    (gettext_lazy("Week"), lambda row: row[0].name.title),
    (gettext_lazy("By chance"), lambda row: row[0].luck),
    (gettext_lazy("Judged as one set"), lambda row: "; ".join(title for title, _url in row[0].sets)),
    (gettext_lazy("Number"), lambda row: row[1].code),
    (gettext_lazy("Signal"), lambda row: row[1].text),
    (gettext_lazy("State"), lambda row: str(row[1].state)),
    (gettext_lazy("Owner"), lambda row: row[1].owner.name if row[1].owner else None),
    (gettext_lazy("Data trust"), lambda row: row[1].trusted.label.value),
    (gettext_lazy("Why"), lambda row: trust_in_words(row[1].trusted)),
    (gettext_lazy("Raised for it"),
     lambda row: "; ".join([*(f"{number} {title}" for title, number, _url in row[0].answers), *_unseen(row[0])])),
)  # fmt: skip


def _unseen(line: WeekLine) -> list[str]:
    return [_("something that you do not see")] if line.beyond else []


def week_lines(occasions: Iterable[Occasion], person: Person, may_answer: Callable[[Signal], bool]) -> list[WeekLine]:
    """Weeks for the eye of this person; what may be luck comes last."""
    lines = [_week(one, one.week, person, may_answer) for one in occasions if one.week]
    return sorted(lines, key=lambda line: line.may_be_luck)


def _week(one: Occasion, week: AnsweredWeek, person: Person, may_answer: Callable[[Signal], bool]) -> WeekLine:
    offered = not one.may_be_luck
    signals = [_week_signal(change, lambda signal: offered and may_answer(signal)) for change in week.changes]
    return WeekLine(
        name=week_name(week),
        signals=signals,
        answers=[(record.title, record.code, page_of(record)) for record in one.answers],
        beyond=one.beyond,
        waits=_waits(week.waiting, person),
        open=sum(line.open for line in signals),
        mine=sum(line.mine for line in signals),
        luck=luck_in_words(one.yearly, rarer=one.rarer),
        may_be_luck=one.may_be_luck,
        sets=[
            (shared_title(taken.shared, week.changes[0].today), page_of(taken.shared.change.indicator))
            for taken in one.sets
        ],
        also=[shared_name(taken.shared) for taken in one.sets],
    )


def luck_in_words(yearly: float, *, rarer: bool = False) -> str:
    """“If nothing had changed and units moved independently, so much would come about once in 40 years.”"""
    words = {"often": how_often(yearly, rarer=rarer)}
    told = _("If nothing had changed and units moved independently, so much would come %(often)s.") % words
    return told if yearly < OFTEN else " ".join((told, _("That they came together may be luck.")))


def week_evidence(occasions: Iterable[Occasion], signals: Iterable[Signal]) -> str:
    """“Week 52 of 2013: EWR, JFK, LGA. If nothing had changed …”: the week in which all of these signals stand and how
    often luck brings its like, to go on from in a form; "" where they stand in no one week.
    """
    keys = {one.pk for one in signals}
    weeks = ((one, one.week) for one in occasions if one.week)
    found = ((one, week) for one, week in weeks if keys and keys <= {change.signal.pk for change in week.changes})
    one, week = next(found, (None, None))
    if one is None or week is None:
        return ""
    words = {"week": capfirst(week_name(week).title), "luck": luck_in_words(one.yearly, rarer=one.rarer)}
    return _("%(week)s. %(luck)s") % words


def _waits(signals: list[Signal], person: Person) -> str:
    """Who is asked for an answer: “5 signals ask Station manager JFK for an answer”; "" where all have theirs."""
    asked = {signal.owner_id: signal.owner for signal in signals}
    names = [_("you") if owner == person else owner.name if owner else _("somebody still to be named")
             for owner in asked.values()]  # fmt: skip
    words = {"count": len(signals), "who": ", ".join(sorted(names, key=lambda name: (name != _("you"), name)))}
    if not signals:
        return ""
    text = ngettext("%(count)d signal asks %(who)s for an answer", "%(count)d signals ask %(who)s for an answer",
                    len(signals))  # fmt: skip
    return text % words


def _week_signal(change: Change, may_answer: Callable[[Signal], bool]) -> WeekSignal:
    signal = change.signal
    mine = may_answer(signal)
    return WeekSignal(
        text=_("%(what)s, %(place)s, since %(week)s")
        % {"what": change.indicator.title, "place": change.series.place, "week": change.since},
        url=page_of(signal),
        code=signal.code,
        state=signal.standing.label,
        owner=None if signal.ended else signal.owner,
        open=mine and not signal.ended,
        mine=mine,
        trust=trusted(change.series, change.today),
        trusted=trust_of(change.series, change.today),
    )
