"""The verdict: what was forecast against what the series shows, computed; a person adds one line."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import move
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import Early, beside, early, may_be_judged, says_now
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("decision.judged", may=any_of(owner, holds(Right.DECIDE)))
def judge_decision(act: Act, decision: Decision, *, note: str, untellable: bool = False, shown: str = "") -> Decision:
    """Add the verdict to a decision whose day has come, with one line of what we make of it.

    The verdict is computed from the series and cannot be chosen. Where nothing was forecast there is none; where it is
    too early, for too few values came and more can come, judging is refused (see `put_off_verdict`) unless
    `untellable` says that none will. Where the series has ended or is silent it cannot be told. One that is put off may
    be judged before it is asked for again (`may_be_judged`). `shown` is what the numbers said where the line was
    written: where they say otherwise by now nothing is saved.
    """
    if not note.strip():
        raise Refused(_("Add one line: what do we make of it?"), "note")
    day, fact = decision.asks_on, beside(decision)
    if day is None or fact is None:
        raise Refused(_("Nothing was forecast: there is nothing to compare."))
    found = early(decision, fact, the_day(act))
    if not may_be_judged(decision, fact, found, the_day(act)):
        raise Refused(_("Its verdict is due on %(day)s, not before.") % {"day": day.isoformat()})
    says = says_now(fact, found)
    if shown and shown != says:
        words = _("By now the numbers say “%(verdict)s”: look again before you send your line.")
        raise Refused(words % {"verdict": decision.life.state(says).label})
    if found is not None and not untellable:
        raise Refused(_said(found), "untellable")
    decision.effect, decision.low, decision.high = fact.told or (None, None, None)
    decision.verdict_note, decision.judged_at = note.strip(), act.at
    return move(act, decision, says_now(fact, None))


def _said(found: Early) -> str:
    words = ngettext(
        "Too early: %(count)d value since it took effect does not tell; enough can have come by %(day)s.",
        "Too early: %(count)d values since it took effect do not tell; enough can have come by %(day)s.",
        found.have,
    )
    return words % {"count": found.have, "day": found.again.isoformat()}
