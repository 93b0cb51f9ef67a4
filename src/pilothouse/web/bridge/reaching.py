"""What a process can reach, for the pages of signals and issues."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.reach import Reach, reach_of
from pilothouse.organisation.models import Person


def reach_context(person: Person, process: int | None) -> dict[str, Any]:
    """`reach` and its sentence, for the template bridge/reach.html; one query where there is a process."""
    reach = reach_of(person, process)
    return {"reach": reach, "reach_words": _words(reach) if reach else ""}


def _words(reach: Reach) -> str:
    """“Along the hand-overs it can reach 3 processes, 7 indicators and 2 objectives.”, and how far that is."""
    processes, indicators, objectives = len(reach.reached), reach.indicators, reach.objectives
    told = _("Along the hand-overs it can reach %(processes)s, %(indicators)s and %(objectives)s.") % {
        "processes": ngettext("%d process", "%d processes", processes) % processes,
        "indicators": ngettext("%d indicator", "%d indicators", indicators) % indicators,
        "objectives": ngettext("%d objective", "%d objectives", objectives) % objectives,
    }
    return " ".join([told, *_how_far(reach)])


def _how_far(reach: Reach) -> list[str]:
    """“2 processes are one hand-over away, the farthest 4.”; nothing where all are next."""
    near, farthest = sum(one.steps == 1 for one in reach.reached), max((one.steps for one in reach.reached), default=0)
    words = ngettext("%(near)d process is one hand-over away, the farthest is %(far)d.",
                     "%(near)d processes are one hand-over away, the farthest is %(far)d.", near)  # fmt: skip
    return [words % {"near": near, "far": farthest}] if farthest > 1 else []
