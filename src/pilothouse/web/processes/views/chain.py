"""The map of processes, and what is no longer on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from pilothouse.charts.process_map import MapHandover, MapProcess, MapWords, process_map
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Handover, Part, Process
from pilothouse.processes.queries import handovers_among, live_processes, retired_processes
from pilothouse.web.kit.components.figures import drawn
from pilothouse.web.kit.pages import Column
from pilothouse.web.processes.standing import Standing, standings
from pilothouse.web.processes.traffic import Traffic, traffic_of
from pilothouse.web.processes.views.reading import today_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest

HANDOVER_COLUMNS = (
    Column("giver", gettext_lazy("From")),
    Column("what", gettext_lazy("What")),
    Column("taker", gettext_lazy("To")),
    Column("agreed", gettext_lazy("What good looks like")),
    Column("traffic", gettext_lazy("How much")),
    Column("trouble", gettext_lazy("Trouble where it comes from")),
)


@dataclass(frozen=True)
class Given:
    """A hand-over with the traffic and the standing of the process that gives; None where a customer does."""

    handover: Handover
    traffic: Traffic | None
    stands: Standing | None

    @property
    def hint(self) -> str:
        """Everything that the drawing tells by weight and mark, in words."""
        trouble = self.stands.trouble_words if self.stands else ""
        parts = (self.handover.agreed, self.traffic.words if self.traffic else "", trouble)
        return ". ".join(part for part in parts if part)


@require_safe
def map_page(request: PilotRequest) -> HttpResponse:
    """The chain from the customer's need to satisfaction."""
    processes = list(live_processes(request.person))
    handovers = [one for one in handovers_among(request.person) if _live(one)]
    stands = standings(processes, request.person, today_of(request))
    traffic = traffic_of(processes, request.person, today_of(request))
    given = [Given(one, traffic.get(one.giver_id or 0), stands.get(one.giver_id or 0)) for one in handovers]
    context = {
        "drawing": drawn(process_map(_shapes(processes, stands), _lines(given), _words())),
        "rows": [(label, _row(part, processes, given, stands)) for part, label in Part.choices],
        "processes": processes,
        "handovers": given,
        "needs": [one for one in given if one.handover.giver is None],
        "columns": HANDOVER_COLUMNS,
        "sentence": _sentence(processes, stands),
        "may_define": holds_somewhere(request.person, Right.DEFINE),
    }
    return render(request, "processes/map.html", context)


@require_safe
def retired(request: PilotRequest) -> HttpResponse:
    """Processes that are lived no more."""
    context = {"processes": list(retired_processes(request.person)[:200]), "crumbs": [(_("Processes"), "/processes/")]}
    return render(request, "processes/retired.html", context)


def _live(handover: Handover) -> bool:
    return not any(end is not None and end.ended for end in (handover.giver, handover.taker))


def _shapes(processes: Sequence[Process], stands: dict[int, Standing]) -> list[MapProcess]:
    return [
        MapProcess(
            key=one.pk,
            title=one.title,
            part=one.part,
            code=one.code,
            owner=one.owner.name if one.owner else "",
            href=page_of(one),
            mark=stands[one.pk].mark,
            status=stands[one.pk].words,
            work=stands[one.pk].issues,
        )
        for one in processes
    ]


def _lines(given: Sequence[Given]) -> list[MapHandover]:
    return [
        MapHandover(
            giver=one.handover.giver_id,
            taker=one.handover.taker_id,
            what=one.handover.what,
            href=f"{page_of(_home(one.handover))}#hand-over-{one.handover.pk}",
            hint=one.hint,
            weight=one.traffic.weight if one.traffic else 0,
            trouble=one.stands.trouble if one.stands else None,
        )
        for one in given
    ]


def _home(handover: Handover) -> Any:
    return handover.taker or handover.giver


def _words() -> MapWords:
    return MapWords(
        title=_("Process map"),
        need=_("What customers need"),
        satisfaction=_("Customers served"),
        leading=_("Leading"),
        core=_("Core"),
        supporting=_("Supporting"),
        nobody=_("nobody answers for it"),
    )


def _row(
    part: str, processes: Sequence[Process], given: Sequence[Given], stands: dict[int, Standing]
) -> list[dict[str, Any]]:
    """The processes of one row, each with what it gives: the map as a list."""
    return [
        {
            "process": one,
            "stands": stands[one.pk],
            "gives": [give for give in given if give.handover.giver_id == one.pk],
        }
        for one in processes
        if one.part == part
    ]


def _sentence(processes: Sequence[Process], stands: dict[int, Standing]) -> str:
    """How many processes there are, and what is not as it should be."""
    if not processes:
        return ""
    count = len(processes)
    parts = [ngettext("%d process", "%d processes", count) % count]
    worse = sum(stand.mark == "worse" for stand in stands.values())
    unowned = sum(one.owner is None for one in processes)
    blind = sum(stand.mark == "gap" for stand in stands.values())
    if worse:
        parts.append(_("%d with a change for the worse") % worse)
    if blind:
        parts.append(_("%d without an indicator") % blind)
    if unowned:
        parts.append(_("%d without an owner") % unowned)
    return ", ".join(parts) + "."
