"""How each process stands: the worst of its open signals, or why nobody can tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.charts.process_map import Mark
from pilothouse.measures.models import Indicator, Signal
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


def standings(processes: Sequence[Process], person: Person) -> dict[int, Standing]:
    """The standing of each process by its key, as far as the person may see signals. Two queries."""
    keys = [process.pk for process in processes]
    signals = Signal.objects.seen_by(person).filter(ended_at=None, series__indicator__process__in=keys)
    open_ones = Counter(signals.values_list("series__indicator__process_id", "better"))
    measured = set(Indicator.objects.live().filter(process__in=keys).values_list("process_id", flat=True))
    return {key: _standing(open_ones[(key, False)], open_ones[(key, True)], measured=key in measured) for key in keys}


def _standing(worse: int, better: int, *, measured: bool) -> Standing:
    if worse:
        return Standing("worse", ngettext("worse, %d open signal", "worse, %d open signals", worse) % worse)
    if better:
        return Standing("better", ngettext("better, %d open signal", "better, %d open signals", better) % better)
    if not measured:
        return Standing("gap", _("no indicator"))
    return Standing("calm", _("no open signal"))
