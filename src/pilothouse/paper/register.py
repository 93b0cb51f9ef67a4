"""Rows of a workbook about risks, opportunities, and what several units showed together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.paper.opening import Told, state_in_words
from pilothouse.paper.several import shared
from pilothouse.risks.states import OPPORTUNITY, RISK

Rows = list[list[Any]]


def risks(told: Told) -> Rows:
    """Every risk and opportunity with its rating, and its estimate in numbers."""
    head = [_("Number"), _("What"), _("State"), _("Owner"), _("Next"), _("Likelihood"), _("Consequence"),
            _("A year, expected"), _("Times a year, lowest"), _("Times a year, highest"), _("Each time, lowest"),
            _("Each time, highest"), _("Counted in"), _("Any in a year"), _("One year in ten, more than"),
            _("One in a hundred, more than"), _("Estimated by"), _("On what")]  # fmt: skip
    return [head, *_rows(told)]


def _rows(told: Told) -> Iterator[list[Any]]:
    for kind, name in ((RISK, "risks"), (OPPORTUNITY, "opportunities")):
        for one in told.body[name]:
            estimate = one["estimate"] or _NONE
            curve = estimate["curve"]
            due = date.fromisoformat(one["due"]) if one["due"] else None
            state = state_in_words(kind, one["state"])
            yield [one["code"], one["title"], state, one["owner"], due, one["likelihood"], one["impact"],
                   one["yearly"], *estimate["often"], *estimate["each"], estimate["unit"], curve["any"],
                   curve["ten"], curve["hundred"], estimate["by"], estimate["basis"]]  # fmt: skip


_NONE: dict[str, Any] = {
    "often": (None, None), "each": (None, None), "unit": "", "by": "", "basis": "",
    "curve": {"any": None, "ten": None, "hundred": None},
}  # fmt: skip


def several(told: Told) -> Rows:
    """Weeks that signals of several units share, and sets of units judged as one."""
    head = [_("What"), _("Better or worse"), _("What is known"), _("Waiting"), _("Raised for it")]
    names = ("name", "tone", "said", "waiting", "raised")
    return [head, *([one[name] for name in names] for one in shared(told) or ())]
