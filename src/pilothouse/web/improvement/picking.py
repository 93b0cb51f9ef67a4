"""The signals that somebody picked to answer together: which, in which version, and what they are called at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import gettext as _

from pilothouse.measures.models import Signal
from pilothouse.records.models import Record
from pilothouse.records.rules import parsed
from pilothouse.web.improvement.reading import may
from pilothouse.web.shell.middleware import PilotRequest

MOST = 200


@dataclass(frozen=True)
class Picked:
    """`signals` wait for an answer, the strongest first; `answered` had theirs before; `others` answers are asked of
    somebody else.
    """

    signals: list[Signal]
    answered: list[Signal]
    others: list[Signal] = field(default_factory=list)

    @property
    def origin(self) -> Signal:
        """The one that an issue begins with: the strongest evidence."""
        return self.signals[0]

    @property
    def title(self) -> str:
        """What they show together, in words."""
        if len(self.signals) == 1:
            return self.origin.title
        titles = sorted({signal.series.indicator.title for signal in self.signals})
        units = ", ".join(sorted({signal.unit.code for signal in self.signals}))
        words = {"units": units, "title": titles[0], "count": len(titles)}
        if len(titles) == 1:
            return _("%(title)s at %(units)s together") % words
        return _("%(count)d indicators at %(units)s together") % words


def picked(request: PilotRequest) -> Picked:
    """The signals named by `signal=SIG-0001`, once or more; not found if one of them is not this person's to answer.

    In the list (`pick=SIG-0001`) anybody's can be picked: what is not this person's to answer is left out, and told.
    """
    given = request.POST or request.GET
    listed = given.getlist("pick")
    numbers = {_number(code) for code in [*given.getlist("signal"), *listed]}
    if len(numbers) > MOST:
        raise Http404
    parts = ("unit", "owner", "series__unit", "series__indicator")
    seen = Signal.objects.seen_by(request.person).select_related(*parts).filter(number__in=numbers)
    found = sorted(seen, key=lambda signal: (-signal.strength, signal.pk))
    mine = [signal for signal in found if may(request, "signal.answered", signal=signal)]
    if len(found) != len(numbers) or (len(mine) < len(found) and not listed):
        raise Http404
    waiting, answered = ([signal for signal in mine if signal.ended is ended] for ended in (False, True))
    return Picked(waiting, answered, [signal for signal in found if signal not in mine])


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
