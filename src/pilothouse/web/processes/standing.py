"""How each process stands: the worst of its signals, of changes that go on, or why nobody can tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.charts.process_map import Mark
from pilothouse.measures.models import Direction, Indicator, Signal
from pilothouse.measures.queries import running_series
from pilothouse.organisation.models import Person
from pilothouse.processes.models import Process


@dataclass(frozen=True)
class Standing:
    """A mark of the map ("worse", "better", "calm" or "gap") and its words."""

    mark: Mark
    words: str

    @property
    def kit_mark(self) -> str:
        """The same as a mark of the kit; "" where nothing stands out."""
        return {"worse": "worse", "better": "better", "gap": "needs"}.get(self.mark, "")


def standings(processes: Sequence[Process], person: Person, on: date) -> dict[int, Standing]:
    """The standing of each process by its key on a day, as far as the person may see its series. Three queries."""
    keys = [process.pk for process in processes]
    signals = Signal.objects.seen_by(person).filter(ended_at=None, series__indicator__process__in=keys)
    open_ones = Counter(signals.values_list("series__indicator__process_id", "better"))
    measured = set(Indicator.objects.live().filter(process__in=keys).values_list("process_id", flat=True))
    lasting = _lasting(keys, person, on)
    return {
        key: _standing((open_ones[(key, False)], lasting[(key, False)]), (open_ones[(key, True)], lasting[(key, True)]))
        or (Standing("calm", _("no open signal")) if key in measured else Standing("gap", _("no indicator")))
        for key in keys
    }


def _lasting(keys: Sequence[int], person: Person, on: date) -> Counter[tuple[int, bool]]:
    """How many series of a process go on changing, by (process, for the better), whoever has answered."""
    changing = running_series(person, on).filter(indicator__process__in=keys, reading__change__in=(-1, 1)).order_by()
    rows = changing.values_list("indicator__process_id", "indicator__direction", "reading__change")
    return Counter((key, (change > 0) == (direction == Direction.UP)) for key, direction, change in rows)


def _standing(worse: tuple[int, int], better: tuple[int, int]) -> Standing | None:
    """The worst of (open signals, series that go on changing) to each side: an explained loss is a loss."""
    if worse[0]:
        return Standing("worse", ngettext("worse, %d open signal", "worse, %d open signals", worse[0]) % worse[0])
    if worse[1]:
        words = ngettext("worse in %d series", "worse in %d series", worse[1])
        return Standing("worse", words % worse[1])
    if better[0]:
        return Standing("better", ngettext("better, %d open signal", "better, %d open signals", better[0]) % better[0])
    if better[1]:
        words = ngettext("better in %d series", "better in %d series", better[1])
        return Standing("better", words % better[1])
    return None
