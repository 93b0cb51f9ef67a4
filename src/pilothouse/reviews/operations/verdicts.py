"""The verdict: what was forecast against what the series shows, computed; a person adds one line."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import move
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import Beside, beside
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("decision.judged", may=any_of(owner, holds(Right.DECIDE)))
def judge_decision(act: Act, decision: Decision, *, note: str, untellable: bool = False) -> Decision:
    """Add the verdict to a decision whose day has come, with one line of what we make of it.

    The verdict is computed from the series and cannot be chosen. Where nothing was forecast there is none; where too
    few values came, judging is refused unless `untellable` says that no more will come.
    """
    if not note.strip():
        raise Refused(_("Add one line: what do we make of it?"), "note")
    day, fact = decision.expected_by, beside(decision)
    if day is None or fact is None:
        raise Refused(_("Nothing was forecast: there is nothing to compare."))
    if the_day(act) < day:
        raise Refused(_("Its verdict is due on %(day)s, not before.") % {"day": day.isoformat()})
    step = _step(fact, untellable=untellable)
    decision.effect, decision.low, decision.high = fact.told or (None, None, None)
    decision.verdict_note, decision.judged_at = note.strip(), act.at
    return move(act, decision, step)


def _step(fact: Beside, *, untellable: bool) -> str:
    if fact.outcome is None and not untellable:
        count = fact.measured.after_points
        raise Refused(
            ngettext(
                "Too early: %(count)d value since it took effect does not tell.",
                "Too early: %(count)d values since it took effect do not tell.",
                count,
            )
            % {"count": count},
            "untellable",
        )
    return fact.outcome or "cannot_be_told"
