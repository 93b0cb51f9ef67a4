"""The signals that somebody picked to answer together: which, in which version, and what they are called at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.measures.models import Indicator, Signal
from pilothouse.measures.shared_words import shared_title
from pilothouse.measures.together import Shared
from pilothouse.organisation.models import Unit
from pilothouse.records.models import Record
from pilothouse.records.rules import parsed
from pilothouse.web.improvement.reading import may
from pilothouse.web.measures.sets import NamedSet, sets_named
from pilothouse.web.shell.middleware import PilotRequest

MOST = 200


@dataclass(frozen=True)
class Picked:
    """`signals` wait for an answer, the strongest first; `answered` had theirs before; `others` answers are asked of
    somebody else; `tied` are to be tied, whether they wait or not. `named` is a set of units which changed together,
    `also` are further sets of the same event: what is raised for it is raised for them.
    """

    signals: list[Signal] = field(default_factory=list)
    answered: list[Signal] = field(default_factory=list)
    others: list[Signal] = field(default_factory=list)
    tied: list[Signal] = field(default_factory=list)
    named: NamedSet | None = None
    also: list[NamedSet] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator | None:
        """That of the set, where one is named."""
        return self.named.indicator if self.named else None

    @property
    def shared(self) -> Shared | None:
        """How its units changed, where that is not judged anew by now."""
        return self.named.shared if self.named else None

    @property
    def apart(self) -> list[Signal]:
        """Those that what is raised for all of them is tied to without answering them."""
        return sorted([*self.answered, *self.others, *self.tied], key=_strongest)

    @property
    def ties(self) -> list[Record]:
        """All that what is raised is tied to without answering it."""
        return [*self.apart, *(one.indicator for one in self.also)]

    @property
    def every(self) -> list[Signal]:
        """All of them, first those that wait."""
        return [*self.signals, *self.apart]

    @property
    def origin(self) -> Signal | Indicator | None:
        """What is raised begins with it: the strongest evidence, first of what waits; for a set without a signal its
        indicator. None where nothing is picked.
        """
        return next(iter(self.every), self.indicator)

    @property
    def indicators(self) -> list[Indicator]:
        """Of which indicators they are."""
        found = [signal.series.indicator for signal in self.every]
        return list({one.pk: one for one in [*found, *([self.indicator] if self.indicator else [])]}.values())

    @property
    def series(self) -> dict[int, bool]:
        """Keys of the series that show the event, and whether each got worse in it: these first, then by evidence."""
        told = [(one.series_id, not one.better) for one in sorted(self.every, key=_strongest)]
        changes = (one.shared for one in (self.named, *self.also) if one is not None)
        told += [(one.pk, found.tone == "worse") for found in changes if found for one in found.series]
        found: dict[int, bool] = {}
        for key, worse in sorted(told, key=lambda one: not one[1]):
            found.setdefault(key, worse)
        return found

    @property
    def units(self) -> list[Unit]:
        """Where they are."""
        found = [signal.unit for signal in self.every]
        found += [series.unit for series in self.shared.series] if self.shared else []
        return found or [one.unit for one in self.indicators]

    @property
    def places(self) -> list[str]:
        """What the series that show it are called where they are told of: LGA, LGA · Delta."""
        shared = self.shared.series if self.shared else []
        found = {series.place for series in (*(one.series for one in self.every), *shared)}
        return sorted(found) or [unit.code for unit in self.units]

    @property
    def owner(self) -> int | None:
        """Who answers for all of them: for signals of several people whoever has their one indicator, else nobody."""
        owners = {one.owner_id for one in self.every}
        if len(owners) != 1:
            owners = {one.owner_id for one in self.indicators}
        return owners.pop() if len(owners) == 1 else None

    @property
    def better(self) -> bool:
        """Did anything change to the better?"""
        return any(one.better for one in self.every) or (self.shared is not None and self.shared.tone == "better")

    def title(self, today: date) -> str:
        """What they show together, in words."""
        if self.shared:
            return shared_title(self.shared, today)
        if len(self.every) == 1 or not self.every:
            return self.origin.title if self.origin else ""
        titles = sorted({signal.series.indicator.title for signal in self.every})
        units = ", ".join(sorted({signal.unit.code for signal in self.every}))
        words = {"units": units, "title": titles[0], "count": len(titles)}
        if len(titles) == 1:
            return _("%(title)s at %(units)s together") % words
        return _("%(count)d indicators at %(units)s together") % words


def picked(request: PilotRequest) -> Picked:
    """The signals named by `signal=SIG-0001`, once or more; not found if one of them is not this person's to answer.

    In the list (`pick=SIG-0001`) anybody's can be picked: what is not this person's to answer is told apart. A form
    that ties some (`tied=SIG-0001`) ties them also where they wait again by now. `set=IND-0001.2026-02-23` names units
    that changed together, `also=IND-0002.2026-02-23` others that did so in the same event.
    """
    given = request.POST or request.GET
    asked, listed, tied = ({_number(code) for code in given.getlist(name)} for name in ("signal", "pick", "tied"))
    numbers = asked | listed | tied
    first = [name] if (name := given.get("set", "")) else []
    sets = sets_named(request.person, [*first, *given.getlist("also")[:MOST]])
    if sets is None:
        raise Http404
    if len(numbers) > MOST:
        raise Http404
    found = _seen(request, numbers) if numbers else []
    only_tied = tied - asked - listed
    named = [signal for signal in found if signal.number not in only_tied]
    mine = [signal for signal in named if may(request, "signal.answered", signal=signal)]
    if len(found) != len(numbers) or (len(mine) < len(named) and not listed):
        raise Http404
    waiting, answered = ([signal for signal in mine if signal.ended is ended] for ended in (False, True))
    others = [signal for signal in named if signal not in mine]
    apart = [signal for signal in found if signal.number in only_tied]
    return Picked(waiting, answered, others, apart, next(iter(sets[: len(first)]), None), sets[len(first) :])


def _seen(request: PilotRequest, numbers: set[int]) -> list[Signal]:
    parts = ("unit", "owner", "series__unit", "series__indicator")
    seen = Signal.objects.seen_by(request.person).select_related(*parts).filter(number__in=numbers)
    return sorted(seen, key=_strongest)


def _strongest(signal: Signal) -> tuple[float, int]:
    return -signal.strength, signal.pk


def _number(code: str) -> int:
    number = parsed(code)
    if number is None or number[0] != Signal.KIND.prefix:
        raise Http404
    return number[1]


def versions(records: Iterable[Record]) -> list[str]:
    """“SIG-0001.3”: what a form of several records carries in its fields named `at`."""
    return [f"{record.code}.{record.version}" for record in records]


def at_versions(request: PilotRequest, records: Iterable[Record]) -> None:
    """From here on the records are those the form was filled from: a newer one makes the save a conflict."""
    stated = dict(text.rpartition(".")[::2] for text in request.POST.getlist("at"))
    for record in records:
        version = stated.get(record.code, "")
        if version.isascii() and version.isdigit() and len(version) < 10:
            record.version = int(version)


def answered_and_tied(chosen: Picked) -> list[str]:
    """“It answers 2 signals.” “It is tied to 3 more.”: what one thing for all of them did."""
    answers, ties = len(chosen.signals), len(chosen.apart)
    said = (
        (answers, ngettext("It answers %d signal.", "It answers %d signals.", answers)),
        (ties, ngettext("It is tied to %d that is answered elsewhere.", "It is tied to %d that are answered elsewhere.",
                        ties)),
    )  # fmt: skip
    return [words % count for count, words in said if count]
