"""How decisions came out, counted and in words, as the bridge counts them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.paper.opening import Told, state_in_words
from pilothouse.reviews.queries.decisions import worked_of
from pilothouse.reviews.states import DECISION
from pilothouse.reviews.wording import calibration_said


def worked(told: Told) -> str:
    """“9 judged: 3 as forecast, 2 no change. 3 forecasts run, the verdict of 1 is due. We were …”; "" where packs of
    this format do not tell, and where nothing was forecast.
    """
    if not told.body["verdicts"]:
        return ""
    found = worked_of(
        [
            (one["state"], one["confidence"], one["calm"], one["carried"], None, None, False, one["count"],
             one["count"] if one["due"] else 0, 0)
            for one in told.body["verdicts"]
        ]
    )  # fmt: skip
    early = _early(told)
    parts = ", ".join(f"{count} {state_in_words(DECISION, state)}" for state, count in found.counts.items() if count)
    said = [_("%(count)d judged: %(parts)s.") % {"count": found.judged, "parts": parts} if found.judged else ""]
    if found.running:
        running = ngettext("%d forecast is running", "%d forecasts are running", found.running) % found.running
        due = ngettext("the verdict of %d is due", "the verdicts of %d are due", found.due) % found.due
        wait = _("for %d it is too early to tell") % early
        said.append(f"{'; '.join([running, *[due] * bool(found.due), *[wait] * bool(early)])}.")
    return " ".join(part for part in (*said, calibration_said(found.calibration)) if part)


def _early(told: Told) -> int:
    """How many live decisions were too early for a verdict and are not asked for again yet; 0 in earlier formats."""
    days = (one.get("asked_again_on") for one in told.body["decisions"] if not _ended(one["state"]))
    return sum(date.fromisoformat(day) > told.today for day in days if day)


def _ended(state: str) -> bool:
    return DECISION.life.state(state).ends
