"""What a form about a new risk proposes where it is raised from a set of signals: words to go on from, not to keep."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.reach import AtStake, at_stake_of
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.queries import happened
from pilothouse.web.bridge.weeks import week_evidence
from pilothouse.web.improvement.picking import Picked
from pilothouse.web.measures.sets import shared_evidence

# So many are named; the rest is counted.
_NAMED = 5
_LONGEST = 200
# Signals that began within so many days began together.
_TOGETHER = 7


def proposed(person: Person, picked: Picked, now: datetime, today: date) -> dict[str, Any]:
    """Cause, event and consequence in plain words, the unit above all of them, who answers for all of them, and
    what is at stake. The cause tells the evidence: in which week they changed together, and how often luck does that.
    """
    stake = at_stake_of(person, [one.process_id for one in picked.indicators if one.process_id])
    return {
        "title": _event(picked)[:_LONGEST],
        "cause": shared_evidence(picked.shared, today) if picked.shared else _cause(person, picked, now, today),
        "consequence": _consequence(stake),
        "unit": _unit_above(person, [unit.path for unit in picked.units]),
        "owner": picked.owner,
        "at_stake": stake.keys,
    }


def _event(picked: Picked) -> str:
    titles = [one.title for one in picked.indicators]
    words = {"what": titles[0], "where": _listed(picked.places)}
    worse = not picked.better
    if len(titles) > 1:
        return _("Several measures get worse together again: %(where)s") % words if worse else _(
            "Several measures change together again: %(where)s") % words  # fmt: skip
    return _("%(what)s: worse again at %(where)s together") % words if worse else _(
        "%(what)s: another change at %(where)s together") % words  # fmt: skip


def _cause(person: Person, picked: Picked, now: datetime, today: date) -> str:
    if not picked.every:
        return ""
    weeks, _others = happened(person, now, today)
    return " ".join(filter(None, (week_evidence(weeks, picked.every), _began(picked.every))))


def _began(signals: Sequence[Signal]) -> str:
    first, last = min(one.onset for one in signals), max(one.onset for one in signals)
    day = date_format(first, "j F Y")
    if (last - first).days < _TOGETHER:
        when = _("They began together, on about %s") % day
    else:
        when = _("They began between %(first)s and %(last)s") % {"first": day, "last": date_format(last, "j F Y")}
    told = _listed([one.title for one in signals], "; ")
    return _("%(when)s: %(told)s.") % {"when": when, "told": told}


def _consequence(stake: AtStake) -> str:
    said = []
    if stake.next:
        said.append(_("It is handed on to: %s.") % _listed([one.title for one in stake.next]))
    if stake.objectives:
        said.append(_("What could be missed: %s.") % _listed([one.title for one in stake.objectives]))
    return " ".join(said)


def _unit_above(person: Person, paths: Sequence[str]) -> int | None:
    """The lowest unit above all of these in which the person may register a risk."""
    able = [unit for unit in units_where(person, Right.IMPROVE) if all(path.startswith(unit.path) for path in paths)]
    lowest: Unit | None = max(able, key=lambda unit: len(unit.path), default=None)
    return lowest.pk if lowest else None


def _listed(names: Sequence[str], between: str = ", ") -> str:
    more = len(names) - _NAMED
    said = between.join(names[:_NAMED])
    return said if more <= 0 else said + between + ngettext("%d more", "%d more", more) % more
